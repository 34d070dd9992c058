import { googleEmails } from '../../fixtures/google-seed';
import type { EventResource } from '../../servers/google/event-schema';
import type { AppointmentRow } from '../../servers/helpdesk/appointment-fields';
import type { Sandbox } from '../../servers/sandbox';

/** Appointments in the helpdesk that carry Docket's mark, oldest first. */
export function appointmentsMade({ helpdesk }: Sandbox): readonly AppointmentRow[] {
  return [...helpdesk.state.appointments.values()].filter(({ entryid }) => entryid?.startsWith('docket:'));
}

/** Events in Leah's own calendar that carry Docket's mark, as she sees them, oldest first. */
export function eventsMade({ google }: Sandbox): readonly EventResource[] {
  const leah = google.asPerson(googleEmails.leah);
  const calendar = google.state.calendars.get(googleEmails.leah);
  return [...(calendar?.events.keys() ?? [])].flatMap((id) => {
    const event = leah.seeEvent(id);
    const isMade = event?.extendedProperties?.private?.['docketKey'] !== undefined;
    return event !== null && isMade && event.status !== 'cancelled' ? [event] : [];
  });
}

/** Both records of a ticket's one appointment. Throws unless there is exactly one on each side. */
export function madeFrom(
  sandbox: Sandbox,
  ticketId: number,
): { readonly appointment: AppointmentRow; readonly event: EventResource } {
  const [appointment, ...moreAppointments] = appointmentsMade(sandbox).filter((row) => row.ticket_id === ticketId);
  const [event, ...moreEvents] = eventsMade(sandbox).filter(
    ({ extendedProperties }) => extendedProperties?.shared?.['docketTicket'] === String(ticketId),
  );
  if (appointment === undefined || event === undefined)
    throw new Error(`Ticket ${ticketId} has no appointment on both sides`);
  if (moreAppointments.length + moreEvents.length > 0)
    throw new Error(`Ticket ${ticketId} has more than one appointment`);
  return { appointment, event };
}
