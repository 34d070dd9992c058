import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleEmails, googleWebClient } from '../fixtures/google-seed';
import { helpdeskClientId } from '../fixtures/helpdesk-seed';
import { countApiRequests } from './support/api-requests';
import { type Scene, startScene } from './support/scene';
import { startDisplay } from './support/x-display';

// A headless browser shows no question and never answers: this one stands on a screen.
const display = await startDisplay();
let scene: Scene;
let options: Page;

beforeAll(async () => {
  if (display === null) return;
  scene = await startScene({ signedIn: 'no', headless: false, display: display.name });
  options = await scene.browser.openOwn('options.html');
});
afterAll(async () => {
  await scene?.end();
  display?.close();
});

function testOnScreen(name: string, run: (screen: Screen) => Promise<void>): void {
  test(name, async ({ skip }) => {
    if (display === null) return skip('skipped: Xvfb and xdotool are not installed');
    await run(display);
  });
}

type Screen = NonNullable<typeof display>;

/** Everything behind the browser's question is dimmed, so that only the question itself is still white. */
function isAsking(screen: Screen): boolean {
  const { share } = screen.white();
  return share > 0.02 && share < 0.15;
}

/** Presses a button that asks for a permission, and waits until the browser's question stands on the screen. */
async function pressAndBeAsked(screen: Screen, button: Locator): Promise<void> {
  // The question lies over the tab in front.
  await options.bringToFront();
  await expect.poll(() => screen.white().share, { message: 'the page on the screen' }).toBeGreaterThan(0.15);
  await button.click();
  await expect.poll(() => isAsking(screen), { message: 'the question on the screen' }).toBe(true);
}

/** "Allow" is in the lower right corner of the question. */
async function allow(screen: Screen): Promise<void> {
  await expect
    .poll(
      () => {
        // The browser takes no yes in the first half second: it could be meant for what lay there before.
        const { right, bottom } = screen.white();
        if (isAsking(screen)) screen.click(right - 54, bottom - 40);
        return isAsking(screen);
      },
      { interval: 600, timeout: 10_000, message: 'the question on the screen' },
    )
    .toBe(false);
}

testOnScreen('who denies the helpdesk’s host is told what it is for, and nothing was asked or lost', async (screen) => {
  const address = options.getByRole('textbox', { name: 'Helpdesk address' });
  await address.fill('acme.halopsa.com');
  await options.getByRole('textbox', { name: 'Helpdesk client ID' }).fill(helpdeskClientId);
  const asked = countApiRequests(scene.sandbox);
  await pressAndBeAsked(screen, options.getByRole('button', { name: 'Connect helpdesk' }));
  screen.press('Escape');
  await options
    .getByRole('alert')
    .getByText(
      'The browser was not allowed to let Docket reach acme.halopsa.com. Docket needs this to read and save appointments there, and for nothing else. Nothing was changed. Press the button again and choose “Allow”.',
    )
    .waitFor();
  expect(await address.inputValue()).toBe('acme.halopsa.com');
  expect(asked().all).toEqual([]);
});

testOnScreen('pressed again and allowed, the sign-in goes on', async (screen) => {
  const opened = scene.browser.context.waitForEvent('page');
  await pressAndBeAsked(screen, options.getByRole('button', { name: 'Connect helpdesk' }));
  await allow(screen);
  await (await opened).getByRole('button', { name: 'Sign in as Leah Novak' }).click();
  await options.getByText('Connected: leah.novak@acme.example').waitFor();
});

testOnScreen('the same with Google’s hosts', async (screen) => {
  const signIn = options.getByRole('button', { name: 'Sign in with Google' });
  await options.getByRole('textbox', { name: 'Google client ID' }).fill(googleWebClient.id);
  await pressAndBeAsked(screen, signIn);
  screen.press('Escape');
  await options
    .getByRole('alert')
    .getByText('The browser was not allowed to let Docket reach www.googleapis.com.')
    .waitFor();
  const opened = scene.browser.context.waitForEvent('page');
  await pressAndBeAsked(screen, signIn);
  await allow(screen);
  const google = await opened;
  await google.getByRole('button', { name: googleEmails.leah }).click();
  await google.getByRole('checkbox', { name: 'Select all' }).check();
  await google.getByRole('button', { name: 'Continue' }).click();
  await options.getByText('Connected: leah.novak@acme.example').nth(1).waitFor();
});

testOnScreen(
  'notifications stay off when the browser is not allowed to show them, and can be allowed later',
  async (screen) => {
    await options.goto(options.url().replace(/(#.*)?$/, '#about'));
    const notifications = options.getByRole('switch', { name: 'Notifications' });
    await pressAndBeAsked(screen, notifications);
    screen.press('Escape');
    await options.getByText('The browser was not allowed to show notifications. Nothing was changed.').waitFor();
    expect(await notifications.getAttribute('aria-checked')).toBe('false');
    await pressAndBeAsked(screen, notifications);
    await allow(screen);
    await expect.poll(() => notifications.getAttribute('aria-checked')).toBe('true');
  },
);
