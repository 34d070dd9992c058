import { afterAll, beforeAll, expect, test } from 'vitest';
import { appointmentsNamed, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { expectFocusShown } from './support/focus-shown';
import { quietTuesday } from './support/quiet-tuesday';
import { applyReview, openReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { healthSentence, openSync, switchTwoWayOn } from './support/sync-section';
import { tabTo } from './support/tab-to';

const times = { day: quietTuesday(), from: '10:00', until: '11:00' };
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({
    prepare: (sandbox) => {
      emptyCalendars(sandbox);
      makeEvent(sandbox, 'Quarterly planning', times);
    },
  });
});
afterAll(() => scene.end());

test('a list put away by Escape is named on every page of the options, with the way back to it', async () => {
  const page = await openSync(scene.browser);
  const dialog = await openReview(page, 'Import Appointments');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expectFocusShown(page.getByRole('button', { name: 'Import Appointments' }));
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByText('Import Appointments: the list is ready for you.').waitFor();
  const back = page.getByRole('button', { name: 'Review changes' });
  await tabTo(page, back);
  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox', { name: /Quarterly planning/ }).waitFor();
  await applyReview(dialog);
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByText('Import Appointments: the list is ready').count()).toBe(0);
  expect(appointmentsNamed(scene.sandbox, 'Quarterly planning')).toHaveLength(1);
  await page.close();
});

test('a list that another dialog has begun leaves the focus at the head of the page', async () => {
  const page = await scene.browser.openOwn('options.html#accounts');
  const card = page.getByRole('region', { name: 'Helpdesk' });
  await tabTo(page, card.getByRole('button', { name: 'Disconnect' }));
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Disconnect the helpdesk?' });
  await tabTo(page, question.getByRole('radio', { name: 'Keep everything' }), 6);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, question.getByRole('button', { name: 'Review changes' }), 6);
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Review changes' });
  await list.getByRole('checkbox', { name: /Quarterly planning/ }).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await expectFocusShown(page.getByRole('heading', { level: 1, name: 'Accounts' }));
  await page.getByText('Take back what Docket made: the list is ready for you.').waitFor();
  expect(appointmentsNamed(scene.sandbox, 'Quarterly planning')).toHaveLength(1);
  await page.close();
});

test('a run is undone by keyboard, and the focus comes back to where it was begun', async () => {
  const page = await scene.browser.openOwn('options.html#activity');
  const undo = page.getByRole('button', { name: /^Undo: Import Appointments, / });
  await tabTo(page, undo);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Review changes' });
  await tabTo(page, dialog.getByRole('button', { name: 'Apply 1' }), 12);
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Close' }), 6);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expectFocusShown(undo);
  expect(appointmentsNamed(scene.sandbox, 'Quarterly planning')).toEqual([]);
  // What was done shows at once, above what it undid.
  await page.getByRole('row', { name: /Quarterly planning.*Remove: done/ }).waitFor();
  await page.close();
});

test('a pause and its end keep the focus, in the options and in the popup', async () => {
  const page = await switchTwoWayOn(scene.browser);
  await tabTo(page, page.getByRole('button', { name: 'For today' }), 60);
  await page.keyboard.press('Enter');
  await healthSentence(page).filter({ hasText: 'Paused by you until' }).waitFor();
  await expectFocusShown(page.getByRole('button', { name: 'Resume' }));
  await page.keyboard.press('Enter');
  await healthSentence(page).filter({ hasText: 'Connected: both sides follow each other.' }).waitFor();
  await expectFocusShown(page.getByRole('button', { name: 'Sync now' }));
  await page.close();

  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  await tabTo(popup, popup.locator('summary', { hasText: 'Pause' }));
  await popup.keyboard.press('Enter');
  await tabTo(popup, popup.getByRole('button', { name: 'Until I resume' }), 3);
  await popup.keyboard.press('Enter');
  await popup.getByText('Paused by you until you resume it.').waitFor();
  const toggle = popup.getByRole('switch', { name: 'Two-way sync' });
  await expectFocusShown(toggle);
  await tabTo(popup, popup.getByRole('button', { name: 'Resume' }), 1);
  await popup.keyboard.press('Enter');
  await popup.getByText('Paused by you until you resume it.').waitFor({ state: 'detached' });
  await expectFocusShown(toggle);
  await popup.close();
});
