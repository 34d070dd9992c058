import { benchRecurrence, showRecurrenceBench } from './recurrence';
import { startBench } from './start-bench';
import { syncBench } from './sync-bench';

const parts = {
  start: startBench,
  sync: syncBench,
  async recurrence() {
    const bench = benchRecurrence();
    console.log(`\n${showRecurrenceBench(bench)}\n`);
    return bench.ratio >= 500;
  },
} as const;

/** Measures the named parts, or all of them, and prints their tables; answers whether every budget is kept. */
export async function runBench(names: readonly string[]): Promise<boolean> {
  const known = Object.keys(parts) as (keyof typeof parts)[];
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${known.join(', ')}`);
  let isKept = true;
  for (const name of known) {
    if (names.length === 0 || names.includes(name)) isKept = (await parts[name]()) && isKept;
  }
  return isKept;
}
