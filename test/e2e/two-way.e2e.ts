import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countApiRequests } from './support/api-requests';
import {
  appointmentNamed,
  appointmentsNamed,
  appointmentTimes,
  eventNamed,
  eventsNamed,
  eventTimes,
  leahInGoogle,
  makeAppointment,
  makeEvent,
  type Slot,
} from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { openSync, switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(async () => {
  // Nothing here was a save: nobody may have got mail of any of it.
  expect(scene.sandbox.google.outbox).toEqual([]);
  expect(scene.sandbox.helpdesk.state.notifications).toEqual([]);
  await scene.end();
});

function at(from: string, until: string): Slot {
  return { day, from, until };
}

/** Made in Google, and known on both sides. */
async function linked(...subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) makeEvent(scene.sandbox, subject, at('10:00', '10:30'));
  // Once to make them, and once more to see them where they were made.
  await syncToEnd(scene.browser);
  await syncToEnd(scene.browser);
  for (const subject of subjects) appointmentNamed(scene.sandbox, subject);
}

async function pressSyncNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sync now' }).click();
}

test('switched on, what was made in Google appears in the helpdesk, and the other way round', async () => {
  const { sandbox } = scene;
  makeEvent(sandbox, 'Walk through the new office', at('10:00', '10:30'), {
    description: 'Bring the floor plan',
    location: 'Unit 4',
  });
  makeAppointment(sandbox, 'Replace the router', at('11:00', '12:00'), { note: 'Key at reception' });
  const page = await switchTwoWayOn(scene.browser);

  const appointment = appointmentNamed(sandbox, 'Walk through the new office');
  expect(appointment).toMatchObject({
    ...appointmentTimes(at('10:00', '10:30')),
    note: 'Bring the floor plan',
    appointment_location_free_text: 'Unit 4',
  });
  const event = eventNamed(sandbox, 'Replace the router');
  expect(event.description).toContain('Key at reception');
  expect(Date.parse(event.start?.dateTime ?? '')).toBe(
    Date.parse(`${appointmentTimes(at('11:00', '12:00')).start_date}Z`),
  );
  await page.close();
});

test('a run with nothing changed makes one request on each side', async () => {
  await syncToEnd(scene.browser);
  await syncToEnd(scene.browser);
  const requests = countApiRequests(scene.sandbox);
  await syncToEnd(scene.browser);
  // At once, in no certain order.
  expect([...requests().all].sort()).toEqual([
    'GET acme.halopsa.com/api/Appointment',
    'GET www.googleapis.com/calendar/v3/calendars/leah.novak%40acme.example/events',
  ]);
});

test('with two-way sync on, “Sync now” brings what is new on either side', async () => {
  const { sandbox } = scene;
  const page = await openSync(scene.browser);
  makeEvent(sandbox, 'Order toner', at('14:00', '14:30'));
  makeAppointment(sandbox, 'Check the backups', at('15:00', '15:30'));
  await pressSyncNow(page);
  await expect.poll(() => appointmentsNamed(sandbox, 'Order toner').length).toBe(1);
  await expect.poll(() => eventsNamed(sandbox, 'Check the backups').length).toBe(1);
  await page.close();
});

test('subject and time follow an edit, whichever side it is made on', async () => {
  const { sandbox } = scene;
  await linked('Edited in Google', 'Edited in the helpdesk');
  leahInGoogle(sandbox).updateEvent(eventNamed(sandbox, 'Edited in Google').id, {
    summary: 'Edited in Google, as told',
    ...eventTimes(at('16:00', '16:45')),
  });
  sandbox.helpdesk.webUi.changeAppointment(appointmentNamed(sandbox, 'Edited in the helpdesk').id, {
    subject: 'Edited in the helpdesk, as told',
    ...appointmentTimes(at('17:00', '17:45')),
  });
  await syncToEnd(scene.browser);

  const appointment = appointmentNamed(sandbox, 'Edited in Google, as told');
  expect(appointment).toMatchObject(appointmentTimes(at('16:00', '16:45')));
  const event = eventNamed(sandbox, 'Edited in the helpdesk, as told');
  const told = appointmentTimes(at('17:00', '17:45'));
  expect(Date.parse(event.start?.dateTime ?? '')).toBe(Date.parse(`${told.start_date}Z`));
  expect(Date.parse(event.end?.dateTime ?? '')).toBe(Date.parse(`${told.end_date}Z`));
});

test('a deletion follows, whichever side it is made on', async () => {
  const { sandbox } = scene;
  await linked('Deleted in Google', 'Deleted in the helpdesk');
  leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, 'Deleted in Google').id);
  sandbox.helpdesk.webUi.deleteAppointment(appointmentNamed(sandbox, 'Deleted in the helpdesk').id);
  await syncToEnd(scene.browser);
  expect(appointmentsNamed(sandbox, 'Deleted in Google')).toEqual([]);
  expect(eventsNamed(sandbox, 'Deleted in the helpdesk')).toEqual([]);
});

test('different things changed on both sides are both kept', async () => {
  const { sandbox } = scene;
  await linked('Changed on both sides');
  leahInGoogle(sandbox).updateEvent(eventNamed(sandbox, 'Changed on both sides').id, { location: 'Room 204' });
  sandbox.helpdesk.webUi.changeAppointment(appointmentNamed(sandbox, 'Changed on both sides').id, {
    subject: 'Changed on both sides, renamed',
  });
  await syncToEnd(scene.browser);
  expect(eventNamed(sandbox, 'Changed on both sides, renamed').location).toBe('Room 204');
  expect(appointmentNamed(sandbox, 'Changed on both sides, renamed').appointment_location_free_text).toBe('Room 204');
});

test('what was edited in the helpdesk outlives its deletion in Google', async () => {
  const { sandbox } = scene;
  await linked('Deleted and edited');
  leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, 'Deleted and edited').id);
  sandbox.helpdesk.webUi.changeAppointment(appointmentNamed(sandbox, 'Deleted and edited').id, {
    subject: 'Deleted, and still wanted',
  });
  await syncToEnd(scene.browser);
  appointmentNamed(sandbox, 'Deleted, and still wanted');
  eventNamed(sandbox, 'Deleted, and still wanted');
});
