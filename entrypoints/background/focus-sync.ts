import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { isRunDue } from '../../lib/app/next-run';
import { accountKey } from '../../lib/storage/settings';
import type { Rounds } from './rounds';

/** Whoever comes back to the helpdesk wants to see what is new: at most this often (ms). */
const atMostEveryMs = 60_000;

/**
 * A run when a tab of the helpdesk gets the focus. The address of a tab is told only where the agent has allowed the
 * host, which is the helpdesk's own.
 */
export function syncOnFocus(desk: Desk, rounds: Rounds): void {
  /** Of this worker's life: a run is written down when it has ended. */
  let startedMs = 0;

  browser.tabs.onActivated.addListener(({ tabId }) => {
    look(() => browser.tabs.get(tabId));
  });
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId === browser.windows.WINDOW_ID_NONE) return;
    look(async () => (await browser.tabs.query({ active: true, windowId }))[0]);
  });

  function look(find: () => Promise<{ readonly url?: string | undefined } | undefined>): void {
    find()
      .then((tab) => runFor(tab?.url))
      // The tab was closed before we looked.
      .catch((error: unknown) => console.info('focus', String(error)));
  }

  async function runFor(url: string | undefined): Promise<void> {
    if (url === undefined) return;
    const { helpdesk } = await desk.readSettings();
    if (helpdesk === null || new URL(url).origin !== helpdesk.origin) return;
    if (!(await isRunDue(desk, accountKey(helpdesk), atMostEveryMs))) return;
    const sinceMs = desk.now() - startedMs;
    if (sinceMs >= 0 && sinceMs < atMostEveryMs) return;
    startedMs = desk.now();
    rounds.start();
  }
}
