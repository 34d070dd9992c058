import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { hostPattern } from '../../lib/auth/host-pattern';
import { areYouThere } from '../../lib/messages/page-command';
import { registerMenu } from './new-appointment';

const id = 'ticket';
const file = '/content-scripts/ticket.js';

/**
 * The ticket script and the menu item, on the connected helpdesk's pages. `afterUpdate`: anew in any case; what is
 * registered may be the old version's and about to go, and the pages that are open have its dead script.
 */
export async function registerPages(desk: Desk, when: 'ifMissing' | 'afterUpdate' = 'ifMissing'): Promise<void> {
  await desk.withLock('docket-pages', async () => {
    const origin = (await desk.readSettings()).helpdesk?.origin ?? null;
    if (when === 'afterUpdate') await unregisterTicketScript();
    await registerTicketScript(origin);
    await registerMenu(origin);
  });
}

/**
 * Puts the button on the helpdesk's pages and nowhere else; null takes it away. Registrations are gone after an update,
 * so this runs at every start, and does nothing where all is as it should be.
 */
async function registerTicketScript(origin: string | null): Promise<void> {
  const matches = origin === null ? [] : [hostPattern(origin)];
  const isAllowed = origin !== null && (await browser.permissions.contains({ origins: matches }));
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (registered !== undefined && (!isAllowed || registered.matches?.join() !== matches.join())) {
    await unregisterTicketScript();
  }
  if (!isAllowed || registered?.matches?.join() === matches.join()) return;
  await browser.scripting.registerContentScripts([
    { id, js: [file], matches, runAt: 'document_idle', persistAcrossSessions: true },
  ]);
  await runInOpenTabs(matches);
}

async function unregisterTicketScript(): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (registered !== undefined) await browser.scripting.unregisterContentScripts({ ids: [id] });
}

/**
 * Pages that were open before the registration get the script now. Where this version's script answers already it stays:
 * a second one would take its place, and the focus with it.
 */
async function runInOpenTabs(matches: string[]): Promise<void> {
  for (const tab of await browser.tabs.query({ url: matches })) {
    if (tab.id === undefined || tab.discarded || (await hasLiveScript(tab.id))) continue;
    await browser.scripting.executeScript({ target: { tabId: tab.id }, files: [file] }).catch((error: unknown) => {
      // A tab that is closing or shows an error page: it gets the script when it loads a ticket.
      console.info('ticket script not run in a tab', tab.id, String(error));
    });
  }
}

async function hasLiveScript(tabId: number): Promise<boolean> {
  // It answers every message of the background. What an older version left behind hears nothing of this one's.
  return browser.tabs.sendMessage(tabId, areYouThere).then(
    () => true,
    () => false,
  );
}
