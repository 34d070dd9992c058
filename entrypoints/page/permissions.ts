import { browser } from 'wxt/browser';
import { hostPattern } from '../../lib/auth/host-pattern';

/** What Google's calendar needs: the API, and the place where a sign-in is given back. */
export const googleOrigins = ['https://www.googleapis.com', 'https://oauth2.googleapis.com'] as const;

/**
 * Shows the browser's question. Has to be called inside a press, before anything is awaited; what is allowed already
 * is granted without a question.
 */
export function requestOrigins(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: origins.map(hostPattern) });
}

/** The first of the origins that the browser does not let us reach, or null. */
export async function missingOrigin(origins: readonly string[]): Promise<string | null> {
  for (const origin of origins) {
    if (!(await browser.permissions.contains({ origins: [hostPattern(origin)] }))) return origin;
  }
  return null;
}

/** Calls back whenever a permission was given or taken away, also in the browser's own settings. */
export function watchPermissions(onChange: () => void): () => void {
  browser.permissions.onAdded.addListener(onChange);
  browser.permissions.onRemoved.addListener(onChange);
  return () => {
    browser.permissions.onAdded.removeListener(onChange);
    browser.permissions.onRemoved.removeListener(onChange);
  };
}
