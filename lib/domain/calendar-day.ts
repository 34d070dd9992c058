export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Days since 1970-01-01 of a day written `YYYY-MM-DD`; null when there is no such day. */
export function dayNumber(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  // Some engines let 30 February run over into March.
  return Number.isNaN(atMs) || dayName(atMs / dayMs) !== day ? null : atMs / dayMs;
}

/** The day as `YYYY-MM-DD`. */
export function dayName(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(number: number): number {
  // 1970-01-01 was a Thursday.
  return (((number + 3) % 7) + 7) % 7;
}
