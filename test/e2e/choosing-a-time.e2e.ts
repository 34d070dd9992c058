import { DateTime } from 'luxon';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { agentIds } from '../fixtures/helpdesk-seed-people';
import { addAttendee } from './support/add-attendee';
import { lane, laneWords } from './support/day-lane';
import { readTime, setTime } from './support/form-time';
import { londonMs, quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { connectAll } from './support/sign-in';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ signedIn: 'no' });
  // Half an hour less for Priya, so that she and Mia have no common hours in any month, summer time or not.
  const bengaluru = scene.sandbox.helpdesk.state.workdays.find(({ id }) => id === 5);
  if (bengaluru === undefined) throw new Error('The workday of Bengaluru is not there');
  bengaluru.end = '2000-01-01T17:30:00';
  await connectAll(scene.browser);
});
afterAll(() => scene.end());

const day = quietTuesday();
const warning = 'Please note that part or all of this Appointment falls outside the Agents working hours.';

test('the proposed time is the next one that is free for the assigned agent, inside their hours, on both sides', async () => {
  const { sandbox, browser } = scene;
  const propose = async () => {
    const { page, form } = await openForm(browser, 1025);
    const proposed = await readTime(form);
    expect(await form.getByText('Nobody has anything else at this time.').count()).toBe(1);
    expect(await form.getByText(warning).count()).toBe(0);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.close();
    return { startMs: londonMs(proposed.date, proposed.start), endMs: londonMs(proposed.date, proposed.end) };
  };
  const first = await propose();
  expect(first.startMs).toBeGreaterThan(Date.now());
  expect(first.endMs - first.startMs).toBe(30 * 60_000);

  const taken = sandbox.helpdesk.webUi.createAppointment({
    agent_id: agentIds.leah,
    subject: 'Came in between',
    start_date: haloTime(first.startMs),
    end_date: haloTime(first.endMs),
  });
  const second = await propose();
  expect(second.startMs).toBeGreaterThanOrEqual(first.endMs);

  const leah = sandbox.google.asPerson(googleEmails.leah);
  const event = leah.createEvent({ summary: 'Came in between too', ...googleTimes(second) });
  const third = await propose();
  expect(third.startMs).toBeGreaterThanOrEqual(second.endMs);
  sandbox.helpdesk.webUi.deleteAppointment(taken.id);
  leah.deleteEvent(event.id ?? '');
});

