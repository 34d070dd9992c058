/** The case worked on, as far as an appointment needs it. */
export interface Ticket {
  readonly id: number;
  readonly summary: string;
  /** The helpdesk's own default texts for an appointment, when the ticket type has them. */
  readonly appointmentSummary?: string;
  readonly appointmentDetails?: string;
  readonly clientName: string;
  readonly siteName: string;
  readonly customer: { readonly name: string; readonly email: string } | null;
  readonly assignedAgentId: number | null;
  readonly additionalAgentIds: readonly number[];
  /** Address of the ticket's page. */
  readonly url: string;
}
