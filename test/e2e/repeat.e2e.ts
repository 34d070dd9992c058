import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import type { AppointmentRow } from '../servers/helpdesk/appointment-fields';
import { setTime } from './support/form-time';
import { eventsMade } from './support/made-by-docket';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { syncToEnd } from './support/sync-to-end';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

const day = quietTuesday();
const daysOn = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

function appointmentsOf(ticketId: number): readonly AppointmentRow[] {
  return [...scene.sandbox.helpdesk.state.appointments.values()].filter((row) => row.ticket_id === ticketId);
}

async function chooseThreeDays(form: Awaited<ReturnType<typeof openForm>>['form']): Promise<void> {
  await setTime(form, { date: day, start: '10:00', end: '11:00' });
  await form.getByRole('combobox', { name: 'Repeat' }).selectOption({ label: 'Every day' });
  await form.getByRole('combobox', { name: 'Ends' }).selectOption({ label: 'After a number of dates' });
  await form.getByRole('textbox', { name: 'How many dates' }).fill('3');
}

test('without two-way sync a series from the form is one series in Google and its first date in the helpdesk, and says so', async () => {
  const { page, form } = await openForm(scene.browser, 1003);
  await chooseThreeDays(form);
  await form.getByText('only the first date is made').waitFor();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await form.getByText('will arrive in the helpdesk once two-way sync is switched on').waitFor();
  await page.close();
  const [event] = eventsMade(scene.sandbox);
  expect(event?.recurrence).toEqual(['RRULE:FREQ=DAILY;COUNT=3']);
  expect(appointmentsOf(1003)).toHaveLength(1);
  expect(scene.sandbox.google.outbox).toEqual([]);
});

test('with two-way sync every date gets its appointment, a moved date moves it, and a cancelled one takes it away', async () => {
  const { browser, sandbox } = scene;
  const popup = await browser.openOwn('popup.html');
  await popup.getByRole('switch', { name: 'Two-way sync' }).click();
  const { page, form } = await openForm(browser, 1007);
  await chooseThreeDays(form);
  const dates = form.getByRole('list', { name: 'Next dates' }).getByRole('listitem');
  expect(await dates.count()).toBe(3);
  await form.getByText('the others with the next sync').waitFor();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await form.getByText('2 more dates of the series will arrive in the helpdesk with the next sync.').waitFor();
  await page.close();
  const starts = () =>
    appointmentsOf(1007)
      .map(({ start_date }) => start_date?.slice(0, 10))
      .sort();
  // After the many appointments of the first sync the requests are spread.
  const patience = { timeout: 45_000 };
  await expect.poll(starts, patience).toEqual([day, daysOn(1), daysOn(2)]);
  expect(new Set(appointmentsOf(1007).map(({ agent_id }) => agent_id)).size).toBe(1);

  const series = eventsMade(sandbox).find(
    ({ extendedProperties }) => extendedProperties?.shared?.['docketTicket'] === '1007',
  );
  expect(series?.recurrence).toEqual(['RRULE:FREQ=DAILY;COUNT=3']);
  const leah = sandbox.google.asPerson(googleEmails.leah);
  const instanceOn = (date: string) => `${series?.id}_${date.replaceAll('-', '')}T100000Z`;
  leah.updateEvent(instanceOn(daysOn(1)), {
    start: { dateTime: `${daysOn(3)}T10:00:00Z`, timeZone: 'Europe/London' },
    end: { dateTime: `${daysOn(3)}T11:00:00Z`, timeZone: 'Europe/London' },
  });
  leah.deleteEvent(instanceOn(daysOn(2)));
  await syncToEnd(browser);
  await expect.poll(starts, patience).toEqual([day, daysOn(3)]);
  expect(sandbox.google.outbox).toEqual([]);
  await popup.close();
});
