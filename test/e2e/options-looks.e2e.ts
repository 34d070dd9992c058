import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails } from '../fixtures/google-seed';
import { finishReading } from './support/api-requests';
import { expectAccessible } from './support/axe';
import { extensionUrl } from './support/browser';
import { madeFrom } from './support/made-by-docket';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
let options: Page;
beforeAll(async () => {
  scene = await startScene();
  const { page, form } = await openForm(scene.browser, 1024);
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();
  options = await scene.browser.openOwn('options.html#sync');
});
afterAll(() => scene.end());

interface Section {
  readonly path: string;
  readonly heading: string;
  /** Shown only when the section has come as far as it comes. */
  readonly shows: (page: Page) => Promise<unknown>;
}

const sections: readonly Section[] = [
  {
    path: 'sync',
    heading: 'Sync',
    shows: (page) => page.getByText(/^Something was changed on both sides/).waitFor(),
  },
  {
    path: 'activity',
    heading: 'Activity',
    shows: (page) => page.getByRole('table', { name: 'Activity' }).getByRole('row').nth(2).waitFor(),
  },
  {
    path: 'conflicts',
    heading: 'Conflicts',
    shows: (page) => page.getByRole('list', { name: 'Conflicts' }).getByRole('radio').nth(1).waitFor(),
  },
];

/** For whoever wants to see what was tested; the folder is not in the repository. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/looks/${name}.png`, fullPage: true });
}

async function open(page: Page, { path, heading, shows }: Section): Promise<void> {
  await page.goto(`${extensionUrl}/options.html#${path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await shows(page);
}

test('"Sync", switched off, says what it would do, and is accessible', async () => {
  await options.getByRole('heading', { name: 'What happens when you switch it on' }).waitFor();
  await expectAccessible(options, 'Sync, off');
  await keepPicture(options, 'options-sync-off');
});

test('a dry run, what it came to, and the way back are accessible', async () => {
  await options.getByRole('button', { name: 'Import Appointments' }).click();
  const dialog = options.getByRole('dialog', { name: 'Review changes' });
  const apply = dialog.getByRole('button', { name: /^Apply \d+$/ });
  await apply.waitFor();
  await dialog.getByRole('checkbox').nth(1).waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await options.emulateMedia({ colorScheme: theme });
    await expectAccessible(options, `Review changes, ${theme}`);
    await keepPicture(options, `options-review-${theme}`);
  }
  await options.emulateMedia({ colorScheme: 'light' });
  await apply.click();
  await dialog.getByText('Done.', { exact: true }).waitFor();
  await expectAccessible(options, 'Review changes, done');
  await keepPicture(options, 'options-review-done');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('a field changed on both sides comes up as a conflict', async () => {
  const { sandbox } = scene;
  // One item is enough to look at: the rest is not copied.
  for (const way of ['Into the helpdesk', 'Into Google Calendar']) {
    await options.getByRole('checkbox', { name: `Create: ${way}` }).uncheck();
    await options.getByText('Saved', { exact: true }).waitFor();
  }
  const twoWay = options.getByRole('switch', { name: 'Two-way sync' });
  await twoWay.click();
  await expect.poll(() => twoWay.getAttribute('aria-checked')).toBe('true');
  const { appointment, event } = madeFrom(sandbox, 1024);
  sandbox.helpdesk.webUi.changeAppointment(appointment.id, { subject: 'Wi-Fi, as the helpdesk says' });
  sandbox.google.asPerson(googleEmails.leah).updateEvent(String(event.id), { summary: 'Wi-Fi, as Google says' });
  await finishReading(scene.browser);
  await options.getByText(/^Something was changed on both sides/).waitFor();
});

test.each(sections)('"$heading" is accessible in light and dark', async (section) => {
  for (const theme of ['light', 'dark'] as const) {
    await options.emulateMedia({ colorScheme: theme });
    await open(options, section);
    await expectAccessible(options, `${section.heading}, ${theme}`);
    await keepPicture(options, `options-${section.path}-${theme}`);
  }
  await options.emulateMedia({ colorScheme: 'light' });
});

test.each(sections)('on a screen of 320 pixels "$heading" does not have to be scrolled sideways', async (section) => {
  await options.setViewportSize({ width: 320, height: 640 });
  await open(options, section);
  expect(await options.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
  await expectAccessible(options, `${section.heading}, 320 px`);
  await keepPicture(options, `options-${section.path}-320`);
  await options.setViewportSize({ width: 1280, height: 860 });
});

test('what is held up stands in the popup, accessible', async () => {
  const popup = await scene.browser.openOwn('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  await popup.getByRole('button', { name: '1 conflict to decide' }).waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme: theme });
    await expectAccessible(popup, `popup with a conflict, ${theme}`);
    await keepPicture(popup, `popup-conflict-${theme}`);
  }
  await popup.close();
});

test('in a German browser the new sections speak German', async ({ skip }) => {
  await scene.restart({ language: 'de' });
  const worker = await scene.browser.worker();
  const language = await worker.evaluate<string>('chrome.i18n.getUILanguage()');
  skip(!language.startsWith('de'), `skipped: this browser has no German (it speaks ${language})`);
  const page = await scene.browser.openOwn('options.html#sync');
  await page.getByRole('switch', { name: 'Abgleich in beide Richtungen' }).waitFor();
  await page.getByRole('link', { name: 'Konflikte zeigen' }).waitFor();
  await expectAccessible(page, 'Sync, German');
  await keepPicture(page, 'options-sync-german');
  await page.close();
});
