import { dayMs, dayNumber, weekday } from '../calendar-day';
import type { Span } from '../span';
import { formatInstant } from '../span-interval';
import { fromWallMs, toWallMs } from '../zone-clock';
import type { Repeat, RepeatPattern } from './repeat-pattern';

/** Google Calendar makes no more occurrences than this of one event. */
export const mostOccurrences = 730;

export type RepeatProblem =
  | { readonly kind: 'badUntil' }
  | { readonly kind: 'badCount'; readonly limit: number }
  /** The rule would leave its own first date out. */
  | { readonly kind: 'startsOnWeekend' };

/** Why the fields say no rule yet; null when they do. */
export function repeatProblem({ pattern, ends, until, count }: Repeat, date: string): RepeatProblem | null {
  if (pattern === 'none') return null;
  const day = dayNumber(date);
  if (pattern === 'workdays' && day !== null && weekday(day) > 4) return { kind: 'startsOnWeekend' };
  if (ends === 'on' && (dayNumber(until) === null || until < date)) return { kind: 'badUntil' };
  const isCount = /^\d{1,3}$/.test(count.trim()) && Number(count) >= 2 && Number(count) <= mostOccurrences;
  return ends === 'after' && !isCount ? { kind: 'badCount', limit: mostOccurrences } : null;
}

/** The `RRULE` lines of a series that begins with the span (RFC 5545 3.3.10); empty where nothing repeats. */
export function repeatRule(repeat: Repeat, first: Span, zone: string): readonly string[] {
  if (repeat.pattern === 'none') return [];
  return [`RRULE:${frequency(repeat.pattern, firstDay(first, zone))}${ending(repeat, first, zone)}`];
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

function frequency(pattern: Exclude<RepeatPattern, 'none'>, day: Date): string {
  const name = weekdays[day.getUTCDay()];
  switch (pattern) {
    case 'daily':
      return 'FREQ=DAILY';
    case 'workdays':
      return 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${name}`;
    case 'everyTwoWeeks':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${name}`;
    case 'monthlyOnDay':
      return `FREQ=MONTHLY;BYMONTHDAY=${day.getUTCDate()}`;
    case 'monthlyOnWeekday':
      return `FREQ=MONTHLY;BYDAY=${weekdayOfMonth(day)}${name}`;
    case 'yearly':
      return 'FREQ=YEARLY';
  }
}

/** `1` to `4`, or `-1`: a month has a fifth one only now and then, so the fifth is meant as the last. */
export function weekdayOfMonth(day: Date): number {
  const nth = Math.ceil(day.getUTCDate() / 7);
  return nth === 5 ? -1 : nth;
}

/** The day of the first occurrence, at midnight UTC. */
export function firstDay(first: Span, zone: string): Date {
  if (first.kind === 'allDay') return new Date(`${first.start}T00:00:00Z`);
  return new Date(Math.floor(toWallMs(Date.parse(first.start), zone) / dayMs) * dayMs);
}

/** `UNTIL` has the type of the start: a date for whole days, else an instant in UTC, here the end of that day. */
function ending({ ends, until, count }: Repeat, first: Span, zone: string): string {
  if (ends === 'after') return `;COUNT=${Number(count)}`;
  if (ends === 'never') return '';
  if (first.kind === 'allDay') return `;UNTIL=${until.replaceAll('-', '')}`;
  const endMs = fromWallMs(((dayNumber(until) ?? Number.NaN) + 1) * dayMs, zone) - 1_000;
  return `;UNTIL=${formatInstant(endMs).replace(/[-:]/g, '')}`;
}
