import { expect } from 'vitest';
import type { EventResource } from '../../servers/google/event-schema';
import type { AppointmentRow } from '../../servers/helpdesk/appointment-fields';
import { madeFrom } from './made-by-docket';
import type { Scene } from './scene';
import { helpdeskOrigin } from './sign-in';
import { dirtyLinks } from './stored-links';

/** Longer than Docket takes to look whether a repeated request has made a second appointment, and to take it away. */
const patience = { timeout: 20_000 };

/** Exactly one appointment and one event for the ticket, each found from the other, and nobody mailed. */
export async function expectOnePair(
  { sandbox }: Pick<Scene, 'sandbox'>,
  ticketId: number,
): Promise<{ readonly appointment: AppointmentRow; readonly event: EventResource }> {
  await expect.poll(() => madeFrom(sandbox, ticketId), patience).toBeDefined();
  // An event that was made before the appointment gets its number a moment after both stand.
  const named = () => madeFrom(sandbox, ticketId).event.extendedProperties?.shared?.['docketAppointment'];
  await expect.poll(named, patience).toBe(String(madeFrom(sandbox, ticketId).appointment.id));
  const { appointment, event } = madeFrom(sandbox, ticketId);
  const { private: own, shared } = event.extendedProperties ?? {};
  expect(own?.['docketKey'], 'the key that the event carries').toMatch(/\S/);
  expect(appointment.entryid?.split('/')[0], 'the key that the appointment carries').toBe(
    `docket:${own?.['docketKey']}`,
  );
  expect(shared, 'what the event says of the appointment').toMatchObject({
    docketHelpdesk: helpdeskOrigin,
    docketAppointment: String(appointment.id),
  });
  expect(event.summary).toBe(appointment.subject);
  expect(sandbox.google.outbox, 'mails that Google would have sent').toEqual([]);
  expect(sandbox.helpdesk.state.notifications, 'mails that the helpdesk would have sent').toEqual([]);
  return { appointment, event };
}

/** When all is quiet: nothing is left to do, and still there is one of each for every ticket. */
export async function expectPairsAtRest(
  { sandbox, browser }: Pick<Scene, 'sandbox' | 'browser'>,
  ticketIds: readonly number[],
): Promise<void> {
  expect(ticketIds.length).toBeGreaterThan(0);
  await expect.poll(() => dirtyLinks(browser), patience).toEqual([]);
  for (const ticketId of ticketIds) await expectOnePair({ sandbox }, ticketId);
}
