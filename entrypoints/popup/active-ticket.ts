import { browser } from 'wxt/browser';
import { readTicketId } from '../../lib/ticket-page/halo-ticket-page';

/** The ticket on screen; null on any other page. Without the permission for the page its address is hidden from us. */
export async function ticketOfActiveTab(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.url === undefined || !URL.canParse(tab.url)) return null;
  return readTicketId(new URL(tab.url));
}
