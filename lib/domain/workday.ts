/** Minutes after local midnight, 0 to 1440; `start` before `end`. */
export interface MinuteRange {
  readonly start: number;
  readonly end: number;
}

/** The weekly plan: wall-clock hours in the workday's own zone. */
export interface WorkingHours {
  readonly workdayId: number;
  readonly name: string;
  /** An IANA zone, or the name that nobody knows: then nothing is computed from it. */
  readonly zone: ZoneName;
  /** Seven entries, Monday first; `null` is a day off. */
  readonly days: readonly (WorkdayHours | null)[];
}

export interface WorkdayHours extends MinuteRange {
  readonly breaks: readonly MinuteRange[];
}

export type ZoneName =
  | { readonly kind: 'known'; readonly zone: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** A public holiday (of a workday) or an agent's own leave. */
export interface Holiday {
  readonly name: string;
  /** Whose it is. */
  readonly of:
    | { readonly kind: 'workday'; readonly workdayId: number }
    | { readonly kind: 'agent'; readonly agentId: number };
  /** Calendar days as written, never shifted: first and last, `YYYY-MM-DD`, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Wall-clock minutes on `firstDay` when only a part of the day is off; absent for whole days. */
  readonly part?: MinuteRange;
}
