import { DateTime } from 'luxon';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { agentIds } from '../fixtures/helpdesk-seed-people';
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
  if (bengaluru !== undefined) bengaluru.end = '2000-01-01T17:30:00';
  await connectAll(scene.browser);
});
afterAll(() => scene.end());

const day = quietTuesday();
const warning = 'Please note that part or all of this Appointment falls outside the Agents working hours.';

test('the form comes filled in from the ticket', async () => {
  const { page, form } = await openForm(scene.browser, 1002);
  const dialog = form.getByRole('dialog', { name: 'New appointment' });
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('On-boarding visit');
  expect(await form.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(
    'Bring laptop, dock and badge.\nMeet at reception.',
  );
  const link = dialog.getByRole('link', { name: 'Ticket 1002' });
  expect(await link.getAttribute('href')).toBe('https://acme.halopsa.com/ticket?id=1002');
  for (const name of ['Fabrikam GmbH', 'Werk Süd', 'Jürgen Groß'])
    await dialog.getByRole('banner').getByText(name, { exact: true }).waitFor();
  expect(await form.getByRole('combobox', { name: 'Show as' }).inputValue()).toBe('busy');
  expect(await form.getByRole('checkbox', { name: 'Private' }).isChecked()).toBe(false);
  await page.close();
});

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

test('assigned and additional agents are invited once each, the customer is offered, and each can be removed', async () => {
  // The ticket names Leah twice.
  const { page, form } = await openForm(scene.browser, 1021);
  const attendees = form.getByRole('group', { name: 'Attendees' });
  const boxes = attendees.getByRole('checkbox');
  expect(await boxes.count()).toBe(3);
  expect(await attendees.getByRole('checkbox', { name: 'Priya Rao (assigned agent)' }).isChecked()).toBe(true);
  expect(await attendees.getByRole('checkbox', { name: 'Leah Novak (additional agent)' }).isChecked()).toBe(true);
  expect(await attendees.getByRole('checkbox', { name: "Siobhán O'Neill (customer)" }).isChecked()).toBe(false);
  await attendees.getByRole('button', { name: 'Remove Leah Novak' }).click();
  expect(await boxes.count()).toBe(2);
  // Capitals make no other person.
  await add(form, 'PRIYA.rao@acme.example');
  expect(await boxes.count()).toBe(2);
  await add(form, googleEmails.leah);
  expect(await boxes.count()).toBe(3);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('several addresses can be pasted at once; what is no address stays in the field and says so', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  const box = form.getByRole('textbox', { name: 'Add attendee' });
  await add(form, 'Robin Guest <robin@partner.example>; sam@partner.example, not an address');
  await form.getByRole('checkbox', { name: 'Robin Guest (guest)' }).waitFor();
  await form.getByRole('checkbox', { name: 'sam@partner.example (guest)' }).waitFor();
  await form.getByText('This is not an e-mail address: “not an address”. Correct it, then press Enter.').waitFor();
  expect(await box.inputValue()).toBe('not an address');
  // Saved as it is, somebody would be missing.
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByRole('alert').filter({ hasText: 'Press Enter to add this attendee, or clear the field.' }).waitFor();
  expect(await box.evaluate((element) => element.matches(':focus'))).toBe(true);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('a colleague whose address is typed in has hours and a calendar like everybody else', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  await setTime(form, { date: day, start: '10:00', end: '10:30' });
  await add(form, googleEmails.tomas);
  const row = form.getByRole('listitem').filter({ has: form.getByRole('checkbox', { name: googleEmails.tomas }) });
  await row.getByText('11:00 – 11:30 in Paris, works 09:00 – 18:00').waitFor();
  await lane(form, googleEmails.tomas).getByText('works 08:00 to 13:00, 14:00 to 17:00').waitFor({ state: 'attached' });
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('what cannot be saved is said beside its field, and nothing is sent', async () => {
  const { sandbox, browser } = scene;
  const before = sandbox.helpdesk.state.appointments.size;
  const { page, form } = await openForm(browser, 1027);
  const create = form.getByRole('button', { name: 'Create appointment' });
  await form.getByRole('textbox', { name: 'Subject' }).fill('   ');
  await setTime(form, { date: day, start: '10:00', end: '09:00' });
  await create.click();
  await form.getByRole('alert').filter({ hasText: '2 fields need your attention.' }).waitFor();
  await form.getByText('Enter a subject.').waitFor();
  await form.getByText('The end must be after the start.').waitFor();
  await form.getByRole('textbox', { name: 'Subject' }).fill('x'.repeat(10_000));
  await form
    .getByText('The subject has 10000 characters; at most 1000 are possible. Move the rest to the notes.')
    .waitFor();
  await form.getByLabel('Date', { exact: true }).fill('');
  await form.getByText('Choose a date.', { exact: true }).waitFor();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
  expect(sandbox.helpdesk.state.appointments.size).toBe(before);
});

test('the lanes show hours, breaks, helpdesk appointments and busy times, and what is not known as not known', async () => {
  const { sandbox, browser } = scene;
  const battery = sandbox.helpdesk.state.appointments.get(5_002);
  const seedDay = battery?.start_date?.slice(0, 10) ?? '';
  const { page, form } = await openForm(browser, 1024);
  await form.getByLabel('Date', { exact: true }).fill(seedDay);
  await lane(form, 'Leah Novak').getByText('Replace UPS battery').first().waitFor({ state: 'attached' });

  const leah = (await words(form, 'Leah Novak')) ?? '';
  expect(leah).toContain('10:00 to 11:00 (Replace UPS battery)');
  expect(leah).toContain('12:15 to 13:15 (Overlaps lunch)');
  expect(leah, 'busy in Google, and private there').toContain('14:00 to 15:00');
  expect(leah).toContain('works 09:00 to 12:30, 13:00 to 17:30');
  expect(leah, 'shown as free in Google').not.toContain('12:30 to 13:15');
  expect(leah, 'a task takes no time').not.toContain('weekly report');

  const amir = await words(form, 'Amir Haddad');
  expect(amir).toContain('08:00 to 09:00 (VPN drops every hour)');
  expect(amir, 'what Google says of a colleague has no subject').toContain('09:00 to 10:30');
  expect(amir).not.toContain('Fire alarm');

  const migration = sandbox.helpdesk.state.appointments.get(5_013);
  const mia = await words(form, 'Mia Chen');
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
  const isShown = (text: string) => expect.poll(() => words(form, 'Amir Haddad')).toContain(text);
  await isShown(`${londonClock(move?.start_date)} to 00:00 (Data centre move, 25 hours)`);
  await form.getByRole('button', { name: 'Next day' }).click();
  expect(await form.getByLabel('Date', { exact: true }).inputValue()).toBe(second);
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
  expect(await said()).toBe(`${longDay(day)}, 10:00 to 11:00`);
  // Another start keeps the length.
  await form.getByLabel('Start', { exact: true }).fill('13:10');
  expect(await times()).toBe('13:10 14:10');

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

  await block.scrollIntoViewIfNeeded();
  const drag = async (target: ReturnType<FrameLocator['locator']>, byHours: number) => {
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
  expect(await said()).toBe(`${longDay(day)}, 11:45 to 12:30`);
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
    await form.getByText('Nobody has anything else at this time.').waitFor();
    expect(await form.getByText(warning).count()).toBe(0);
  }
  await slots.first().click();
  expect(await slots.first().getAttribute('aria-pressed')).toBe('true');
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
  const proposed = await readTime(again.form);
  expect(londonMs(proposed.date, proposed.start)).toBeGreaterThanOrEqual(first.endMs);
  await again.form.getByRole('button', { name: 'Cancel' }).click();
  await again.page.close();
  amir.deleteEvent(event.id ?? '');
});

test('"Find a time" says why there is none, and goes on without whoever is made optional', async () => {
  const { page, form } = await openForm(scene.browser, 1019);
  await add(form, googleEmails.leah);
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

test('a second press on the button shows the form that is open', async () => {
  const { page, form } = await openForm(scene.browser, 1027);
  await form.getByRole('textbox', { name: 'Subject' }).fill('Typed before the second press');
  const button = page.getByRole('button', { name: 'Add to calendar' });
  // The drawer covers the button on this screen: pressed by keyboard.
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('docket-panel');
  expect(await page.locator('iframe[title="New appointment"]').count()).toBe(1);
  expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Typed before the second press');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.close();
});

test('Escape and "Close form" keep what was typed, Cancel gives it up', async () => {
  const { page, form } = await openForm(scene.browser, 1022);
  const frame = page.locator('iframe[title="New appointment"]');
  const subject = form.getByRole('textbox', { name: 'Subject' });
  const reopen = async () => {
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    await subject.waitFor();
  };
  await subject.fill('Half a thought');
  await add(form, 'robin@partner.example');
  await form.getByRole('textbox', { name: 'Add attendee' }).fill('half@an.addr');
  await page.keyboard.press('Escape');
  await frame.waitFor({ state: 'detached' });
  await reopen();
  expect(await subject.inputValue()).toBe('Half a thought');
  expect(await form.getByRole('textbox', { name: 'Add attendee' }).inputValue()).toBe('half@an.addr');
  await form.getByRole('checkbox', { name: 'robin@partner.example (guest)' }).waitFor();
  await page.getByRole('button', { name: 'Close form' }).click();
  await frame.waitFor({ state: 'detached' });
  await reopen();
  expect(await subject.inputValue()).toBe('Half a thought');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await frame.waitFor({ state: 'detached' });
  await reopen();
  expect(await subject.inputValue()).toBe('Headset without sound');
  await page.close();
});

async function add(form: FrameLocator, text: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Add attendee' }).fill(text);
  await form.getByRole('textbox', { name: 'Add attendee' }).press('Enter');
}

function lane(form: FrameLocator, name: string) {
  return form.getByRole('group', { name: 'Day' }).locator('.lane').filter({ hasText: name });
}

/** The lane as it is read out. */
function words(form: FrameLocator, name: string): Promise<string | null> {
  return lane(form, name).locator('.visually-hidden').textContent();
}

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
