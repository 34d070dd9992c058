import type { AppointmentContent } from '../appointment';
import { dayMs, dayNumber } from '../calendar-day';
import type { Interval, Span } from '../span';
import { toInterval } from '../span-interval';
import { instantOf } from './instant-of';
import { normalOriginalStart, originalStartOf, spanFrom } from './original-start';
import { readRecurrence } from './parse-recurrence';
import type { Unreadable } from './recurrence-rule';
import { seriesStarts } from './series-starts';

/** What is asked of a series master. */
export interface ExpandableSeries {
  /** Of the first occurrence. */
  readonly content: AppointmentContent;
  /** IANA zone in which the rule is expanded, and in which all-day dates are instants. */
  readonly zone: string;
  readonly recurrence: readonly string[];
}

/** What is asked of an exception. */
export interface ExpandableException {
  readonly id: string;
  /** Null: not known, so it takes nothing's place. */
  readonly originalStart: string | null;
  /** Null: this occurrence is cancelled. */
  readonly record: { readonly content: AppointmentContent } | null;
}

/** One instance of a series, as its rule or an exception has it. */
export interface Occurrence {
  readonly originalStart: string;
  /** The exception's id; null where only the rule speaks. */
  readonly id: string | null;
  readonly content: AppointmentContent;
  readonly isException: boolean;
}

export interface Expansion {
  readonly occurrences: readonly Occurrence[];
  /** Set when nothing can be said: then an occurrence that is not listed may still exist. */
  readonly unreadable?: string;
}

/**
 * The occurrences of a series that touch the window, by start. An exception stands for what its rule has at its original
 * start; one that is live counts even where the rule has nothing there any more, a cancelled one then means nothing.
 */
export function expandSeries(request: {
  readonly master: ExpandableSeries;
  readonly exceptions: readonly ExpandableException[];
  readonly window: Interval;
}): Expansion {
  const { master, window } = request;
  const byRule = ruleSpans(master, window);
  if ('unreadable' in byRule) return { occurrences: [], unreadable: byRule.unreadable };
  const exceptions = byOriginalStart(request.exceptions);
  const found: { readonly startMs: number; readonly occurrence: Occurrence }[] = [];
  for (const { span, startMs } of byRule) {
    const originalStart = originalStartOf(span);
    if (exceptions.has(originalStart)) continue;
    const content = { ...master.content, span };
    found.push({ startMs, occurrence: { originalStart, id: null, content, isException: false } });
  }
  for (const [originalStart, { id, record }] of exceptions) {
    if (record === null) continue;
    const { content } = record;
    const interval = toInterval(content.span, master.zone);
    if (!touches(interval, window)) continue;
    found.push({ startMs: interval.startMs, occurrence: { originalStart, id, content, isException: true } });
  }
  found.sort((a, b) => a.startMs - b.startMs || (a.occurrence.originalStart < b.occurrence.originalStart ? -1 : 1));
  return { occurrences: found.map(({ occurrence }) => occurrence) };
}

/** What the rule alone says. */
function ruleSpans(
  { content: { span: first }, zone, recurrence }: ExpandableSeries,
  window: Interval,
): readonly { readonly span: Span; readonly startMs: number }[] | Unreadable {
  const set = readRecurrence(recurrence, first, zone);
  if ('unreadable' in set) return set;
  const lengthMs = lengthOf(first);
  if (Number.isNaN(lengthMs)) return { unreadable: 'its end cannot be read' };
  if (lengthMs < 0) return { unreadable: 'it ends before it starts' };
  // Dates are up to a day away from their instants, and the days at whose start or end clocks change are longer.
  const margin = first.kind === 'allDay' ? 2 * dayMs : 0;
  const starts = seriesStarts(set, { startMs: window.startMs - lengthMs - margin, endMs: window.endMs + margin });
  if ('unreadable' in starts) return starts;
  const toInstant = (pointMs: number) => (first.kind === 'allDay' ? instantOf(pointMs, zone) : pointMs);
  return starts
    .map((pointMs) => ({ pointMs, startMs: toInstant(pointMs), endMs: toInstant(pointMs + lengthMs) }))
    .filter((interval) => touches(interval, window))
    .map(({ pointMs, startMs }) => ({ span: spanFrom(pointMs, first), startMs }));
}

function lengthOf(span: Span): number {
  if (span.kind === 'timed') return Date.parse(span.end) - Date.parse(span.start);
  return ((dayNumber(span.end) ?? Number.NaN) - (dayNumber(span.start) ?? Number.NaN)) * dayMs;
}

/** The one exception for each original start: of two, the one that came later. */
function byOriginalStart(exceptions: readonly ExpandableException[]): ReadonlyMap<string, ExpandableException> {
  const byStart = new Map<string, ExpandableException>();
  for (const exception of exceptions) {
    const start = exception.originalStart === null ? null : normalOriginalStart(exception.originalStart);
    if (start !== null) byStart.set(start, exception);
  }
  return byStart;
}

/** Something without length touches the window in which it stands. */
function touches({ startMs, endMs }: Interval, window: Interval): boolean {
  return startMs < window.endMs && Math.max(endMs, startMs + 1) > window.startMs;
}
