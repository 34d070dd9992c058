import type { TestBrowser } from './browser';

/** Loads the extension anew while its pages are open, as an update does. */
export async function updateExtension(browser: TestBrowser): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto('chrome://extensions/');
  // Otherwise the browser takes an unpacked extension away instead. Texts, since no types know this page's own API.
  await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  await page.close();
  const started = browser.context.waitForEvent('serviceworker');
  // Not waited for: the worker goes away with the old version, and may never answer.
  (await browser.worker()).evaluate('void chrome.runtime.reload()').catch(() => 'gone');
  await started;
}
