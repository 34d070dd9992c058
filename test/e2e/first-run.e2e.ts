import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails, googleWebClient } from '../fixtures/google-seed';
import { helpdeskClientId } from '../fixtures/helpdesk-seed';
import { expectAccessible, expectAccessibleInEveryLook } from './support/axe';
import { appointmentsNamed } from './support/both-sides';
import { extensionUrl } from './support/browser';
import { openReview } from './support/review-dialog';
import { type Scene, startScene } from './support/scene';
import { helpdeskOrigin } from './support/sign-in';
import { healthSentence, twoWaySwitch } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';
import { tabTo } from './support/tab-to';

let scene: Scene;
let welcome: Page;
beforeAll(async () => {
  scene = await startScene({ signedIn: 'no' });
});
afterAll(() => scene.end());

function welcomePages(): readonly Page[] {
  return scene.browser.context.pages().filter((page) => page.url() === `${extensionUrl}/welcome.html`);
}

/** The browser closes a sign-in window that is done, perhaps before the key comes up again. */
async function pressToFinish(page: Page, key: string): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.keyboard.press(key).catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
  await closed;
}

test('the welcome page opens by itself when Docket is installed, and only once', async () => {
  const { browser } = scene;
  await expect.poll(() => welcomePages().length).toBe(1);
  await browser.killWorker();
  // Asks the worker, which starts again for it.
  const options = await browser.openOwn('options.html');
  await options.getByRole('button', { name: 'Connect helpdesk' }).waitFor();
  await options.close();
  expect(welcomePages()).toHaveLength(1);
  [welcome = welcome] = welcomePages();
  await welcome.bringToFront();
  await welcome.getByRole('heading', { name: 'Welcome to Docket' }).waitFor();
});

test('before it is set up, the popup leads to the set-up', async () => {
  const { browser } = scene;
  const popup = await browser.openOwn('popup.html');
  await expectAccessible(popup, 'popup before set-up');
  const opened = browser.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Set up Docket' }).click();
  const page = await opened;
  await page.getByRole('heading', { name: 'Set up in three steps' }).waitFor();
  expect(page.url()).toBe(`${extensionUrl}/welcome.html`);
  await page.close();
  await popup.close();
});

test('the keyboard shortcut for a new appointment is set from the start', async () => {
  const options = await scene.browser.openOwn('options.html#about');
  await options.getByText('Alt+Shift+D').waitFor();
  await options.close();
});

test('an agent connects both sides and chooses the calendar by keyboard alone', async () => {
  const { browser } = scene;
  await browser.allowHosts(helpdeskOrigin, 'https://www.googleapis.com', 'https://oauth2.googleapis.com');
  const { keyboard } = welcome;
  await welcome.bringToFront();
  await tabTo(welcome, welcome.getByRole('textbox', { name: 'Helpdesk address' }));
  await keyboard.type('acme.halopsa.com');
  await tabTo(welcome, welcome.getByRole('textbox', { name: 'Helpdesk client ID' }), 1);
  await keyboard.type(helpdeskClientId);
  let opened = browser.context.waitForEvent('page');
  await tabTo(welcome, welcome.getByRole('button', { name: 'Connect helpdesk' }), 1);
  await keyboard.press('Enter');
  const helpdesk = await opened;
  await tabTo(helpdesk, helpdesk.getByRole('button', { name: 'Sign in as Leah Novak' }));
  await pressToFinish(helpdesk, 'Enter');
  await welcome.getByText('Connected: leah.novak@acme.example').waitFor();

  await welcome.bringToFront();
  await tabTo(welcome, welcome.getByRole('textbox', { name: 'Google client ID' }), 5);
  await keyboard.type(googleWebClient.id);
  opened = browser.context.waitForEvent('page');
  await tabTo(welcome, welcome.getByRole('button', { name: 'Sign in with Google' }), 1);
  await keyboard.press('Enter');
  const google = await opened;
  await tabTo(google, google.getByRole('button', { name: googleEmails.leah }));
  await google.keyboard.press('Enter');
  await tabTo(google, google.getByRole('checkbox', { name: 'Select all' }));
  await google.keyboard.press('Space');
  await tabTo(google, google.getByRole('button', { name: 'Continue' }));
  await pressToFinish(google, 'Enter');
  await welcome.getByText('Connected: leah.novak@acme.example').nth(1).waitFor();

  await welcome.bringToFront();
  const calendar = welcome.getByRole('combobox', { name: 'Calendar' });
  await tabTo(welcome, calendar, 8);
  await keyboard.type('Projects');
  await keyboard.press('Enter');
  await welcome.getByText('Saved').waitFor();
  expect(await calendar.locator('option:checked').textContent()).toBe('Projects');
  await welcome.getByRole('heading', { name: 'You are ready' }).waitFor();
});

