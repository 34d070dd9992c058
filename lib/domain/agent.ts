/** The helpdesk user. */
export interface Agent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** Google account, where it differs from `email`; empty when the helpdesk holds none. */
  readonly googleEmail: string;
  readonly isDisabled: boolean;
  readonly workdayId: number | null;
  /** The zone the helpdesk names for this agent's workday, as it spells it; empty when it names none. */
  readonly workdayZoneName: string;
}
