import { DateTime } from 'luxon';
import { googleEmails } from '../../fixtures/google-seed';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import type { EventResource } from '../../servers/google/event-schema';
import type { GooglePerson } from '../../servers/google/google-person';
import type { AppointmentRow } from '../../servers/helpdesk/appointment-fields';
import type { Sandbox } from '../../servers/sandbox';

/** A day (`YYYY-MM-DD`) and wall-clock times in London. */
export interface Slot {
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

/** Leah in Google Calendar's own pages. */
export function leahInGoogle({ google }: Sandbox): GooglePerson {
  return google.asPerson(googleEmails.leah);
}

export function eventTimes({ day, from, until }: Slot): Required<Pick<EventResource, 'start' | 'end'>> {
  const timeZone = 'Europe/London';
  return {
    start: { dateTime: `${day}T${from}:00`, timeZone },
    end: { dateTime: `${day}T${until}:00`, timeZone },
  };
}

/** As the tenant stores them: UTC without saying so. */
export function appointmentTimes({ day, from, until }: Slot): Pick<AppointmentRow, 'start_date' | 'end_date'> {
  const utc = (time: string) =>
    DateTime.fromISO(`${day}T${time}`, { zone: 'Europe/London' }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return { start_date: utc(from), end_date: utc(until) };
}

/** Answers the id. */
export function makeEvent(sandbox: Sandbox, summary: string, slot: Slot, more: EventResource = {}): string {
  return leahInGoogle(sandbox).createEvent({ summary, ...eventTimes(slot), ...more }).id ?? '';
}

/** Answers the id. */
export function makeAppointment(
  { helpdesk }: Sandbox,
  subject: string,
  slot: Slot,
  more: Partial<AppointmentRow> = {},
): number {
  const times = appointmentTimes(slot);
  return helpdesk.webUi.createAppointment({ agent_id: agentIds.leah, subject, ...times, ...more }).id;
}

/** Leah's appointments of that subject, as they stand. */
export function appointmentsNamed({ helpdesk }: Sandbox, subject: string): readonly AppointmentRow[] {
  return [...helpdesk.state.appointments.values()].filter(
    (row) => row.agent_id === agentIds.leah && row.subject === subject,
  );
}

/** Events of that subject in Leah's own calendar, without deleted ones. */
export function eventsNamed(sandbox: Sandbox, summary: string): readonly EventResource[] {
  const leah = leahInGoogle(sandbox);
  const calendar = sandbox.google.state.calendars.get(googleEmails.leah);
  return [...(calendar?.events.keys() ?? [])].flatMap((id) => {
    const event = leah.seeEvent(id);
    return event?.summary === summary && event.status !== 'cancelled' ? [event] : [];
  });
}

/** The one appointment of that subject; throws unless there is exactly one. */
export function appointmentNamed(sandbox: Sandbox, subject: string): AppointmentRow {
  return onlyOne(appointmentsNamed(sandbox, subject), `an appointment “${subject}”`);
}

/** The one event of that subject; throws unless there is exactly one. */
export function eventNamed(sandbox: Sandbox, summary: string): EventResource & { readonly id: string } {
  const { id = '', ...event } = onlyOne(eventsNamed(sandbox, summary), `an event “${summary}”`);
  return { ...event, id };
}

function onlyOne<T>([first, ...more]: readonly T[], what: string): T {
  if (first === undefined || more.length > 0)
    throw new Error(`There should be exactly one ${what}, and there are ${first === undefined ? 0 : more.length + 1}`);
  return first;
}
