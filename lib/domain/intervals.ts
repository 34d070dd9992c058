import type { Interval } from './span';

/** Sorted, without empty ones, overlapping and touching ones joined: the form every function here answers in. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter((one) => one.startMs < one.endMs).sort((a, b) => a.startMs - b.startMs);
  const merged: Interval[] = [];
  for (const { startMs, endMs } of sorted) {
    const last = merged.at(-1);
    if (last === undefined || startMs > last.endMs) merged.push({ startMs, endMs });
    else if (endMs > last.endMs) merged[merged.length - 1] = { startMs: last.startMs, endMs };
  }
  return merged;
}

/** The time that is in both. */
export function intersectIntervals(some: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const a = mergeIntervals(some);
  const b = mergeIntervals(others);
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  while (true) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) return common;
    const startMs = Math.max(x.startMs, y.startMs);
    const endMs = Math.min(x.endMs, y.endMs);
    if (startMs < endMs) common.push({ startMs, endMs });
    if (x.endMs < y.endMs) i++;
    else j++;
  }
}

/** The time of the first that is not in the second. */
export function subtractIntervals(from: readonly Interval[], taken: readonly Interval[]): readonly Interval[] {
  const a = mergeIntervals(from);
  const b = mergeIntervals(taken);
  const left: Interval[] = [];
  let j = 0;
  for (const { startMs, endMs } of a) {
    let atMs = startMs;
    while ((b[j]?.endMs ?? Number.POSITIVE_INFINITY) <= atMs) j++;
    for (let k = j; atMs < endMs; k++) {
      const next = b[k];
      const freeUntilMs = Math.min(next?.startMs ?? endMs, endMs);
      if (atMs < freeUntilMs) left.push({ startMs: atMs, endMs: freeUntilMs });
      atMs = next === undefined ? endMs : Math.max(atMs, next.endMs);
    }
  }
  return left;
}

/** Whether any time is in both. */
export function overlaps(one: Interval, other: Interval): boolean {
  return one.startMs < other.endMs && other.startMs < one.endMs;
}
