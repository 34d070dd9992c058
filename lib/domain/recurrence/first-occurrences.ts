import type { AppointmentContent } from '../appointment';
import { dayMs } from '../calendar-day';
import type { Span } from '../span';
import { toInterval } from '../span-interval';
import { expandSeries } from './expand-series';
import { repeatRule } from './repeat';
import type { Repeat, RepeatPattern } from './repeat-pattern';

/** No pattern has two neighbours further apart (days); a 29 February comes every eighth year at the latest. */
const mostDaysApart: Record<Exclude<RepeatPattern, 'none'>, number> = {
  daily: 1,
  workdays: 3,
  weekly: 7,
  everyTwoWeeks: 14,
  monthlyOnDay: 92,
  monthlyOnWeekday: 35,
  yearly: 8 * 366,
};

/** The first occurrences, the one in the form among them. */
export function firstOccurrences(repeat: Repeat, span: Span, zone: string, howMany: number): readonly Span[] {
  if (repeat.pattern === 'none') return [span];
  const { startMs } = toInterval(span, zone);
  const window = { startMs, endMs: startMs + (howMany * mostDaysApart[repeat.pattern] + 1) * dayMs };
  const master = { content: { ...emptyContent, span }, zone, recurrence: repeatRule(repeat, span, zone) };
  const { occurrences } = expandSeries({ master, exceptions: [], window });
  return occurrences.slice(0, howMany).map((occurrence) => occurrence.content.span);
}

/** Dates of a series after the first that begin before then, and whether there are some later. */
export function datesToCome(
  repeat: Repeat,
  span: Span,
  zone: string,
  untilMs: number,
): { readonly count: number; readonly hasLater: boolean } {
  const { startMs } = toInterval(span, zone);
  const master = { content: { ...emptyContent, span }, zone, recurrence: repeatRule(repeat, span, zone) };
  const { occurrences } = expandSeries({ master, exceptions: [], window: { startMs, endMs: untilMs } });
  const { length } = occurrences;
  const hasLater = firstOccurrences(repeat, span, zone, length + 1).length > length;
  return { count: Math.max(0, length - 1), hasLater };
}

const emptyContent: Omit<AppointmentContent, 'span'> = {
  subject: '',
  notes: '',
  location: '',
  attendees: [],
  isPrivate: false,
  showAs: 'busy',
};
