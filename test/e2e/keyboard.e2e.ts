import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAppointment, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { expectFocusShown } from './support/focus-shown';
import { setTime } from './support/form-time';
import { madeFrom } from './support/made-by-docket';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { helpdeskOrigin } from './support/sign-in';
import { openSync } from './support/sync-section';
import { tabTo } from './support/tab-to';
import { openTicket } from './support/ticket-page';

const day = quietTuesday();
const times = { day, from: '10:00', until: '11:00' };

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({
    prepare: (sandbox) => {
      emptyCalendars(sandbox);
      const series = { _recurringmaster: true, recurring_desc: 'Every week' };
      makeAppointment(sandbox, 'Team meeting', times, series);
      makeAppointment(sandbox, 'Backup check', times, { ...series, ticket_id: 1_017 });
      makeEvent(sandbox, 'Quarterly planning', times);
    },
  });
});
afterAll(() => scene.end());

/** What a screen reader is told of the control: its role, its name and its state. */
const readOut = (page: Page) => page.locator(':focus').ariaSnapshot();

/** The page that the focused link opens beside this one. */
async function followed(page: Page): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
  await opened.waitForLoadState();
  return opened;
}

test('the popup’s “Recurring” opens by Enter and closes by Space, and its links are reached one after the other', async () => {
  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  const list = popup.getByRole('list', { name: 'Recurring' });
  const fold = popup.locator('summary', { hasText: 'Recurring' });
  await tabTo(popup, fold);
  await expectFocusShown(fold);
  expect(await list.isVisible()).toBe(false);
  await popup.keyboard.press('Enter');
  await list.waitFor();
  const links = list.getByRole('link');
  expect(await links.allTextContents()).toEqual(['Helpdesk: Backup check', 'Helpdesk: Team meeting']);
  for (const index of [0, 1]) {
    await tabTo(popup, links.nth(index), 1);
    await expectFocusShown(links.nth(index));
  }
  expect(await readOut(popup)).toMatch(/link "Helpdesk ?: Team meeting"/);
  const calendar = await followed(popup);
  expect(calendar.url()).toBe(`${helpdeskOrigin}/calendar`);
  await calendar.close();
  for (let back = 0; back < 2; back += 1) await popup.keyboard.press('Shift+Tab');
  await expectFocusShown(fold);
  await popup.keyboard.press('Space');
  await expect.poll(() => list.isVisible()).toBe(false);
  await popup.keyboard.press('Tab');
  expect(await popup.evaluate(() => document.activeElement?.closest('.popup-recurring') === null)).toBe(true);
  await popup.close();
});

test('a Google Meet link is ticked by Space, read out as ticked, and reached in the result', async () => {
  scene.sandbox.google.settings.meetRooms = 'atOnce';
  const page = await openTicket(scene.browser, 1022);
  await tabTo(page, page.getByRole('button', { name: 'Add to calendar' }));
  await page.keyboard.press('Enter');
  const form = page.frameLocator('iframe[title="New appointment"]');
  await form.getByRole('dialog', { name: 'New appointment' }).waitFor();
  await setTime(form, { date: day, start: '12:00', end: '12:30' });
  const box = form.getByRole('checkbox', { name: 'Add a Google Meet link' });
  await tabTo(page, box);
  await expectFocusShown(box);
  const states: string[] = [await box.ariaSnapshot()];
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('Space');
    states.push(await box.ariaSnapshot());
  }
  const name = '- checkbox "Add a Google Meet link"';
  expect(states).toEqual([name, `${name} [checked]`, name, `${name} [checked]`]);
  await tabTo(page, form.getByRole('button', { name: 'Create appointment' }), 60);
  await page.keyboard.press('Enter');
  await form.getByText('Google Calendar: done').waitFor();
  const link = form.getByRole('link', { name: 'Google Meet' });
  await tabTo(page, link);
  await expectFocusShown(link);
  expect(await link.getAttribute('href')).toBe(madeFrom(scene.sandbox, 1022).event.hangoutLink);
  const close = form.getByRole('button', { name: 'Close' });
  await tabTo(page, close);
  await expectFocusShown(close);
  await page.close();
});

test('an import is looked through, applied and left by keyboard, and its report leads to the helpdesk’s calendar', async () => {
  const page = await openSync(scene.browser);
  const start = page.getByRole('button', { name: 'Import Appointments' });
  await tabTo(page, start, 80);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Review changes' });
  const row = dialog.getByRole('checkbox', { name: /Quarterly planning/ });
  await tabTo(page, row);
  await expectFocusShown(row);
  for (const state of ['', ' [checked]']) {
    await page.keyboard.press('Space');
    await expect.poll(() => row.ariaSnapshot()).toMatch(state === '' ? /"$/ : /\[checked\]$/);
  }
  const apply = dialog.getByRole('button', { name: 'Apply 1' });
  await tabTo(page, apply);
  await expectFocusShown(apply);
  await page.keyboard.press('Enter');
  const link = dialog.getByRole('link', { name: 'View on the helpdesk’s calendar' });
  await tabTo(page, link, 6);
  await expectFocusShown(link);
  const calendar = await followed(page);
  await calendar.getByRole('heading', { name: 'Calendar', level: 1 }).waitFor();
  await calendar.close();
  await page.bringToFront();
  const close = dialog.getByRole('button', { name: 'Close' });
  await tabTo(page, close, 6);
  await expectFocusShown(close);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expectFocusShown(start);
  await page.close();
});

test('Google is disconnected by keyboard, and the focus stays with its card', async () => {
  const page = await scene.browser.openOwn('options.html#accounts');
  const card = page.getByRole('region', { name: 'Google Calendar' });
  await tabTo(page, card.getByRole('button', { name: 'Disconnect' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Disconnect Google Calendar?' });
  const keep = dialog.getByRole('radio', { name: 'Keep everything' });
  await tabTo(page, keep, 6);
  await expectFocusShown(keep);
  await tabTo(page, dialog.getByRole('button', { name: 'Disconnect' }), 6);
  await page.keyboard.press('Enter');
  const close = dialog.getByRole('button', { name: 'Close' });
  await tabTo(page, close, 3);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expectFocusShown(card.getByRole('heading', { name: 'Google Calendar' }));
  await tabTo(page, card.getByRole('textbox', { name: 'Google client ID' }), 1);
  await page.close();
});
