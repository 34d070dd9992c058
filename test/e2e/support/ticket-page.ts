import type { FrameLocator, Page } from 'playwright-core';
import type { TestBrowser } from './browser';
import { helpdeskOrigin } from './sign-in';

export interface TicketPage {
  readonly page: Page;
  /** The form in its frame. */
  readonly form: FrameLocator;
}

/** Opens a ticket and waits for Docket's button. */
export async function openTicket(browser: TestBrowser, ticketId: number, query = ''): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${helpdeskOrigin}/ticket?id=${ticketId}${query}`);
  await page.getByRole('button', { name: 'Add to calendar' }).waitFor();
  return page;
}

/** Opens a ticket and the form on it, as far as it is drawn. */
export async function openForm(browser: TestBrowser, ticketId: number, query = ''): Promise<TicketPage> {
  const page = await openTicket(browser, ticketId, query);
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const form = page.frameLocator('iframe[title="New appointment"]');
  await form.getByRole('dialog', { name: 'New appointment' }).waitFor();
  return { page, form };
}
