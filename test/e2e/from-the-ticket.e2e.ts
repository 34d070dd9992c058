import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { addAttendee } from './support/add-attendee';
import { setTime } from './support/form-time';
import { appointmentsMade, eventsMade, madeFrom } from './support/made-by-docket';
import { pressAway } from './support/press-away';
import { londonMs, quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { tabTo } from './support/tab-to';
import { openForm, openTicket } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const day = quietTuesday();

async function create(form: FrameLocator): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
}

test('one click on a ticket makes the appointment in the helpdesk and the event in Google, linked, with everybody in it', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1001);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  expect(await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).isChecked()).toBe(true);
  await create(form);
  expect(await form.getByRole('status').filter({ hasText: 'Appointment created' }).count()).toBe(1);
  await page.close();

  const { appointment, event } = madeFrom(sandbox, 1001);
  expect(appointmentsMade(sandbox)).toHaveLength(1);
  expect(appointment).toMatchObject({ agent_id: 2, attendees: `${googleEmails.leah};${googleEmails.amir}` });
  expect(event.attendees?.map(({ email }) => email)).toEqual([googleEmails.leah, googleEmails.amir]);
  const key = event.extendedProperties?.private?.['docketKey'];
  expect(appointment.entryid).toBe(`docket:${key}`);
  expect(event.extendedProperties?.shared).toEqual({
    docketHelpdesk: 'https://acme.halopsa.com',
    docketTicket: '1001',
    docketAppointment: String(appointment.id),
  });
});

test('both sides hold what the form said, field by field', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1002);
  await setTime(form, { date: day, start: '10:00', end: '11:15' });
  await form.getByRole('textbox', { name: 'Location' }).fill('Reception, Werk Süd');
  await form.getByRole('checkbox', { name: 'Private' }).check();
  await form.getByLabel('Show as').selectOption({ label: 'Free' });
  await addAttendee(form, 'Robin Guest <robin@partner.example>');
  await form.getByRole('checkbox', { name: 'Robin Guest (guest)' }).waitFor();
  await create(form);
  const inHelpdesk = await form.getByRole('link', { name: 'Open in helpdesk' }).getAttribute('href');
  const inGoogle = await form.getByRole('link', { name: 'Open in Google Calendar' }).getAttribute('href');
  await page.close();

  const { appointment, event } = madeFrom(sandbox, 1002);
  expect(appointment).toMatchObject({
    subject: 'On-boarding visit',
    note: 'Bring laptop, dock and badge.\nMeet at reception.',
    appointment_location_free_text: 'Reception, Werk Süd',
    start_date: haloTime('10:00'),
    end_date: haloTime('11:15'),
    allday: false,
    is_private: true,
    agent_id: 2,
    attendees: `${googleEmails.leah};${googleEmails.mia};robin@partner.example`,
  });
  expect(event).toMatchObject({
    summary: 'On-boarding visit',
    description:
      'Bring laptop, dock and badge.\nMeet at reception.\n\nTicket 1002: https://acme.halopsa.com/ticket?id=1002',
    location: 'Reception, Werk Süd',
    start: { timeZone: 'Europe/London' },
    end: { timeZone: 'Europe/London' },
    visibility: 'private',
    transparency: 'transparent',
    source: { title: 'Ticket 1002', url: 'https://acme.halopsa.com/ticket?id=1002' },
  });
  expect(Date.parse(event.start?.dateTime ?? '')).toBe(londonMs(day, '10:00'));
  expect(Date.parse(event.end?.dateTime ?? '')).toBe(londonMs(day, '11:15'));
  expect(event.attendees?.map(({ email, displayName }) => `${displayName} ${email}`)).toEqual([
    `Leah Novak ${googleEmails.leah}`,
    `Mia Chen ${googleEmails.mia}`,
    'Robin Guest robin@partner.example',
  ]);
  expect(inHelpdesk).toBe('https://acme.halopsa.com/ticket?id=1002');
  expect(inGoogle).toBe(event.htmlLink);
});

test('an appointment for the whole day is one day on both sides', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1022);
  await form.getByLabel('Date', { exact: true }).fill(day);
  await form.getByRole('checkbox', { name: 'All day' }).check();
  await create(form);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1022);
  expect(appointment).toMatchObject({ allday: true, start_date: `${day}T00:00:00`, end_date: `${day}T23:59:59` });
  const nextDay = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  expect(event).toMatchObject({ start: { date: day }, end: { date: nextDay } });
});

