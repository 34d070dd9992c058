import { helpdeskAddresses } from '../domain/attendees';
import type { Desk, HelpdeskSide } from './desk';
import { readPeople } from './read-people';

/** Addresses of the ticket's assigned and additional agents, for the helpdesk's own "Other Attendees" (rows B-27, B-28). */
export async function ticketEmails(desk: Desk, helpdesk: HelpdeskSide, ticketId: number): Promise<readonly string[]> {
  const [people, ticket] = await Promise.all([readPeople(desk, helpdesk), helpdesk.directory.ticket(ticketId)]);
  return ticket === null ? [] : helpdeskAddresses(ticket, people.agents);
}
