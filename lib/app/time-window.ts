import { dayMs } from '../domain/calendar-day';
import type { Interval } from '../domain/span';
import { fromWallMs, toWallMs } from '../domain/zone-clock';

/** Days ahead whose free time is read when the form opens; a week and the weekend after it. */
const daysAhead = 9;

/** From the start of the present day in the zone, so many days on. */
export function windowFrom(nowMs: number, zone: string, days = daysAhead): Interval {
  const today = Math.floor(toWallMs(nowMs, zone) / dayMs);
  return { startMs: fromWallMs(today * dayMs, zone), endMs: fromWallMs((today + days) * dayMs, zone) };
}

/** Whole days of the zone around the present one: so many back, so many ahead. */
export function windowAround(
  nowMs: number,
  zone: string,
  days: { readonly back: number; readonly ahead: number },
): Interval {
  const today = Math.floor(toWallMs(nowMs, zone) / dayMs);
  return {
    startMs: fromWallMs((today - days.back) * dayMs, zone),
    endMs: fromWallMs((today + days.ahead) * dayMs, zone),
  };
}