test('the lanes show hours, breaks, helpdesk appointments and busy times, and what is not known as not known', async () => {
  const { sandbox, browser } = scene;
  const battery = sandbox.helpdesk.state.appointments.get(5_002);
  const seedDay = battery?.start_date?.slice(0, 10) ?? '';
  const { page, form } = await openForm(browser, 1024);
  await form.getByLabel('Date', { exact: true }).fill(seedDay);
  await lane(form, 'Leah Novak').getByText('Replace UPS battery').first().waitFor({ state: 'attached' });

  const leah = await laneWords(form, 'Leah Novak');
  expect(leah).toContain('10:00 to 11:00 (Replace UPS battery)');
  expect(leah).toContain('12:15 to 13:15 (Overlaps lunch)');
  expect(leah, 'busy in Google, and private there').toContain('14:00 to 15:00');
  expect(leah).toContain('works 09:00 to 12:30, 13:00 to 17:30');
  expect(leah, 'shown as free in Google').not.toContain('12:30 to 13:15');
  expect(leah, 'a task takes no time').not.toContain('weekly report');

  const amir = await laneWords(form, 'Amir Haddad');
  expect(amir).toContain('08:00 to 09:00 (VPN drops every hour)');
  expect(amir, 'what Google says of a colleague has no subject').toContain('09:00 to 10:30');
  expect(amir).not.toContain('Fire alarm');

  const migration = sandbox.helpdesk.state.appointments.get(5_013);
  const mia = await laneWords(form, 'Mia Chen');
  expect(mia).toContain(
    `${londonClock(migration?.start_date)} to ${londonClock(migration?.end_date)} (Mailbox migration`,
  );
  expect(mia).toContain('Google Calendar not known');
  await lane(form, 'Mia Chen').locator('.lane-unknown').getByText('Google Calendar not known').waitFor();
  expect(await lane(form, 'Leah Novak').locator('.lane-unknown').count()).toBe(0);

  // Drawn where it is: ten of 24 hours from the left, one hour wide.
  const track = await lane(form, 'Leah Novak').locator('.lane-track').boundingBox();
  const block = await lane(form, 'Leah Novak').locator('.lane-block[title="Replace UPS battery"]').boundingBox();
  expect(((block?.x ?? 0) - (track?.x ?? 0)) / (track?.width ?? 1)).toBeCloseTo(10 / 24, 2);
  expect((block?.width ?? 0) / (track?.width ?? 1)).toBeCloseTo(1 / 24, 2);

  await setTime(form, { date: seedDay, start: '14:30', end: '15:30' });
  await form.getByText('Busy at this time: Leah Novak. Not known: Mia Chen.').waitFor();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('an appointment of 25 hours ends in the lane of its day and goes on in that of the next', async () => {
  const { sandbox, browser } = scene;
  const move = sandbox.helpdesk.state.appointments.get(5_012);
  const first = move?.start_date?.slice(0, 10) ?? '';
  const second = DateTime.fromISO(first).plus({ days: 1 }).toFormat('yyyy-MM-dd');
  const { page, form } = await openForm(browser, 1024);
  await form.getByLabel('Date', { exact: true }).fill(first);
  const isShown = (text: string) => expect.poll(() => laneWords(form, 'Amir Haddad')).toContain(text);
  await isShown(`${londonClock(move?.start_date)} to 00:00 (Data centre move, 25 hours)`);
  await form.getByRole('button', { name: 'Next day' }).click();
  await expect.poll(async () => (await readTime(form)).date).toBe(second);
  await isShown(`00:00 to ${londonClock(move?.end_date)} (Data centre move, 25 hours)`);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('the block is moved and resized by the time fields, by arrow keys and by the pointer', async () => {
  const { page, form } = await openForm(scene.browser, 1001);
  const block = form.getByRole('slider', { name: 'Proposed time' });
  const said = () => block.getAttribute('aria-valuetext');
  const times = async () => {
    const { start, end } = await readTime(form);
    return `${start} ${end}`;
  };
  await setTime(form, { date: day, start: '10:00', end: '11:00' });
  await expect.poll(said).toBe(`${longDay(day)}, 10:00 to 11:00`);
  // Another start keeps the length.
  await form.getByLabel('Start', { exact: true }).fill('13:10');
  await expect.poll(times).toBe('13:10 14:10');

  await block.focus();
  for (const [key, expected] of [
    ['ArrowRight', '13:15 14:15'],
    ['ArrowLeft', '13:00 14:00'],
    ['PageUp', '14:00 15:00'],
    ['PageDown', '13:00 14:00'],
    ['Shift+ArrowRight', '13:00 14:15'],
    ['Shift+ArrowLeft', '13:00 14:00'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(times, { message: key }).toBe(expected);
  }

  const drag = async (target: Locator, byHours: number) => {
    // The form's lowest line stands over what is below it.
    await target.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await target.boundingBox();
    const hour = (await form.locator('.lanes-hours').boundingBox())?.width ?? 0;
    if (box === null) throw new Error('There is nothing to drag');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (byHours * hour) / 24, y + 3, { steps: 4 });
    await page.mouse.up();
  };
  await drag(block, -2);
  await expect.poll(times).toBe('11:00 12:00');
  await drag(block.locator('[data-change="end"]'), 0.5);
  await expect.poll(times).toBe('11:00 12:30');
  await drag(block.locator('[data-change="start"]'), 0.75);
  await expect.poll(times).toBe('11:45 12:30');
  await expect.poll(said).toBe(`${longDay(day)}, 11:45 to 12:30`);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('"Find a time" proposes what is free for everybody required within the hours of all', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1030);
  const slots = form.getByRole('button', { name: /\d\d:\d\d – \d\d:\d\d/ });
  const find = async () => {
    await form.getByRole('button', { name: 'Find a time' }).click();
    await form.getByText('The next 6 times that suit everybody required:').waitFor();
    expect(await slots.count()).toBe(6);
  };
  await find();
  for (let index = 0; index < 6; index += 1) {
    await slots.nth(index).click();
    await expect.poll(() => slots.nth(index).getAttribute('aria-pressed')).toBe('true');
    await form.getByText('Nobody has anything else at this time.').waitFor();
    expect(await form.getByText(warning).count()).toBe(0);
  }
  await slots.first().click();
  await expect.poll(() => slots.first().getAttribute('aria-pressed')).toBe('true');
  const chosen = await readTime(form);
  const first = { startMs: londonMs(chosen.date, chosen.start), endMs: londonMs(chosen.date, chosen.end) };
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();

  const amir = sandbox.google.asPerson(googleEmails.amir);
  const event = amir.createEvent({ summary: 'Came in between', ...googleTimes(first) });
  const again = await openForm(browser, 1030);
  await again.form.getByRole('button', { name: 'Find a time' }).click();
  const next = again.form.getByRole('button', { name: /\d\d:\d\d – \d\d:\d\d/ }).first();
  await next.click();
  await expect.poll(() => next.getAttribute('aria-pressed')).toBe('true');
  const proposed = await readTime(again.form);
  expect(londonMs(proposed.date, proposed.start)).toBeGreaterThanOrEqual(first.endMs);
  await again.form.getByRole('button', { name: 'Cancel' }).click();
  await again.page.close();
  amir.deleteEvent(event.id ?? '');
});

test('"Find a time" says why there is none, and goes on without whoever is made optional', async () => {
  const { page, form } = await openForm(scene.browser, 1019);
  await addAttendee(form, googleEmails.leah);
  await form.getByRole('button', { name: 'Find a time' }).click();
  await form
    .getByText(
      'The working hours of Mia Chen, Priya Rao and leah.novak@acme.example never overlap. Make somebody optional, or choose a time yourself.',
    )
    .waitFor();
  await form.getByRole('button', { name: 'Required Mia Chen' }).click();
  await form.getByRole('button', { name: 'Find a time' }).click();
  await form.getByText(/times that suit everybody required/).waitFor();
  await form.getByText('not for Mia Chen').first().waitFor();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('the working-hours warning has one line for everybody concerned, and goes when the time is inside', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1001);
  const status = form.getByRole('status').filter({ hasText: warning });
  const lines = () => status.getByRole('listitem').allTextContents();
  await setTime(form, { date: day, start: '07:30', end: '08:00' });
  await expect.poll(lines).toEqual(['Leah Novak: 07:30 – 08:00 local time (London), works 09:00 – 17:30']);
  await setTime(form, { date: day, start: '17:00', end: '18:00' });
  await expect
    .poll(lines)
    .toEqual([
      'Leah Novak: 17:00 – 18:00 local time (London), works 09:00 – 17:30',
      'Amir Haddad: 18:00 – 19:00 local time (Berlin), works 08:00 – 16:30',
    ]);
  await setTime(form, { date: day, start: '12:45', end: '13:15' });
  await expect
    .poll(lines)
    .toEqual(['Leah Novak: 12:45 – 13:15 local time (London), works 09:00 – 17:30, break 12:30 – 13:00']);
  await setTime(form, { date: day, start: '10:00', end: '10:30' });
  await expect.poll(() => status.count()).toBe(0);
  const publicHoliday = sandbox.helpdesk.state.holidays[0]?.date.slice(0, 10) ?? '';
  await form.getByLabel('Date', { exact: true }).fill(publicHoliday);
  await expect.poll(async () => (await lines())[0]).toContain('holiday: Public holiday');
  // Nobody who does not come is warned about.
  await setTime(form, { date: day, start: '17:00', end: '18:00' });
  await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).uncheck();
  await expect.poll(async () => (await lines()).length).toBe(1);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

function longDay(date: string): string {
  return DateTime.fromISO(date).setLocale('en-GB').toFormat('cccc d LLLL');
}

/** The helpdesk's UTC without a mark as a clock in London shows it. */
function londonClock(time: string | null | undefined): string {
  return DateTime.fromISO(time ?? '', { zone: 'utc' })
    .setZone('Europe/London')
    .toFormat('HH:mm');
}

function haloTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function googleTimes({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }) {
  return { start: { dateTime: new Date(startMs).toISOString() }, end: { dateTime: new Date(endMs).toISOString() } };
}
