import type { MailChoice } from './appointment';
import type { Attendee } from './attendee';
import type { Repeat } from './recurrence/repeat-pattern';

/** The form as it was typed. Its id becomes the creation key when it is saved. */
export interface Draft {
  readonly id: string;
  readonly ticketId: number | null;
  readonly subject: string;
  readonly notes: string;
  readonly location: string;
  /** `YYYY-MM-DD` as in the field; empty while it is being typed. */
  readonly date: string;
  /** `HH:mm` as in the field; empty while it is being typed. */
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  /** IANA zone in which `date`, `start` and `end` are meant. */
  readonly zone: string;
  readonly repeat: Repeat;
  readonly attendees: readonly DraftAttendee[];
  readonly mail: MailChoice;
  readonly isPrivate: boolean;
  readonly showAs: 'busy' | 'free';
  /** The event gets a Google Meet link. */
  readonly wantsMeet: boolean;
  /** Text in "Add attendee" that is not an attendee yet. */
  readonly attendeeInput: string;
}

export interface DraftAttendee extends Attendee {
  readonly isTicked: boolean;
  /** "Find a time" looks for slots free for the required ones. */
  readonly isRequired: boolean;
}
