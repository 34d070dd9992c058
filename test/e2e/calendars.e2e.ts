import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { googleCalendarIds, googleEmails } from '../fixtures/google-seed';
import { expectAccessible } from './support/axe';
import { extensionUrl } from './support/browser';
import { type Scene, startScene } from './support/scene';
import { connectGoogle } from './support/sign-in';
import { openForm } from './support/ticket-page';

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene();
  options = await scene.browser.openOwn('options.html#calendars');
});
afterAll(() => scene.end());
beforeEach(async () => {
  await options.reload();
  await calendar().waitFor();
});

const calendar = () => options.getByRole('combobox', { name: 'Calendar' });
const countsAsBusy = (name: string) =>
  options.getByRole('group', { name: 'Counts as busy' }).getByRole('checkbox', { name });
const readOnlyHint =
  'Calendars marked “read only” or “free/busy only” cannot be chosen: their owner lets you see them, not change them. The owner can change that in Google Calendar under Settings and sharing: “Make changes to events”.';

test('calendars that cannot be written to are shown, greyed, with the reason and who can change it', async () => {
  const offered = await calendar()
    .locator('option')
    .evaluateAll((all) => all.map((one) => ({ text: one.textContent, isGreyed: one.matches(':disabled') })));
  expect(offered).toEqual([
    { text: 'leah.novak@acme.example (main calendar)', isGreyed: false },
    { text: 'Projects', isGreyed: false },
    { text: 'Bank holidays (read only)', isGreyed: true },
    { text: 'Meeting room Thames (free/busy only)', isGreyed: true },
  ]);
  await options.getByText(readOnlyHint).waitFor();
});

test('what counts as busy is busy in the form, and what does not is not', async () => {
  const leah = scene.sandbox.google.asPerson(googleEmails.leah);
  const { projects } = googleCalendarIds;
  // Both on one day: a rollout in "Projects", and something of her own.
  const start = leah.seeEvent('seedrollout00', { calendarId: projects })?.start?.dateTime ?? '';
  const day = start.slice(0, 10);
  const times = { start: { dateTime: `${day}T08:00:00Z` }, end: { dateTime: `${day}T08:20:00Z` } };
  leah.createEvent({ id: 'errandofleah00', summary: 'An errand', ...times });
  const rollout = /busy .*10:00 to 12:00/;
  const errand = /busy (08|09):00 to (08|09):20/;

  expect(await countsAsBusy('leah.novak@acme.example').isChecked()).toBe(true);
  expect(await countsAsBusy('Projects').isChecked()).toBe(false);
  expect(await busyTimes(day)).toMatch(errand);
  expect(await busyTimes(day)).not.toMatch(rollout);

  await countsAsBusy('Projects').check();
  await options.getByText('Saved').waitFor();
  expect(await busyTimes(day)).toMatch(rollout);

  await options.reload();
  expect(await countsAsBusy('Projects').isChecked()).toBe(true);
  await countsAsBusy('leah.novak@acme.example').uncheck();
  await options.getByText('Saved').waitFor();
  expect(await busyTimes(day)).not.toMatch(errand);
  await countsAsBusy('leah.novak@acme.example').check();
  await options.getByText('Saved').waitFor();
});

/** What is read out of Leah's lane on a day. */
async function busyTimes(day: string): Promise<string> {
  const { page, form } = await openForm(scene.browser, 1025);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  await form.getByLabel('Date', { exact: true }).fill(day);
  await form
    .getByRole('group', { name: 'Day' })
    .getByText(DateTime.fromISO(day).setLocale('en-GB').toFormat('cccc d LLLL'))
    .first()
    .waitFor();
  const words = form.getByRole('group', { name: 'Day' }).locator('.lane').locator('.visually-hidden');
  await expect.poll(() => words.textContent()).toMatch(/Leah Novak: (busy|nothing booked)/);
  const text = await words.textContent();
  await page.close();
  return text ?? '';
}

test('the next appointment lands in the calendar that was chosen', async () => {
  const { sandbox, browser } = scene;
  const made = (id: string) =>
    [...(sandbox.google.state.calendars.get(id)?.events.values() ?? [])].filter(
      ({ details }) => details.extendedProperties?.private?.['docketKey'] !== undefined,
    );
  await calendar().selectOption('Projects');
  await options.getByText('Saved').waitFor();
  await options
    .getByRole('group', { name: 'Counts as busy' })
    .getByText('Projects (new appointments go here)')
    .waitFor();
  await options.reload();
  expect(await calendar().locator('option:checked').textContent()).toBe('Projects');

  const { page, form } = await openForm(browser, 1025);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();
  expect(made(googleCalendarIds.projects).map(({ details }) => details.summary)).toEqual(['Shared calendar missing']);
  expect(made(googleEmails.leah)).toEqual([]);
});

interface Verdict {
  readonly address: string;
  readonly result: string;
  readonly todo: string;
}

