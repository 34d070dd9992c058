import type { TestBrowser } from './browser';

/** What stands on the extension's icon in the toolbar. */
export function badgeText(browser: TestBrowser): Promise<string> {
  return ofAction(browser, 'getBadgeText');
}

/** What is said of it when the pointer rests there. */
export function badgeTitle(browser: TestBrowser): Promise<string> {
  return ofAction(browser, 'getTitle');
}

async function ofAction(browser: TestBrowser, what: 'getBadgeText' | 'getTitle'): Promise<string> {
  const page = await browser.openOwn('icon/16.png');
  try {
    return await page.evaluate<string>(`chrome.action.${what}({})`);
  } finally {
    await page.close();
  }
}
