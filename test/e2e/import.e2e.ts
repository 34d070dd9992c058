import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  appointmentNamed,
  appointmentsNamed,
  eventNamed,
  eventsNamed,
  makeAppointment,
  makeEvent,
} from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { applyReview, openReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { helpdeskOrigin } from './support/sign-in';
import { openSync } from './support/sync-section';

const day = quietTuesday();
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(async () => {
  expect(scene.sandbox.google.outbox).toEqual([]);
  expect(scene.sandbox.helpdesk.state.notifications).toEqual([]);
  await scene.end();
});

test('an import lists what it would do, does what is ticked, and finds nothing the second time', async () => {
  const { sandbox } = scene;
  makeEvent(sandbox, 'Quarterly planning', { day, from: '10:00', until: '11:00' });
  makeEvent(sandbox, 'Lunch with the auditors', { day, from: '12:00', until: '13:00' });
  makeEvent(sandbox, 'Late deployment', { day, from: '21:00', until: '22:00' });
  const page = await openSync(scene.browser);
  const dialog = await openReview(page, 'Import Appointments');
  expect(sandbox.helpdesk.state.appointments.size).toBe(0);
  await dialog.getByRole('checkbox', { name: /Lunch with the auditors/ }).uncheck();
  const report = await applyReview(dialog);
  expect(report).toContain('Done.');
  expect(report).toContain(
    'Done - Please note that part or all of this Appointment falls outside the Agents working hours.',
  );
  const link = dialog.getByRole('link', { name: 'View on the helpdesk’s calendar' });
  expect(await link.getAttribute('href')).toBe(`${helpdeskOrigin}/calendar`);
  const [calendar] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await calendar.getByRole('heading', { name: 'Calendar', level: 1 }).waitFor();
  await calendar.close();
  appointmentNamed(sandbox, 'Quarterly planning');
  appointmentNamed(sandbox, 'Late deployment');
  expect(appointmentsNamed(sandbox, 'Lunch with the auditors')).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // What was left out is listed again, and nothing else; once it is there, nothing is.
  const second = await openReview(page, 'Import Appointments');
  expect(await second.getByRole('checkbox').count()).toBe(1);
  await second.getByRole('checkbox', { name: /Lunch with the auditors/ }).waitFor();
  await applyReview(second);
  appointmentNamed(sandbox, 'Lunch with the auditors');
  await second.getByRole('button', { name: 'Close' }).click();
  const third = await openReview(page, 'Import Appointments');
  expect(await third.innerText()).toContain('There is nothing to do: both sides say the same already.');
  await third.getByRole('button', { name: 'Close' }).click();
  await page.close();
});

test('an import of series lists each date of them', async () => {
  const { sandbox } = scene;
  makeEvent(sandbox, 'Stand-up', { day, from: '09:15', until: '09:30' }, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
  const page = await openSync(scene.browser);
  const dialog = await openReview(page, 'Import Recurring Appointments');
  expect(await dialog.getByRole('checkbox', { name: /Stand-up/ }).count()).toBe(4);
  const report = await applyReview(dialog);
  expect(report).toContain('Done.');
  expect(appointmentsNamed(sandbox, 'Stand-up')).toHaveLength(4);
  await dialog.getByRole('button', { name: 'Close' }).click();
  const second = await openReview(page, 'Import Recurring Appointments');
  expect(await second.innerText()).toContain('There is nothing to do: both sides say the same already.');
  await second.getByRole('button', { name: 'Close' }).click();
  await page.close();
});

test('what stands in the helpdesk is pushed, and taken back again after a look at what that would do', async () => {
  const { sandbox } = scene;
  makeAppointment(sandbox, 'Fit the new switch', { day, from: '14:00', until: '15:00' });
  const page = await openSync(scene.browser);
  const dialog = await openReview(page, 'Push Existing Data');
  expect(await applyReview(dialog)).toContain('Done.');
  const link = dialog.getByRole('link', { name: 'View on Google Calendar' });
  expect(await link.getAttribute('href')).toMatch(/^https:\/\/calendar\.google\.com\/calendar\/r\?authuser=leah/i);
  eventNamed(sandbox, 'Fit the new switch');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  const undo = page.getByRole('dialog', { name: 'Review changes' });
  await undo.getByRole('checkbox', { name: /Fit the new switch/ }).waitFor();
  eventNamed(sandbox, 'Fit the new switch');
  expect(await undo.innerText()).toContain('Remove from Google Calendar');
  await applyReview(undo);
  expect(await undo.getByRole('link').count()).toBe(0);
  expect(eventsNamed(sandbox, 'Fit the new switch')).toEqual([]);
  appointmentNamed(sandbox, 'Fit the new switch');
  await undo.getByRole('button', { name: 'Close' }).click();
  await page.close();
});