/** The table of "Check calendars", by agent. */
async function check(): Promise<Readonly<Record<string, Verdict>>> {
  await options.getByRole('button', { name: 'Check calendars' }).click();
  await options.getByRole('table').waitFor();
  const rows = await options
    .locator('.checks tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())));
  return Object.fromEntries(
    rows.map(([name = '', address = '', result = '', todo = '']) => [name, { address, result, todo }]),
  );
}

test('“Check calendars” says of every agent what the account reaches, why not, and what helps', async () => {
  const subscribe = (address: string) =>
    `It is shared with you. In Google Calendar press + beside “Other calendars” › Subscribe to calendar, and enter ${address}.`;
  const share = (name: string) =>
    `Ask ${name}: in Google Calendar, Settings and sharing › Shared with › Add people and groups, enter leah.novak@acme.example and choose “Make changes to events”.`;
  const differs =
    'The helpdesk names a Google account of its own for this agent; the e-mail is tomas.ortiz@acme.example.';
  const capitals =
    'Capitals differ from Priya.Rao@acme.example. Docket takes both for the same, the helpdesk’s own integration does not: lower case on both sides is safest.';
  expect(await check()).toEqual({
    'Leah Novak': { address: googleEmails.leah, result: 'Reachable', todo: 'Nothing.' },
    'Amir Haddad': { address: googleEmails.amir, result: 'Not in your list', todo: subscribe(googleEmails.amir) },
    'Mia Chen': { address: googleEmails.mia, result: 'Not shared', todo: share('Mia Chen') },
    'Tomás Ortiz': {
      address: googleEmails.tomas,
      result: 'Not in your list',
      todo: subscribe(googleEmails.tomas) + differs,
    },
    'Priya Rao': {
      address: googleEmails.priya,
      result: 'Not in your list',
      todo: subscribe(googleEmails.priya) + capitals,
    },
    'Jonas Weber': {
      address: 'jonas.weber@acme.example',
      result: 'Disabled',
      todo: 'Nothing: disabled agents are not proposed as attendees.',
    },
    'Noor Bakker': { address: 'noor.bakker@acme.example', result: 'Not shared', todo: share('Noor Bakker') },
    'Sam Okafor': { address: 'sam.okafor@acme.example', result: 'Not shared', todo: share('Sam Okafor') },
    'Ida Lindqvist': {
      address: 'none',
      result: 'No address',
      todo: 'Ask an administrator to enter the e-mail of Ida Lindqvist in the helpdesk.',
    },
  });
  await options.getByText('9 agents checked, 1 reachable.').waitFor();
  await options.getByText(/^Not reachable here does not mean not read:/).waitFor();
  await expectAccessible(options, 'the check of calendars');
  await options.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(options, 'the check of calendars, narrow');
  expect(await options.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await options.setViewportSize({ width: 1280, height: 860 });
});

test('what was advised helps: calendars in the account’s own list are reachable as far as they are shared', async () => {
  const { google } = scene.sandbox;
  const list = google.state.accounts.get(googleEmails.leah)?.calendarList;
  for (const email of [googleEmails.amir, googleEmails.priya, googleEmails.mia]) list?.set(email, {});
  google.share(googleEmails.mia, googleEmails.leah, 'writer');
  const verdicts = await check();
  expect(verdicts['Amir Haddad']).toMatchObject({
    result: 'Free/busy only',
    todo: 'Enough to find a time. To see more, ask Amir Haddad to share with “Make changes to events”.',
  });
  expect(verdicts['Priya Rao']?.result).toBe('Read only');
  expect(verdicts['Priya Rao']?.todo).toContain(
    'Enough to plan with. To write there too, Priya Rao has to share it with “Make changes to events”.',
  );
  expect(verdicts['Mia Chen']).toMatchObject({ result: 'Reachable', todo: 'Nothing.' });
  await options.getByText('9 agents checked, 4 reachable.').waitFor();
});

test('a check that Google does not answer says so, and works when pressed again', async () => {
  const fault = { kind: 'answer', status: 503, body: '' } as const;
  const url = /\/calendar\/v3\/freeBusy/;
  const down = scene.sandbox.faults.add({ url, times: 9, fault });
  await options.getByRole('button', { name: 'Check calendars' }).click();
  await options
    .getByRole('alert')
    .getByText('www.googleapis.com reports a fault of its own (code 503). Try again in a few minutes.')
    .waitFor();
  down.remove();
  expect((await check())['Leah Novak']?.result).toBe('Reachable');
});

test('with an account that reaches nobody’s calendar, that is said first, with what to do', async () => {
  const { browser } = scene;
  await options.goto(`${extensionUrl}/options.html#accounts`);
  const google = options.getByRole('region', { name: 'Google Calendar' });
  await google.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = options.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await connectGoogle(browser, options, googleEmails.personal);
  await options.goto(`${extensionUrl}/options.html#calendars`);
  const verdicts = await check();
  await options
    .getByRole('status')
    .getByText(
      'No agent’s calendar can be reached with personal@gmail.example. Ask your colleagues to share their calendars with this account (“Make changes to events”), or sign in with the account they are shared with.',
    )
    .waitFor();
  expect(verdicts['Leah Novak']?.result).toBe('Not shared');
});
