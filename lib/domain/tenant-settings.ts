/** What the helpdesk's own settings say, as far as Docket needs to know. */
export interface TenantSettings {
  /** The tenant's zone, under whatever name it gives; null where it names none. */
  readonly zoneName: string | null;
  /** The helpdesk's own calendar integrations that are switched on. */
  readonly integrations: readonly CalendarIntegration[];
  /** Whether appointments are kept in UTC; null where that is not said. */
  readonly keepsUtc: boolean | null;
}

/** A calendar integration of the helpdesk itself, at work for the whole tenant. */
export interface CalendarIntegration {
  readonly of: 'google' | 'exchange';
  /** Epoch ms of its last run; null: none is known. */
  readonly lastRunMs: number | null;
  /** Its own words, untrusted; empty: none. */
  readonly lastError: string;
  /** By which API the tenant has it work: the helpdesk's number, whose meaning is documented nowhere; absent: not said. */
  readonly apiMethod?: number;
}
