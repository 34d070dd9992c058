import type { TestBrowser } from './browser';

/** What stands on the extension's icon in the toolbar. */
export async function badgeText(browser: TestBrowser): Promise<string> {
  const page = await browser.openOwn('icon/16.png');
  try {
    return await page.evaluate<string>('chrome.action.getBadgeText({})');
  } finally {
    await page.close();
  }
}
