import type { Attendee } from './attendee';
import type { Span } from './span';

export type Side = 'helpdesk' | 'calendar';

/** Whom a save may e-mail. Everything that is not a save by the agent mails nobody. */
export type MailChoice = 'nobody' | 'everybody';

/** What an appointment and its calendar event both hold: the fields that are kept the same on both sides. */
export interface AppointmentContent {
  readonly subject: string;
  readonly notes: string;
  readonly location: string;
  readonly span: Span;
  readonly attendees: readonly Attendee[];
  readonly isPrivate: boolean;
  readonly showAs: 'busy' | 'free';
}

/** Which ticket an appointment belongs to, and where it can be read. */
export interface TicketRef {
  readonly id: number;
  readonly url: string;
}
