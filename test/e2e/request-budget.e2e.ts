import { afterAll, beforeAll, expect, test } from 'vitest';
import { countApiRequests, finishReading } from './support/api-requests';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

test('the form opens with at most four requests while the directory is known, and a save takes at most four, two of them writes', async () => {
  const { sandbox, browser } = scene;
  await finishReading(browser);
  const takeCount = countApiRequests(sandbox);

  const { page, form } = await openForm(browser, 1001);
  // Everybody's time has come: nothing of the opening is under way any more.
  await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).waitFor();
  await form.getByRole('group', { name: 'Day' }).waitFor();
  const opening = takeCount();
  expect(opening.all).toContain('GET acme.halopsa.com/api/Tickets/1001');
  expect(opening.all).toContain('POST www.googleapis.com/calendar/v3/freeBusy');
  expect(opening.all.length, opening.all.join('\n')).toBeLessThanOrEqual(4);
  expect(opening.writes).toEqual([]);

  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();
  // The popup shows what was saved: by then whatever a save draws after it has been sent.
  const popup = await browser.openOwn('popup.html');
  await popup.getByRole('list', { name: 'Agenda' }).waitFor();
  const save = takeCount();
  expect(save.all.length, save.all.join('\n')).toBeLessThanOrEqual(4);
  expect(save.writes.map((request) => request.replace(/calendars\/[^/]+/, 'calendars/…'))).toEqual([
    'POST acme.halopsa.com/api/Appointment',
    'POST www.googleapis.com/calendar/v3/calendars/…/events',
  ]);
});
