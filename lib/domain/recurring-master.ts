/** A series that the helpdesk keeps as a record of its own. It is shown and never copied: its dates are records too. */
export interface RecurringMaster {
  readonly id: string;
  readonly subject: string;
  /** The rule in the helpdesk's own words, untrusted; empty: it says none. */
  readonly rule: string;
  /** Start of the record itself; null where it cannot be read. */
  readonly startMs: number | null;
  readonly url: string;
}

/** Some of them, by subject. */
export interface RecurringMasters {
  readonly masters: readonly RecurringMaster[];
  /** There are more than these. */
  readonly isCut: boolean;
}