test('an event with a Meet link where it was ticked, with the link in the result, and without one where it was not', async () => {
  const { sandbox, browser } = scene;
  sandbox.google.settings.meetRooms = 'atOnce';
  const opened = await openForm(browser, 1003);
  const box = opened.form.getByRole('checkbox', { name: 'Add a Google Meet link' });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await pressAway(opened.page, 'Escape', opened.page.locator('iframe[title="New appointment"]'));
  await opened.page.close();
  // Kept with the draft, like everything else that was set.
  const { page, form } = await openForm(browser, 1003);
  expect(await form.getByRole('checkbox', { name: 'Add a Google Meet link' }).isChecked()).toBe(true);
  await setTime(form, { date: day, start: '15:00', end: '15:30' });
  await create(form);
  const link = await form.getByRole('link', { name: 'Google Meet' }).getAttribute('href');
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1003);
  expect(event.conferenceData?.conferenceSolution?.key?.type).toBe('hangoutsMeet');
  expect(link).toBe(event.hangoutLink);
  expect(appointment.note).not.toContain('meet.google.com');
  expect(madeFrom(sandbox, 1002).event).not.toHaveProperty('conferenceData');
  expect(sandbox.google.outbox).toEqual([]);
});

test('nobody is e-mailed unless the agent says so, and then exactly those whose names stood there', async () => {
  const { sandbox, browser } = scene;
  expect(sandbox.google.outbox).toEqual([]);
  const { page, form } = await openForm(browser, 1030);
  await setTime(form, { date: day, start: '12:00', end: '12:30' });
  const mail = form.getByRole('radiogroup', { name: 'E-mail attendees' });
  expect(await mail.getByRole('radio', { name: 'Nobody' }).isChecked()).toBe(true);
  await form.getByRole('checkbox', { name: 'Priya Rao (additional agent)' }).uncheck();
  await addAttendee(form, 'robin@partner.example');
  await mail.getByRole('radio', { name: 'Everybody: Amir Haddad and robin@partner.example' }).check();
  await create(form);
  await page.close();
  expect(sandbox.google.outbox.map(({ to, kind }) => `${kind} ${to}`)).toEqual([
    `invitation ${googleEmails.amir}`,
    'invitation robin@partner.example',
  ]);
  // The calendar invites: a second invitation by the helpdesk would be one too many.
  expect(sandbox.helpdesk.state.notifications).toEqual([]);
});

test('what the helpdesk remarks on an appointment outside working hours stands in the result', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1025);
  await setTime(form, { date: day, start: '20:00', end: '20:30' });
  await create(form);
  const remark = await form.getByRole('status').filter({ hasText: 'Appointment created' }).textContent();
  await page.close();
  expect(remark).toContain(
    'The helpdesk remarks: “Please note that part or all of this Appointment falls outside the Agents working hours.”',
  );
  expect(madeFrom(sandbox, 1025).appointment.start_date).toBe(haloTime('20:00'));
});

test('without the assigned agent among the attendees the appointment belongs to whoever makes it', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1018);
  await form.getByRole('checkbox', { name: 'Amir Haddad (assigned agent)' }).uncheck();
  await create(form);
  await page.close();
  const { appointment, event } = madeFrom(sandbox, 1018);
  expect(appointment).toMatchObject({ agent_id: 2, attendees: googleEmails.leah });
  expect(event.attendees?.map(({ email }) => email)).toEqual([googleEmails.leah]);
});

test('from the ticket page to "Appointment created" with the keyboard alone', async () => {
  const { sandbox, browser } = scene;
  const page = await openTicket(browser, 1005);
  const form = page.frameLocator('iframe[title="New appointment"]');
  const button = page.getByRole('button', { name: 'Add to calendar' });
  const isFocused = (element: typeof button) => element.evaluate((node) => node.matches(':focus'));
  await tabTo(page, button, 80);
  await page.keyboard.press('Enter');
  const subject = form.getByRole('textbox', { name: 'Subject' });
  await expect.poll(() => isFocused(subject)).toBe(true);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Typed, not clicked');
  await tabTo(page, form.getByRole('slider', { name: 'Proposed time' }));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, form.getByRole('button', { name: 'Create appointment' }));
  await page.keyboard.press('Enter');
  await form.getByText('Google Calendar: done').waitFor();
  await tabTo(page, form.getByRole('link', { name: 'Open in helpdesk' }));
  await tabTo(page, form.getByRole('button', { name: 'Close' }));
  await pressAway(page, 'Enter', page.locator('iframe[title="New appointment"]'));
  expect(await isFocused(button)).toBe(true);
  await page.close();
  expect(madeFrom(sandbox, 1005).appointment.subject).toBe('Typed, not clicked');
});

test('every appointment made so far is there once on each side', () => {
  const { sandbox } = scene;
  expect(appointmentsMade(sandbox)).toHaveLength(8);
  expect(eventsMade(sandbox)).toHaveLength(8);
});

/** A London time of that day as the helpdesk writes it: UTC without a mark. */
function haloTime(time: string): string {
  return new Date(londonMs(day, time)).toISOString().slice(0, 19);
}
