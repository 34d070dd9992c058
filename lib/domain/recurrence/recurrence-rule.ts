/** One RRULE or EXRULE (RFC 5545 3.3.10). A list is sorted, without doubles, and empty where the rule lacks that part. */
export interface RecurrenceRule {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  readonly interval: number;
  readonly count: number | null;
  /** The last point that may be a start. */
  readonly untilMs: number | null;
  /** First day of the week, 0 is Monday. */
  readonly weekStart: number;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 1 to 31, or -1 to -31 from the end; likewise the days and weeks of a year. */
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  /** Places within a period's starts, -1 is the last one. */
  readonly positions: readonly number[];
}

export interface RuleWeekday {
  /** 0 is Monday. */
  readonly day: number;
  /** 2: the second of the month or year, -1: the last one; null: each. */
  readonly nth: number | null;
}

/**
 * When a series begins its occurrences. A point in time is an instant in epoch milliseconds; of a series of whole days
 * it is a date, as epoch milliseconds of its midnight in UTC, whatever the zone.
 */
export interface RecurrenceSet {
  readonly startMs: number;
  /** What the clocks show at the start, as epoch milliseconds of the same reading in UTC: rules step on the wall. */
  readonly firstReadingMs: number;
  /** IANA zone of that wall; null: whole days. */
  readonly zone: string | null;
  readonly rules: readonly RecurrenceRule[];
  readonly exclusionRules: readonly RecurrenceRule[];
  readonly addedMs: readonly number[];
  readonly excludedMs: ReadonlySet<number>;
}

/** What the values of a series are read by. */
export type SeriesStart = Pick<RecurrenceSet, 'startMs' | 'firstReadingMs' | 'zone'>;

/** Why nothing can be said, in words for the activity log. What cannot be read is never guessed. */
export interface Unreadable {
  readonly unreadable: string;
}
