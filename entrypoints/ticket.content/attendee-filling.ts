import { send } from '../../lib/messages/send';
import { findAppointmentDialog } from '../../lib/ticket-page/appointment-dialog';
import { fillOtherAttendees } from '../../lib/ticket-page/other-attendees';

export type AttendeesField = 'notSeen' | 'found' | 'notFound';

export interface AttendeeFilling {
  /** Looks whether the helpdesk's own dialog is open and gives it the ticket's addresses, once for each opening. */
  look(ticketId: number): void;
  /** To be called after every change of the page: a dialog that was closed for a moment is another one. */
  notice(): void;
  end(): void;
}

/** Fills "Other Attendees" each time the agent opens the New Appointment dialog of a ticket. */
export function createAttendeeFilling(onSeen: (field: AttendeesField) => void): AttendeeFilling {
  let opening: AbortController | null = null;

  async function fill(ticketId: number, { signal }: AbortController): Promise<void> {
    const reply = await send('ticketEmails', { ticketId });
    if (!reply.ok || signal.aborted) return;
    const field = await fillOtherAttendees(document, reply.answer.emails, new Set(), signal);
    if (!signal.aborted) onSeen(field);
  }

  function end(): void {
    opening?.abort();
    opening = null;
  }

  return {
    look(ticketId) {
      if (opening !== null || findAppointmentDialog(document) === null) return;
      opening = new AbortController();
      void fill(ticketId, opening);
    },
    notice() {
      if (opening !== null && findAppointmentDialog(document) === null) end();
    },
    end,
  };
}
