import { expectOnePair } from './made-pair';
import type { Scene } from './scene';
import type { TicketPage } from './ticket-page';

/** Waits until the form says that both sides are done, finds exactly one record on each, and closes the ticket. */
export async function expectSavedOnce(scene: Scene, { page, form }: TicketPage, ticketId: number): Promise<void> {
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await expectOnePair(scene, ticketId);
  await page.close();
}
