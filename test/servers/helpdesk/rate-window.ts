/** A rolling window of requests. Refused requests do not count, so that a client which waits gets through. */
export interface RateWindow {
  /** Takes a place; null when it got one, else the seconds until the next is free. */
  take(nowMs: number, limit: number, windowSeconds: number): number | null;
}

export function createRateWindow(): RateWindow {
  const takenAtMs: number[] = [];
  return {
    take(nowMs, limit, windowSeconds) {
      const sinceMs = nowMs - windowSeconds * 1_000;
      while (takenAtMs[0] !== undefined && takenAtMs[0] <= sinceMs) takenAtMs.shift();
      if (takenAtMs.length < limit) {
        takenAtMs.push(nowMs);
        return null;
      }
      const free = takenAtMs[takenAtMs.length - limit] ?? nowMs;
      return Math.max(1, Math.ceil((free - sinceMs) / 1_000));
    },
  };
}
