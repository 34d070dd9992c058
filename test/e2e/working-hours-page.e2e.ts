import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { expectAccessible } from './support/axe';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene();
  options = await scene.browser.openOwn('options.html#working-hours');
  await week('Leah Novak').waitFor();
});
afterAll(() => scene.end());

const week = (name: string) => options.getByRole('table', { name: `Week of ${name}` });
const whose = () => options.getByRole('combobox', { name: 'Whose hours' });
const ahead = () => options.getByRole('list', { name: 'Holidays and leave ahead' }).getByRole('listitem');

/** The rows of somebody's week: day, hours, breaks. */
function rows(name: string): Promise<string[][]> {
  return week(name)
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

/** As the page writes a day, e.g. `Thu 10 Dec`. */
function shortDay(date: string | undefined): string {
  return DateTime.fromISO(date?.slice(0, 10) ?? '')
    .setLocale('en-GB')
    .toFormat('ccc d LLL');
}

async function readAgain(): Promise<void> {
  const button = options.getByRole('button', { name: 'Read again' });
  await button.click();
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('false');
}

test('the agent sees their own week first, with breaks, zone and holidays', async () => {
  expect(await whose().locator('option:checked').textContent()).toBe('Leah Novak (you)');
  expect(await week('Leah Novak').locator('caption').textContent()).toMatch(
    /^Week of Leah Novak London office · Times in London, (GMT|BST|GMT\+1)$/,
  );
  const worked = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
  expect(await rows('Leah Novak')).toEqual([
    ...worked.map((day) => [day, '09:00 – 17:30', '12:30 – 13:00']),
    ['Saturday', 'Day off'],
    ['Sunday', 'Day off'],
  ]);
  const holiday = scene.sandbox.helpdesk.state.holidays.find(({ workday_id }) => workday_id === 1);
  expect(await ahead().allInnerTexts()).toEqual([
    expect.stringMatching(new RegExp(`^${shortDay(holiday?.date)}\\s+Public holiday\\s+Holiday$`)),
  ]);
});

test('colleagues’ weeks are there as they are: other hours each day, other zones, leave', async () => {
  await whose().selectOption('Amir Haddad');
  expect(await rows('Amir Haddad')).toEqual([
    ['Monday', '08:00 – 16:30', '12:00 – 12:30'],
    ['Tuesday', '08:00 – 16:30', '12:00 – 12:30'],
    ['Wednesday', '10:00 – 18:30', '12:00 – 12:30'],
    ['Thursday', '08:00 – 16:30', '12:00 – 12:30'],
    ['Friday', '08:00 – 12:00', 'none'],
    ['Saturday', 'Day off'],
    ['Sunday', 'Day off'],
  ]);
  await whose().selectOption('Mia Chen');
  // The helpdesk calls it "Eastern Standard Time", as Windows does.
  expect(await week('Mia Chen').locator('caption').textContent()).toContain('New York office · Times in New York');
  const leave = scene.sandbox.helpdesk.state.holidays.find(({ agent_id }) => agent_id === agentIds.mia);
  const days = `${shortDay(leave?.date)} – ${shortDay(leave?.end_date)}`;
  await expect
    .poll(() => ahead().allInnerTexts())
    .toContainEqual(expect.stringMatching(new RegExp(`^${days}\\s+Annual leave\\s+Leave$`)));
});

test('a zone that nobody knows is an error that can be seen, and an agent without a workday is named', async () => {
  await whose().selectOption('Noor Bakker');
  await options
    .getByRole('alert')
    .getByText(
      'The helpdesk calls the time zone of the workday “Night desk” “Custom Zone 7”. No such zone is known, so nothing is computed from these hours. An administrator can choose the zone in the helpdesk’s workday.',
    )
    .waitFor();
  await expectAccessible(options, 'hours in an unknown zone');
  await whose().selectOption('Sam Okafor');
  await options
    .getByText(
      'The helpdesk names no workday for Sam Okafor, so Docket cannot tell when Sam Okafor works. An administrator can choose one in the agent’s settings.',
    )
    .waitFor();
  expect(await week('Sam Okafor').count()).toBe(0);
  // Former colleagues and machines have no hours.
  const names = await whose().locator('option').allTextContents();
  expect(names).not.toContain('Jonas Weber');
  expect(names).not.toContain('Integration Account');
});

test('a workday without a zone takes that of the helpdesk, and “Read again” brings what has changed', async () => {
  const { workdays } = scene.sandbox.helpdesk.state;
  await whose().selectOption('Ida Lindqvist');
  expect(await week('Ida Lindqvist').locator('caption').textContent()).toContain('Default · Times in London');
  const usual = workdays.find(({ id }) => id === 7);
  if (usual === undefined) throw new Error('The fixture has no workday 7');
  usual.end = '2000-01-01T16:15:00';
  await readAgain();
  expect((await rows('Ida Lindqvist'))[0]).toEqual(['Monday', '08:00 – 16:15', 'none']);
  await options.getByText('Read from the helpdesk: just now').waitFor();
});

test('a workday that cannot be read is reported by its number, and the others are still there', async () => {
  const { workdays } = scene.sandbox.helpdesk.state;
  const madrid = workdays.find(({ id }) => id === 4);
  if (madrid === undefined) throw new Error('The fixture has no workday 4');
  const { end } = madrid;
  madrid.end = 'in the evening';
  await readAgain();
  await options.getByText('These rows of the helpdesk could not be read and were left out: workday 4').waitFor();
  await whose().selectOption('Leah Novak (you)');
  expect(await rows('Leah Novak')).toHaveLength(7);
  madrid.end = end;
  await readAgain();
  expect(await options.getByText(/could not be read and were left out/).count()).toBe(0);
});

test('where the helpdesk’s own zone may not be read, the agent chooses one', async () => {
  const { settings } = scene.sandbox.helpdesk;
  settings.controlForbidden = true;
  await whose().selectOption('Ida Lindqvist');
  await readAgain();
  await options
    .getByRole('alert')
    .getByText(
      'The workday “Default” names no time zone, and the helpdesk’s own may be read by administrators only, so nothing is computed from these hours. Choose the zone below.',
    )
    .waitFor();
  const zone = options.getByRole('combobox', { name: 'Time zone for workdays that name none' });
  expect(await zone.locator('option:checked').textContent()).toBe('Not chosen');
  await zone.selectOption('Europe/Berlin');
  await options.getByText('Saved').waitFor();
  await expect
    .poll(() => week('Ida Lindqvist').locator('caption').textContent())
    .toContain('Default · Times in Berlin');
  expect(await options.getByRole('alert').count()).toBe(0);
  // Workdays with a zone of their own keep it.
  await whose().selectOption('Leah Novak (you)');
  expect(await week('Leah Novak').locator('caption').textContent()).toContain('Times in London');
  await options.reload();
  expect(await zone.inputValue()).toBe('Europe/Berlin');
});

test('the default length is that of the next appointment', async () => {
  await options.getByRole('combobox', { name: 'Default length' }).selectOption('45 minutes');
  await options.getByText('Saved').waitFor();
  const { page, form } = await openForm(scene.browser, 1025);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  const [start = '', end = ''] = await Promise.all(
    ['Start', 'End'].map((name) => form.getByLabel(name, { exact: true }).inputValue()),
  );
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  expect(minutes(end) - minutes(start)).toBe(45);
  await page.close();
});

test('a helpdesk that does not answer is reported, and what was read before stays in sight with its age', async () => {
  const fault = { kind: 'lostBefore' } as const;
  const down = scene.sandbox.faults.add({ url: /\/api\/(Agent|Workday|Control)/, times: 99, fault });
  await readAgain();
  await options
    .getByRole('alert')
    .getByText('The server could not be reached. Check your network connection, then try again.')
    .waitFor();
  await options.getByText(/^Read from the helpdesk: /).waitFor();
  expect(await rows('Leah Novak')).toHaveLength(7);
  down.remove();
  await readAgain();
  expect(await options.getByRole('alert').count()).toBe(0);
});
