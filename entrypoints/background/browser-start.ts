import { browser } from 'wxt/browser';

const key = 'hasStarted';

/**
 * Whether the worker runs for the first time since the browser was started, or the extension was loaded: the session's
 * storage is empty then. A browser that loads the extension afresh each time tells of no start.
 */
export async function isFirstSinceStart(): Promise<boolean> {
  const stored = await browser.storage.session.get(key);
  await browser.storage.session.set({ [key]: true });
  return stored[key] !== true;
}
