import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowNotifications } from './support/allow-notifications';
import { badgeText } from './support/badge-text';
import { openFilledForm } from './support/filled-form';
import { expectOnePair } from './support/made-pair';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import type { TicketPage } from './support/ticket-page';

const day = quietTuesday();
let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  await scene.restart({ whileClosed: allowNotifications });
});
afterAll(() => scene.end());

interface Shown {
  readonly id: string;
  readonly message: string;
}

/** Notes what the extension asks the browser to show; the browser shows it as ever. */
async function noteNotifications(): Promise<() => Promise<readonly Shown[]>> {
  const worker = await scene.browser.worker();
  await worker.evaluate(`
    globalThis.noted = [];
    const create = chrome.notifications.create.bind(chrome.notifications);
    chrome.notifications.create = (id, options) => {
      noted.push({ id, message: options.message });
      return create(id, options);
    };
  `);
  return () => worker.evaluate<Shown[]>('noted');
}

async function saveSignedOut({ form }: TicketPage): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: waiting').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
}

test('an ended sign-in makes one notification, which says nothing of the ticket, however many appointments wait for it', async () => {
  const { sandbox, browser } = scene;
  const options = await browser.openOwn('options.html#about');
  await options.getByRole('switch', { name: 'Notifications' }).click();
  await expect
    .poll(() => options.getByRole('switch', { name: 'Notifications' }).getAttribute('aria-checked'))
    .toBe('true');
  await options.close();
  const noted = await noteNotifications();

  const first = await openFilledForm(browser, 1001, day);
  const second = await openFilledForm(browser, 1002, day);
  sandbox.helpdesk.revokeTokens();
  await saveSignedOut(first);
  await expect.poll(() => badgeText(browser)).toBe('!');
  await expect.poll(noted).toHaveLength(1);
  await saveSignedOut(second);
  const popup = await browser.openOwn('popup.html');
  await expect.poll(() => popup.getByRole('button', { name: /Drop/ }).count()).toBe(2);
  expect(await noted()).toEqual([
    {
      id: 'signIn:helpdesk',
      message: 'The helpdesk asks you to sign in again. What you saved is kept and goes on afterwards.',
    },
  ]);
  expect(await popup.evaluate('chrome.notifications.getAll()')).toEqual({ 'signIn:helpdesk': true });

  // A click on it leads to the one press that helps; then it goes, and the next time is news again.
  const opened = browser.context.waitForEvent('page');
  await (await browser.worker()).evaluate("chrome.notifications.onClicked.dispatch('signIn:helpdesk')");
  const accounts = await opened;
  const window = browser.context.waitForEvent('page');
  await accounts.getByRole('region', { name: 'Helpdesk' }).getByRole('button', { name: 'Reconnect' }).click();
  await (await window).getByRole('button', { name: 'Sign in as Leah Novak' }).click();
  await first.form.getByText('Helpdesk: done').waitFor();
  await second.form.getByText('Helpdesk: done').waitFor();
  await expect.poll(() => popup.evaluate('chrome.notifications.getAll()')).toEqual({});
  await first.page.close();
  await second.page.close();
  sandbox.helpdesk.revokeTokens();
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(noted).toHaveLength(2);
  await expectOnePair(scene, 1001);
  await expectOnePair(scene, 1002);
});
