import { dayMs, dayName, dayNumber, minuteMs } from './calendar-day';
import type { Draft } from './draft';
import type { Interval, Span } from './span';
import { fromWallMs, isKnownZone, toWallMs } from './zone-clock';

/** The fields of the form that say when. */
export type SpanFields = Pick<Draft, 'date' | 'start' | 'end' | 'allDay' | 'zone'>;

/** The instants a span covers; all-day dates are taken as days of the given zone. */
export function toInterval(span: Span, zone: string): Interval {
  switch (span.kind) {
    case 'timed':
      return { startMs: Date.parse(span.start), endMs: Date.parse(span.end) };
    case 'allDay':
      return { startMs: startOfDay(span.start, zone), endMs: startOfDay(span.end, zone) };
  }
}

/** Null while the fields say no date, no time, or a zone that is not known. The end may still be before the start. */
export function spanFromFields(fields: SpanFields): Span | null {
  const day = dayNumber(fields.date);
  if (day === null) return null;
  if (fields.allDay) return { kind: 'allDay', start: fields.date, end: dayName(day + 1) };
  const start = readMinute(fields.start);
  const end = readMinute(fields.end);
  if (start === null || end === null || !isKnownZone(fields.zone)) return null;
  const toInstant = (minute: number) => formatInstant(fromWallMs(day * dayMs + minute * minuteMs, fields.zone));
  return { kind: 'timed', start: toInstant(start), end: toInstant(end), zone: fields.zone };
}

/** The form's fields for a stretch of time; null when it does not begin and end on one day of the zone. */
export function fieldsFromInterval(
  interval: Interval,
  zone: string,
): { readonly date: string; readonly start: string; readonly end: string } | null {
  const start = new Date(toWallMs(interval.startMs, zone)).toISOString();
  const end = new Date(toWallMs(interval.endMs, zone)).toISOString();
  const date = start.slice(0, 10);
  return date === end.slice(0, 10) ? { date, start: start.slice(11, 16), end: end.slice(11, 16) } : null;
}

/** Minutes after midnight of `HH:mm` (or `HH:mm:ss`, as some time fields give); null when it is no time of day. */
export function readMinute(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::\d{2}(?:\.\d+)?)?$/.exec(time);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** As `TimedSpan` holds it: UTC, seconds precision. */
export function formatInstant(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** Asking a zone for its offset is slow, and the same days are asked for again and again. */
const daysByZone = new Map<string, Map<string, number>>();
const mostDays = 5_000;

/** Where midnight is skipped or comes twice, the day begins at the first instant that shows its date. */
function startOfDay(day: string, zone: string): number {
  const days = daysByZone.get(zone) ?? new Map<string, number>();
  const known = days.get(day);
  if (known !== undefined) return known;
  const number = dayNumber(day);
  if (number === null) throw new RangeError(`No such day: ${day}`);
  const startMs = fromWallMs(number * dayMs, zone);
  if (days.size >= mostDays) days.clear();
  daysByZone.set(zone, days.set(day, startMs));
  return startMs;
}
