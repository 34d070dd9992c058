/** How an appointment of the form repeats, as its fields say. */
export interface Repeat {
  readonly pattern: RepeatPattern;
  readonly ends: 'never' | 'on' | 'after';
  /** `YYYY-MM-DD` as in the field, the last day; read where `ends` is `on`. */
  readonly until: string;
  /** Occurrences as typed; read where `ends` is `after`. */
  readonly count: string;
}

export const repeatPatterns = [
  'none',
  'daily',
  'workdays',
  'weekly',
  'everyTwoWeeks',
  'monthlyOnDay',
  'monthlyOnWeekday',
  'yearly',
] as const;
export type RepeatPattern = (typeof repeatPatterns)[number];

export const noRepeat: Repeat = { pattern: 'none', ends: 'never', until: '', count: '10' };
