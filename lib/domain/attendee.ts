export type AttendeeRole = 'assignedAgent' | 'additionalAgent' | 'customer' | 'guest';

export interface Attendee {
  /** As the directory spells it; compare with `sameEmail`. */
  readonly email: string;
  readonly name: string;
  readonly role: AttendeeRole;
  /** The helpdesk's agent, where the attendee is one. */
  readonly agentId?: number | undefined;
}
