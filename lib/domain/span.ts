/** When something happens: two instants, or a pair of dates. An all-day span is never two midnights. */
export type Span = TimedSpan | AllDaySpan;

export interface TimedSpan {
  readonly kind: 'timed';
  /** ISO 8601 instant in UTC, seconds precision, e.g. `2026-11-23T09:00:00Z`. */
  readonly start: string;
  /** Same form, after `start`. */
  readonly end: string;
  /** IANA zone in which people think of it, e.g. `Europe/London`. */
  readonly zone: string;
}

export interface AllDaySpan {
  readonly kind: 'allDay';
  /** First day, `YYYY-MM-DD`. */
  readonly start: string;
  /** The day after the last one, `YYYY-MM-DD` (exclusive, as in RFC 5545 3.6.1). */
  readonly end: string;
}

/** A half-open stretch of time in epoch milliseconds. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}
