import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessibleInEveryLook } from './support/axe';
import { appointmentsNamed, eventsNamed, makeAppointment, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { applyReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { connectGoogle } from './support/sign-in';
import { switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
const inHelpdesk = 'Fit the new switch';
const inGoogle = 'Quarterly planning';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(() => scene.end());

/** How often each of the two stands on each side: helpdesk's own and copied, calendar's own and copied. */
function standing(): Readonly<Record<'helpdesk' | 'calendar', readonly number[]>> {
  const { sandbox } = scene;
  return {
    helpdesk: [inHelpdesk, inGoogle].map((subject) => appointmentsNamed(sandbox, subject).length),
    calendar: [inGoogle, inHelpdesk].map((subject) => eventsNamed(sandbox, subject).length),
  };
}

async function disconnectGoogle(): Promise<void> {
  const page = await scene.browser.openOwn('options.html#accounts');
  await page.getByRole('region', { name: 'Google Calendar' }).getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Keep everything' }).check();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.close();
}

/** "Activity", and the undo of the run that copied both. */
async function undoTheCopies(): Promise<{ readonly page: Page; readonly dialog: Locator }> {
  const page = await scene.browser.openOwn('options.html#activity');
  const run = page.getByRole('listitem').filter({ hasText: 'Google Calendar: 1 created' });
  await run.getByRole('button', { name: /^Undo/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Review changes' });
  await dialog.getByRole('button', { name: /^Apply/ }).waitFor();
  return { page, dialog };
}

test('a run is undone in the helpdesk while Google is disconnected, and in Google when it is connected again', async () => {
  const { sandbox, browser } = scene;
  makeAppointment(sandbox, inHelpdesk, { day, from: '10:00', until: '11:00' });
  makeEvent(sandbox, inGoogle, { day, from: '14:00', until: '15:00' });
  await (await switchTwoWayOn(browser)).close();
  expect(standing()).toEqual({ helpdesk: [1, 1], calendar: [1, 1] });
  await disconnectGoogle();

  const first = await undoTheCopies();
  expect(await first.dialog.getByRole('checkbox').count()).toBe(1);
  await first.dialog.getByRole('checkbox', { name: inGoogle }).waitFor();
  const held = 'Google Calendar is not connected with the account of that time. What Docket did there stays as it is.';
  await first.dialog.getByText(held).waitFor();
  await first.dialog.getByText('1 item is left out and stays as it is').click();
  await first.dialog.getByText(`${inHelpdesk}: Google Calendar is not connected.`).waitFor();
  await expectAccessibleInEveryLook(first.page, 'an undo without one side');
  const report = await applyReview(first.dialog);
  expect(report).toContain('Helpdesk: 1 removed');
  expect(report).toContain(held);
  await first.page.close();
  expect(standing()).toEqual({ helpdesk: [1, 0], calendar: [1, 1] });

  const options = await browser.openOwn('options.html#accounts');
  await browser.allowHosts('https://www.googleapis.com', 'https://oauth2.googleapis.com');
  await connectGoogle(browser, options);
  await options.close();
  await syncToEnd(browser);
  const second = await undoTheCopies();
  expect(await second.dialog.getByRole('checkbox').count()).toBe(1);
  await second.dialog.getByRole('checkbox', { name: inHelpdesk }).waitFor();
  expect(await second.dialog.getByText(held).count()).toBe(0);
  expect(await applyReview(second.dialog)).toContain('Google Calendar: 1 removed');
  await second.page.close();
  await syncToEnd(browser);
  expect(standing()).toEqual({ helpdesk: [1, 0], calendar: [1, 0] });
  expect(sandbox.google.outbox).toEqual([]);
});
