import { expect } from 'vitest';
import type { TestBrowser } from './browser';
import { setTime } from './form-time';
import { openForm, type TicketPage } from './ticket-page';

/** Opens a ticket's form, types 10:00 to 10:30 of the day (`YYYY-MM-DD`), and waits until everybody's day is read. */
export async function openFilledForm(browser: TestBrowser, ticketId: number, day: string): Promise<TicketPage> {
  const ticket = await openForm(browser, ticketId);
  await setTime(ticket.form, { date: day, start: '10:00', end: '10:30' });
  await expect.poll(() => ticket.form.getByText('being read…').count(), { timeout: 10_000 }).toBe(0);
  return ticket;
}
