import { dayName, dayNumber } from '../../domain/calendar-day';
import { formatInstant } from '../../domain/span-interval';
import { fromWallMs, toWallMs } from '../../domain/zone-clock';

/**
 * How a tenant writes times. Seen on live tenants: UTC without a zone mark, all-day rows from `T00:00:00` to
 * `T23:59:59` unshifted. A tenant whose `useutcforappointments` is off may store local time: this is the one place to say so.
 * Whether it does cannot be told from its answers: what we write comes back as we wrote it, and only an appointment that
 * a person made at a known time would show it. So nothing is guessed: the agent is told of the setting (`areTimesInDoubt`).
 */
export interface HaloTimeConvention {
  /** IANA zone in which a date-time without a mark is meant. */
  readonly zone: string;
  /** How the end of an all-day row is written; both forms are read. */
  readonly allDayEnd: 'lastSecond' | 'nextMidnight';
}

export const usualTimes: HaloTimeConvention = { zone: 'UTC', allDayEnd: 'lastSecond' };

/** `2026-05-20T14:00:00` → `2026-05-20T14:00:00Z`; a mark that is there is honoured; null when it is no date-time. */
export function fromHaloTime(text: string, times: HaloTimeConvention): string | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (parts?.[1] === undefined) return null;
  const atMs = Date.parse(parts[1] + (parts[2] ?? 'Z'));
  if (Number.isNaN(atMs)) return null;
  return formatInstant(parts[2] === undefined ? fromWallMs(atMs, times.zone) : atMs);
}

/**
 * What a clock reading says when it is taken as UTC, with fractions; null when it is no date-time. Only for putting times
 * of one tenant in the order in which its own database has them, whatever zone they are in.
 */
export function haloReadingMs(text: string | null | undefined): number | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)?$/.exec(text ?? '');
  const atMs = Date.parse(`${parts?.[1] ?? ''}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Epoch ms as Halo writes them: seconds precision, no zone mark. */
export function toHaloTime(atMs: number, times: HaloTimeConvention): string {
  return new Date(toWallMs(atMs, times.zone)).toISOString().slice(0, 19);
}

/** First and last day as written, never shifted between zones; null when there is no date in it. */
export function fromHaloDays(start: string, end: string): { firstDay: string; lastDay: string } | null {
  const first = dayNumber(start.slice(0, 10));
  const last = dayNumber(end.slice(0, 10));
  if (first === null || last === null) return null;
  // An end at midnight is the end of the day before, save where the row is one day that ends where it starts.
  const endsAtMidnight = /^.{10}T00:00(:00|$)/.test(end) && last > first;
  return { firstDay: dayName(first), lastDay: dayName(endsAtMidnight ? last - 1 : last) };
}

/** A pair of dates, the second exclusive, as Halo writes an all-day row. */
export function toHaloDays(
  start: string,
  endExclusive: string,
  times: HaloTimeConvention,
): { start: string; end: string } {
  const end =
    times.allDayEnd === 'nextMidnight' ? `${endExclusive}T00:00:00` : `${shiftDay(endExclusive, -1)}T23:59:59`;
  return { start: `${start}T00:00:00`, end };
}

/** Minutes after midnight of a wall-clock time with a dummy date; the last minute of a day counts to its end. */
export function fromHaloClock(text: string | null | undefined): number | null {
  const parts = /(?:^|T)([01]\d|2[0-3]):([0-5]\d)/.exec(text ?? '');
  if (parts === null) return null;
  const minutes = Number(parts[1]) * 60 + Number(parts[2]);
  return minutes === 1439 ? 1440 : minutes;
}

/** `YYYY-MM-DD` so many days later. Throws RangeError when there is no such day. */
export function shiftDay(day: string, days: number): string {
  const number = dayNumber(day);
  if (number === null) throw new RangeError(`No such day: ${day}`);
  return dayName(number + days);
}
