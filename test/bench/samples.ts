/** The first runs of anything pay for what later ones find in place: they are not counted. */
const warmUps = 3;
/** Counted runs of each thing measured; more of what other processes of the browser have a hand in. */
export const counted = 25;
export const countedOfProcesses = 75;

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly p95: number;
}

export function summarize(samples: readonly number[], left = warmUps): Summary {
  const sorted = samples.slice(left).sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: quantile(sorted, 0), p95: quantile(sorted, 0.95) };
}

/**
 * Runs ours and the other by turns, each first in every second round, so that whatever else the machine does falls on
 * both alike.
 */
export async function byTurns<T>(
  ours: () => Promise<T>,
  other: () => Promise<T>,
  runs = counted,
): Promise<{ readonly ours: readonly T[]; readonly other: readonly T[] }> {
  const results = { ours: [] as T[], other: [] as T[] };
  for (let round = 0; round < warmUps + runs; round += 1) {
    if (round % 2 === 0) {
      results.ours.push(await ours());
      results.other.push(await other());
    } else {
      results.other.push(await other());
      results.ours.push(await ours());
    }
  }
  return results;
}

/** Between two samples the value is interpolated. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('No runs were counted');
  return below + (above - below) * (place - Math.floor(place));
}
