import fc from 'fast-check';

/** `SEED=123 npx vitest …` repeats a run; without it every run is new, and says its seed. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Checks a property with the printed seed. */
export function checkProperty<T>(property: fc.IProperty<T>, numRuns = 200): void {
  fc.assert(property, { seed, numRuns });
}

console.info(`random tests: SEED=${seed}`);
