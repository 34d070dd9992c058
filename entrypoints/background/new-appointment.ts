import { type Browser, browser } from 'wxt/browser';
import { hostPattern } from '../../lib/auth/host-pattern';
import type { PageCommand, PageCommandAnswer } from '../../lib/messages/page-command';

export const menuId = 'new-appointment';

/** The menu item, on the helpdesk's pages only; without a helpdesk there is none. */
export async function registerMenu(origin: string | null): Promise<void> {
  await browser.contextMenus.removeAll();
  if (origin === null) return;
  browser.contextMenus.create({
    id: menuId,
    title: browser.i18n.getMessage('menuNewAppointment'),
    contexts: ['page', 'selection', 'link'],
    documentUrlPatterns: [hostPattern(origin)],
  });
}

/** Opens the form on the ticket of the tab; where there is none, in a window of its own. */
export async function openNewAppointment(tab: Browser.tabs.Tab | undefined): Promise<void> {
  if (tab?.id !== undefined && (await askPage(tab.id)) !== null) return;
  await browser.windows.create({
    url: browser.runtime.getURL('/appointment.html'),
    type: 'popup',
    width: 560,
    height: 860,
  });
}

/** The ticket that the page opened its form for; null where no page of ours answers. */
async function askPage(tabId: number): Promise<number | null> {
  const command: PageCommand = { name: 'openForm' };
  try {
    const answer: PageCommandAnswer | undefined = await browser.tabs.sendMessage(tabId, command, { frameId: 0 });
    return answer?.ticketId ?? null;
  } catch {
    // No content script there: not a page of the helpdesk.
    return null;
  }
}
