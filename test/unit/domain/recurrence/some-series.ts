import type { AppointmentContent } from '../../../../lib/domain/appointment';
import {
  type ExpandableException,
  type ExpandableSeries,
  type Expansion,
  expandSeries,
} from '../../../../lib/domain/recurrence/expand-series';
import type { Interval, Span } from '../../../../lib/domain/span';
import { formatInstant } from '../../../../lib/domain/span-interval';
import { fromWallMs, toWallMs } from '../../../../lib/domain/zone-clock';

export const hourMs = 3_600_000;

/** From one date or instant to another. */
export function between(start: string, end: string): Interval {
  return { startMs: Date.parse(start), endMs: Date.parse(end) };
}

export function contentOf(span: Span, subject = 'Stand-up'): AppointmentContent {
  return { subject, notes: '', location: '', span, attendees: [], isPrivate: false, showAs: 'busy' };
}

/** An hour from a time on the wall of the zone (`2026-03-28T02:30`), or a day (`2026-03-28`). */
export function spanAt(start: string, zone: string, lengthMs = hourMs): Span {
  if (!start.includes('T')) {
    const end = new Date(Date.parse(start) + Math.max(1, lengthMs / (24 * hourMs)) * 24 * hourMs);
    return { kind: 'allDay', start, end: end.toISOString().slice(0, 10) };
  }
  const startMs = fromWallMs(Date.parse(`${start}Z`), zone);
  return { kind: 'timed', start: formatInstant(startMs), end: formatInstant(startMs + lengthMs), zone };
}

export function seriesAt(start: string, zone: string, ...recurrence: readonly string[]): ExpandableSeries {
  return { content: contentOf(spanAt(start, zone)), zone, recurrence };
}

export function changed(originalStart: string, span: Span, subject = 'Changed'): ExpandableException {
  return { id: `master_${originalStart}`, originalStart, record: { content: contentOf(span, subject) } };
}

export function cancelled(originalStart: string): ExpandableException {
  return { id: `master_${originalStart}`, originalStart, record: null };
}

/** Expands what must be readable. */
export function expanded(
  master: ExpandableSeries,
  window: Interval,
  exceptions: readonly ExpandableException[] = [],
): Expansion['occurrences'] {
  const { occurrences, unreadable } = expandSeries({ master, exceptions, window });
  if (unreadable !== undefined) throw new Error(unreadable);
  return occurrences;
}

/** Starts as the wall of the series shows them, or dates. */
export function wallStarts(
  master: ExpandableSeries,
  window: Interval,
  exceptions: readonly ExpandableException[] = [],
): readonly string[] {
  return expanded(master, window, exceptions).map(({ content: { span } }) =>
    span.kind === 'allDay'
      ? span.start
      : new Date(toWallMs(Date.parse(span.start), master.zone)).toISOString().slice(0, 16),
  );
}

/** Starts as instants, or dates. */
export function starts(
  master: ExpandableSeries,
  window: Interval,
  exceptions: readonly ExpandableException[] = [],
): readonly string[] {
  return expanded(master, window, exceptions).map(({ content }) => content.span.start);
}
