/** A calendar that the signed-in account can see. */
export interface CalendarInfo {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly canWrite: boolean;
  /** As the provider names it: `owner`, `writer`, `reader`, `freeBusyReader`, or newer words. */
  readonly accessRole: string;
  readonly zone: string;
}