test('from there the agent looks at what a sync would do, does nothing of it yet, and switches two-way sync on', async () => {
  const { browser, sandbox } = scene;
  const before = sandbox.helpdesk.state.appointments.size;
  await welcome.getByRole('link', { name: 'Two-way sync' }).click();
  await twoWaySwitch(welcome).waitFor();
  expect(await twoWaySwitch(welcome).getAttribute('aria-checked')).toBe('false');
  const dialog = await openReview(welcome, 'Import Appointments');
  // The calendar that was chosen, and no other one.
  expect(
    await dialog
      .getByRole('listitem')
      .filter({ has: welcome.getByRole('checkbox') })
      .count(),
  ).toBe(1);
  await dialog.getByRole('checkbox', { name: /Rollout at Northwind/ }).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(sandbox.helpdesk.state.appointments.size).toBe(before);

  await twoWaySwitch(welcome).click();
  await expect.poll(() => appointmentsNamed(sandbox, 'Rollout at Northwind').length).toBe(1);
  await syncToEnd(browser);
  expect(await twoWaySwitch(welcome).getAttribute('aria-checked')).toBe('true');
  await healthSentence(welcome).filter({ hasText: 'Connected: both sides follow each other.' }).waitFor();
  expect(sandbox.google.outbox).toEqual([]);
  await welcome.goto(`${extensionUrl}/welcome.html`);
});

const sections = ['accounts', 'calendars', 'working-hours', 'about'];

test('the welcome page and every section of the options are accessible in the light, in the dark and on a narrow screen', async () => {
  await expectAccessibleInEveryLook(welcome, 'welcome');
  const options = await scene.browser.openOwn('options.html');
  for (const section of sections) {
    await openSection(options, section);
    await expectAccessibleInEveryLook(options, section);
  }
  await options.close();
});

test('in a German browser they are in German and accessible too, and the welcome page stays away once it has done its work', async () => {
  await scene.restart({ language: 'de' });
  const options = await scene.browser.openOwn('options.html');
  await options.getByRole('button', { name: 'Trennen' }).nth(1).waitFor();
  expect(welcomePages()).toEqual([]);
  for (const section of sections) {
    await openSection(options, section);
    await expectAccessibleInEveryLook(options, `${section} (German)`);
  }
  await options.goto(`${extensionUrl}/welcome.html`);
  await options.getByRole('heading', { name: 'Willkommen bei Docket' }).waitFor();
  expect(await options.locator('html').getAttribute('lang')).toBe('de');
  await expectAccessibleInEveryLook(options, 'welcome (German)');
});

/** Opens a section by its link's address, and waits until nothing in it is still loading. */
async function openSection(options: Page, section: string): Promise<void> {
  await options.goto(`${extensionUrl}/options.html#${section}`);
  await options.locator(`nav a[href="#${section}"][aria-current=page]`).waitFor();
  await options.locator('main .card').first().waitFor();
  await expect.poll(() => options.locator('.spinner').count()).toBe(0);
}
