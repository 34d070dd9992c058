import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import type { Fault } from '../servers/faults';
import { type ApiCall, googleList, helpdeskCreate, helpdeskList } from './support/api-calls';
import { countApiRequests } from './support/api-requests';
import { badgeText } from './support/badge-text';
import {
  appointmentNamed,
  appointmentsNamed,
  eventNamed,
  eventsNamed,
  leahInGoogle,
  makeAppointment,
  makeEvent,
} from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { killBrowser } from './support/kill-browser';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { healthSentence, openSync, switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
const morning = { day, from: '10:00', until: '10:30' };
const pausedUntil = /^Paused until .*: no more requests are allowed for now\./;
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
  await (await switchTwoWayOn(scene.browser)).close();
});
afterAll(async () => {
  expect(scene.sandbox.google.outbox).toEqual([]);
  await scene.end();
});

function answerOnce(call: ApiCall, fault: Omit<Extract<Fault, { kind: 'answer' }>, 'kind'>) {
  return scene.sandbox.faults.add({ ...call, times: 1, fault: { kind: 'answer', ...fault } });
}

/** Google's own form of a refusal. */
function googleRefusal(code: number, reason: string): string {
  return JSON.stringify({
    error: { code, message: reason, errors: [{ domain: 'usageLimits', reason, message: reason }] },
  });
}

test('a change list that Google ends in the middle of its pages is read anew, and nothing is lost or doubled', async () => {
  const { sandbox, browser } = scene;
  sandbox.google.settings.pageSize = 2;
  const subjects = ['Page one', 'Page one and a half', 'Page two', 'Page three', 'Page four'];
  for (const subject of subjects) makeEvent(sandbox, subject, morning);
  const ended = answerOnce(
    { method: 'GET', url: new RegExp(`${googleList.url.source}.*pageToken=`) },
    { status: 410, body: googleRefusal(410, 'fullSyncRequired') },
  );
  await syncToEnd(browser);
  await ended.met;
  for (const subject of subjects) appointmentNamed(sandbox, subject);
  leahInGoogle(sandbox).deleteEvent(eventNamed(sandbox, 'Page two').id);
  await syncToEnd(browser);
  expect(appointmentsNamed(sandbox, 'Page two')).toEqual([]);
  sandbox.google.settings.pageSize = 2_500;
});

describe('a side that asks to be left alone is left alone, and the agent sees until when', () => {
  test.each([
    [
      'Google',
      googleList,
      { status: 429, body: googleRefusal(429, 'rateLimitExceeded'), headers: { 'retry-after': '3' } },
    ],
    ['the helpdesk', helpdeskList, { status: 429, body: 'Too many requests', headers: { 'retry-after': '3' } }],
  ])('%s', async (name, call, refusal) => {
    const { sandbox, browser } = scene;
    const page = await openSync(browser);
    makeEvent(sandbox, `Beyond the limit of ${name}`, morning);
    makeAppointment(sandbox, `Limited by ${name}`, morning);
    const refused = answerOnce(call, refusal);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await refused.met;
    await healthSentence(page).filter({ hasText: pausedUntil }).waitFor();
    await expect.poll(() => syncToEnd(browser), { timeout: 40_000 }).toBeNull();
    appointmentNamed(sandbox, `Beyond the limit of ${name}`);
    eventNamed(sandbox, `Limited by ${name}`);
    await healthSentence(page).filter({ hasText: 'Connected: both sides follow each other.' }).waitFor();
    await page.close();
  });
});

describe('a browser that dies in the middle of a run goes on where it was', () => {
  // The browser writes its cookies down when it is closed, or once in a while: that Google knows the agent is not lost.
  beforeAll(() => scene.restart());

  test.each(['before', 'after'] as const)('the helpdesk had the request, and it died %s it acted', async (when) => {
    const { sandbox } = scene;
    const subjects = [1, 2, 3, 4].map((number) => `Power cut ${when} ${number}`);
    // The run that the browser's start has begun is over: it would be the one to meet them.
    await syncToEnd(scene.browser);
    for (const subject of subjects) makeEvent(sandbox, subject, morning);
    const request = sandbox.faults.add({ ...helpdeskCreate, times: 1, fault: { kind: 'hold', when } });
    const page = await openSync(scene.browser);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await request.met;
    await killBrowser(scene.browser);
    await scene.restart();
    request.release();
    for (const subject of subjects) await expect.poll(() => appointmentsNamed(sandbox, subject).length).toBe(1);
    await syncToEnd(scene.browser);
    for (const subject of subjects) appointmentNamed(sandbox, subject);
    for (const subject of subjects) eventNamed(sandbox, subject);
  });
});

