import { afterAll, beforeAll, expect, test } from 'vitest';
import { countApiRequests } from './support/api-requests';
import { appointmentsNamed, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { openFilledForm } from './support/filled-form';
import { letAnHourPass } from './support/long-ago';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { dirtyLinks } from './support/stored-links';
import { openSync, switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';
import { openTicket } from './support/ticket-page';

const day = quietTuesday();
const patience = { timeout: 20_000 };
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
  const page = await switchTwoWayOn(scene.browser);
  await page.close();
  await syncToEnd(scene.browser);
});
afterAll(() => scene.end());

/** Somebody has made an event in Google; nothing has been asked of Docket since. */
function makeMeanwhile(subject: string): void {
  makeEvent(scene.sandbox, subject, { day, from: '14:00', until: '14:30' });
}

/** A run has brought it to the helpdesk. */
async function expectBrought(subject: string): Promise<void> {
  await expect.poll(() => appointmentsNamed(scene.sandbox, subject).length, patience).toBe(1);
}

async function inWorker<T>(script: string): Promise<T> {
  const worker = await scene.browser.worker();
  // A text, since the tests' types do not know the browser's own API.
  return worker.evaluate<T>(script);
}

/** Minutes until the alarm of the next run. */
function minutesToNextRun(): Promise<number> {
  return inWorker(
    "chrome.alarms.get('docket-read').then(({ scheduledTime }) => (scheduledTime - Date.now()) / 60_000)",
  );
}

test('at once after a save', async () => {
  makeMeanwhile('Made before a save');
  const { form } = await openFilledForm(scene.browser, 1001, day);
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await expectBrought('Made before a save');
  // Five seconds later Docket looks for what a repeated request has made: no other test may count that.
  await expect.poll(() => dirtyLinks(scene.browser), patience).toEqual([]);
});

test('by the alarm, which each run sets anew', async () => {
  // Beside a run that is under way the alarm begins none.
  await syncToEnd(scene.browser);
  makeMeanwhile('Made before the alarm');
  await inWorker("chrome.alarms.create('docket-read', { when: Date.now() })");
  await expectBrought('Made before the alarm');
  await expect.poll(minutesToNextRun, patience).toBeGreaterThan(4);
  expect(await minutesToNextRun()).toBeLessThanOrEqual(5.5);
});

test('by an alarm that follows what the agent has set', async () => {
  const page = await openSync(scene.browser);
  const every = page.getByRole('combobox', { name: 'Look for changes every' });
  await every.selectOption('15');
  await expect.poll(minutesToNextRun, patience).toBeGreaterThan(13);
  await every.selectOption('5');
  await expect.poll(minutesToNextRun, patience).toBeLessThanOrEqual(5.5);
  await page.close();
  await syncToEnd(scene.browser);
});

test('by the alarm, also when the worker has died since', async () => {
  await syncToEnd(scene.browser);
  makeMeanwhile('Made while the worker was dead');
  await inWorker("chrome.alarms.create('docket-read', { when: Date.now() + 500 })");
  await scene.browser.killWorker();
  await expectBrought('Made while the worker was dead');
});

test('when the browser starts', async () => {
  await syncToEnd(scene.browser);
  makeMeanwhile('Made before the browser was started');
  await scene.restart();
  await expectBrought('Made before the browser was started');
});

test('when the popup is opened and what it shows is old', async () => {
  await syncToEnd(scene.browser);
  await letAnHourPass(scene.browser);
  makeMeanwhile('Made before the popup');
  const popup = await scene.browser.openOwn('popup.html');
  await expectBrought('Made before the popup');
  await popup.close();
});

test('when a tab of the helpdesk gets the focus again, at most once a minute', async () => {
  const ticket = await openTicket(scene.browser, 1002);
  const other = await scene.browser.openOwn('options.html#about');
  await syncToEnd(scene.browser);
  await letAnHourPass(scene.browser);
  await other.bringToFront();
  makeMeanwhile('Made before the focus');
  await ticket.bringToFront();
  await expectBrought('Made before the focus');
  await syncToEnd(scene.browser);

  const requests = countApiRequests(scene.sandbox);
  makeMeanwhile('Made within the same minute');
  await other.bringToFront();
  await ticket.bringToFront();
  // An answer of the worker's to what was asked after the focus.
  await other.evaluate('chrome.runtime.sendMessage({ name: "runs", data: { limit: 1 } })');
  expect(requests().all).toEqual([]);
  expect(appointmentsNamed(scene.sandbox, 'Made within the same minute')).toEqual([]);
  await other.close();
  await ticket.close();
});

test('not when another tab gets it', async () => {
  await letAnHourPass(scene.browser);
  const requests = countApiRequests(scene.sandbox);
  const one = await scene.browser.openOwn('options.html#about');
  const other = await scene.browser.openOwn('options.html#about');
  await one.bringToFront();
  await other.evaluate('chrome.runtime.sendMessage({ name: "runs", data: { limit: 1 } })');
  expect(requests().all).toEqual([]);
  await one.close();
  await other.close();
});

test('by "Sync now"', async () => {
  await syncToEnd(scene.browser);
  makeMeanwhile('Made before "Sync now"');
  const page = await openSync(scene.browser);
  await page.getByRole('button', { name: 'Sync now' }).first().click();
  await expectBrought('Made before "Sync now"');
  await page.close();
});
