import { dayMs, dayName, dayNumber } from '../calendar-day';
import type { Span } from '../span';
import { formatInstant } from '../span-interval';

/**
 * What an occurrence is known by within its series, wherever it is moved to (RFC 5545 3.8.4.4): its start as the rule
 * has it, `2026-11-23T09:00:00Z`, or a date in a series of whole days.
 */
export function originalStartOf(asTheRuleHasIt: Span): string {
  return asTheRuleHasIt.start;
}

/** The one spelling of an original start, from an instant with any offset or a date; null when it is neither. */
export function normalOriginalStart(text: string): string | null {
  if (dayNumber(text) !== null) return text;
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const atMs = isInstant ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : formatInstant(atMs);
}

/** A span of the same kind and exact length, also over a change of the clocks, from another point of its series. */
export function spanFrom(pointMs: number, first: Span): Span {
  const lengthMs = Date.parse(first.end) - Date.parse(first.start);
  const write = first.kind === 'timed' ? formatInstant : (midnightMs: number) => dayName(midnightMs / dayMs);
  return { ...first, start: write(pointMs), end: write(pointMs + lengthMs) };
}