test('a sign-in that ends in the middle of a run is asked for, and nothing is lost meanwhile', async () => {
  const { sandbox, browser } = scene;
  await syncToEnd(browser);
  makeEvent(sandbox, 'Made before the sign-in ended', morning);
  const request = sandbox.faults.add({ ...helpdeskCreate, times: 1, fault: { kind: 'hold', when: 'before' } });
  const page = await openSync(browser);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await request.met;
  sandbox.helpdesk.revokeTokens();
  request.release();
  await healthSentence(page).filter({ hasText: 'needs you to sign in again' }).waitFor();
  expect(await badgeText(browser)).toBe('!');
  makeEvent(sandbox, 'Made while signed out', morning);

  await page.getByRole('link', { name: 'Reconnect' }).click();
  const opened = browser.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await (await opened).getByRole('button', { name: 'Sign in as Leah Novak' }).click();
  await expect.poll(() => appointmentsNamed(sandbox, 'Made before the sign-in ended').length).toBe(1);
  await expect.poll(() => appointmentsNamed(sandbox, 'Made while signed out').length).toBe(1);
  await expect.poll(() => badgeText(browser)).toBe('');
  await page.close();
});

test('the same for Google', async () => {
  const { sandbox, browser } = scene;
  await syncToEnd(browser);
  makeAppointment(sandbox, 'Made without Google', morning);
  sandbox.google.revokeAccess(googleEmails.leah);
  const page = await openSync(browser);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await healthSentence(page).filter({ hasText: 'needs you to sign in again' }).waitFor();
  expect(eventsNamed(sandbox, 'Made without Google')).toEqual([]);
  await page.getByRole('link', { name: 'Reconnect' }).click();
  const opened = browser.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const google = await opened;
  await google.getByRole('button', { name: googleEmails.leah }).click();
  await google.getByRole('checkbox', { name: 'Select all' }).check();
  await google.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => eventsNamed(sandbox, 'Made without Google').length).toBe(1);
  await page.close();
});

test('a helpdesk whose list does not say when a row was changed costs one request more, and is followed all the same', async () => {
  const { sandbox, browser } = scene;
  sandbox.helpdesk.settings.listHasLastModified = false;
  makeAppointment(sandbox, 'Of an older helpdesk', morning);
  // Noticed, listed once, and known from then on.
  await syncToEnd(browser);
  await syncToEnd(browser);
  eventNamed(sandbox, 'Of an older helpdesk');
  const requests = countApiRequests(sandbox);
  await syncToEnd(browser);
  // Both sides are asked at once: which is heard first is chance.
  expect([...requests().all].sort()).toEqual([
    'GET acme.halopsa.com/api/Appointment',
    expect.stringMatching(/^GET acme\.halopsa\.com\/api\/Appointment\/\d+$/),
    'GET www.googleapis.com/calendar/v3/calendars/leah.novak%40acme.example/events',
  ]);
  sandbox.helpdesk.webUi.changeAppointment(appointmentNamed(sandbox, 'Of an older helpdesk').id, {
    subject: 'Of an older helpdesk, renamed',
  });
  await syncToEnd(browser);
  eventNamed(sandbox, 'Of an older helpdesk, renamed');
});

// The last one: Google does not say for how long, and is left alone for a while.
test('what Google refuses as too much, without a time, is not asked again at once', async () => {
  const { sandbox, browser } = scene;
  sandbox.google.quota({ reason: 'rateLimitExceeded', times: 1 });
  expect(await syncToEnd(browser)).toMatchObject({ kind: 'rateLimited' });
  const page = await openSync(browser);
  await healthSentence(page).filter({ hasText: pausedUntil }).waitFor();
  const requests = countApiRequests(sandbox);
  await syncToEnd(browser);
  expect(requests().all.filter((request) => request.includes('googleapis'))).toEqual([]);
  await page.close();
});
