const maxWaitMs = 24 * 60 * 60 * 1000;

/** When to try again (epoch ms) by `Retry-After`, seconds or a date (RFC 9110 10.2.3); `fallbackMs` from now without one. */
export function readRetryAfter(headers: Headers, nowMs: number, fallbackMs: number): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  // A server's clock may be off: neither the past nor next year is an answer.
  return nowMs + (waitMs > 0 ? Math.min(waitMs, maxWaitMs) : fallbackMs);
}
