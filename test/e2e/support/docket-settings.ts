import type { TestBrowser } from './browser';

/** What the diagnostics know of the last ticket page. */
export interface LastPage {
  readonly placed: string;
  readonly attendeesField: string;
}

/** Read in the worker itself: pages and content scripts cannot. */
export async function readLastPage(browser: TestBrowser): Promise<LastPage | null> {
  const worker = await browser.worker();
  // A text, since the tests' types do not know the browser's own API.
  return worker.evaluate<LastPage | null>(
    "chrome.storage.local.get('settings').then(({ settings }) => settings?.lastPage ?? null)",
  );
}
