import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from './browser';
import { syncToEnd } from './sync-to-end';

/** Options, "Sync", as far as it is drawn. */
export async function openSync(browser: TestBrowser): Promise<Page> {
  const page = await browser.openOwn('options.html#sync');
  await twoWaySwitch(page).waitFor();
  return page;
}

export function twoWaySwitch(page: Page): Locator {
  return page.getByRole('switch', { name: 'Two-way sync' });
}

/** The one sentence of how it stands. */
export function healthSentence(page: Page): Locator {
  return page.getByRole('region', { name: 'State' }).getByRole('status');
}

/** Switches it on, as the agent does, and waits for the end of the first run. */
export async function switchTwoWayOn(browser: TestBrowser): Promise<Page> {
  const page = await openSync(browser);
  await twoWaySwitch(page).click();
  // The page shows the press before the background has it.
  await page.waitForFunction(
    'chrome.runtime.sendMessage({ name: "sync", data: {} }).then(({ answer }) => answer.twoWay)',
  );
  await syncToEnd(browser);
  return page;
}
