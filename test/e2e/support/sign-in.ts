import type { Page } from 'playwright-core';
import { googleWebClient } from '../../fixtures/google-seed';
import { helpdeskClientId } from '../../fixtures/helpdesk-seed';
import type { TestBrowser } from './browser';

export const helpdeskOrigin = 'https://acme.halopsa.com';

/** Everything that a first run needs, by the product's own pages: helpdesk as Leah Novak, Google as Leah. */
export async function connectAll(browser: TestBrowser): Promise<void> {
  await browser.allowHosts(helpdeskOrigin, 'https://www.googleapis.com', 'https://oauth2.googleapis.com');
  const options = await browser.openOwn('options.html');
  await connectHelpdesk(browser, options);
  await connectGoogle(browser, options);
  await options.close();
}

export async function connectHelpdesk(browser: TestBrowser, options: Page, agent = 'Leah Novak'): Promise<void> {
  await options.getByRole('textbox', { name: 'Helpdesk address' }).fill('acme.halopsa.com');
  await options.getByRole('textbox', { name: 'Helpdesk client ID' }).fill(helpdeskClientId);
  const opened = browser.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Connect helpdesk' }).click();
  await (await opened).getByRole('button', { name: `Sign in as ${agent}` }).click();
  await options.getByRole('button', { name: 'Disconnect' }).first().waitFor();
}

export async function connectGoogle(
  browser: TestBrowser,
  options: Page,
  account = 'leah.novak@acme.example',
): Promise<void> {
  const box = options.getByRole('textbox', { name: 'Google client ID' });
  await box.fill(googleWebClient.id);
  const opened = browser.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Sign in with Google' }).click();
  const google = await opened;
  await google.getByRole('button', { name: account }).click();
  await google.getByRole('checkbox', { name: 'Select all' }).check();
  await google.getByRole('button', { name: 'Continue' }).click();
  await options.getByRole('button', { name: 'Disconnect' }).nth(1).waitFor();
}
