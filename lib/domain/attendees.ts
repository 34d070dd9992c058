import type { AccountMatch } from './account-views';
import type { Agent } from './agent';
import type { AttendeeRole } from './attendee';
import type { DraftAttendee } from './draft';
import { emailKey, isEmail, sameEmail } from './email-address';
import type { FormNotice } from './form-view';
import type { Ticket } from './ticket';

/**
 * The people of a ticket as the form first shows them: assigned agent, additional agents, then the customer, each
 * address once. Nobody is left out in silence: every agent who cannot be invited is a notice.
 */
export function resolveAttendees(
  ticket: Ticket,
  agents: readonly Agent[],
): { readonly attendees: readonly DraftAttendee[]; readonly notices: readonly FormNotice[] } {
  const attendees = new Map<string, DraftAttendee>();
  const notices: FormNotice[] = [];
  for (const { id, role } of ticketAgents(ticket)) {
    const agent = agents.find((one) => one.id === id);
    const notice = whyNot(id, agent);
    if (notice !== null) notices.push(notice);
    if (notice !== null || agent === undefined) continue;
    const email = calendarAddress(agent);
    if (!attendees.has(emailKey(email))) {
      attendees.set(emailKey(email), { email, name: agent.name, role, agentId: id, isTicked: true, isRequired: true });
    }
  }
  if (ticket.assignedAgentId === null) notices.push({ kind: 'ticketWithoutAgent' });
  const customer = ticket.customer;
  const customerEmail = customer?.email.trim() ?? '';
  if (customer !== null && isEmail(customerEmail) && !hasAgentAddress(customerEmail, attendees, agents)) {
    const offered = { email: customerEmail, name: customer.name, role: 'customer', isTicked: false } as const;
    attendees.set(emailKey(customerEmail), { ...offered, isRequired: false });
  }
  return { attendees: [...attendees.values()], notices };
}

/**
 * Where an agent is invited and asked for free time: the Google account where the helpdesk names one, else the
 * e-mail. Both sides keep this address, so that they agree about who attends. Empty when the agent has none.
 */
export function calendarAddress(agent: Agent): string {
  return [agent.googleEmail, agent.email].map((email) => email.trim()).find((email) => isEmail(email)) ?? '';
}

/**
 * Addresses for "Other Attendees" of the helpdesk's own form: there it is the e-mail of the agent's record, as the
 * helpdesk itself fills in; the Google account only where there is no e-mail.
 */
export function helpdeskAddresses(ticket: Ticket, agents: readonly Agent[]): readonly string[] {
  const addresses = new Map<string, string>();
  for (const { id } of ticketAgents(ticket)) {
    const agent = agents.find((one) => one.id === id);
    if (agent === undefined || whyNot(id, agent) !== null) continue;
    const email = isEmail(agent.email.trim()) ? agent.email.trim() : calendarAddress(agent);
    if (!addresses.has(emailKey(email))) addresses.set(emailKey(email), email);
  }
  return [...addresses.values()];
}

/** How the signed-in account fits an agent. Halo's own integration compares the e-mail with capitals (row B-26). */
export function matchAccount(accountEmail: string, agent: Agent): AccountMatch {
  const account = accountEmail.trim();
  const addresses = [agent.googleEmail, agent.email].map((email) => email.trim()).filter((email) => email !== '');
  if (account === '' || addresses.length === 0) return 'unknown';
  const matching = addresses.filter((email) => sameEmail(email, account));
  if (matching.length === 0) return 'differs';
  return matching.every((email) => email === account) ? 'same' : 'caseDiffers';
}

/** Whose address it is: by `googleEmail` before `email`, enabled agents before disabled ones. */
export function findAgentByAddress(address: string, agents: readonly Agent[]): Agent | null {
  if (address.trim() === '') return null;
  const inOrder = [...agents.filter((agent) => !agent.isDisabled), ...agents.filter((agent) => agent.isDisabled)];
  return (
    inOrder.find((agent) => sameEmail(agent.googleEmail, address)) ??
    inOrder.find((agent) => sameEmail(agent.email, address)) ??
    null
  );
}

function ticketAgents(ticket: Ticket): readonly { readonly id: number; readonly role: AttendeeRole }[] {
  const additional = [...new Set(ticket.additionalAgentIds)].filter((id) => id !== ticket.assignedAgentId);
  return [
    ...(ticket.assignedAgentId === null ? [] : [{ id: ticket.assignedAgentId, role: 'assignedAgent' as const }]),
    ...additional.map((id) => ({ id, role: 'additionalAgent' as const })),
  ];
}

function whyNot(agentId: number, agent: Agent | undefined): FormNotice | null {
  if (agent === undefined) return { kind: 'agentUnknown', agentId };
  if (agent.isDisabled) return { kind: 'agentDisabled', name: agent.name };
  return calendarAddress(agent) === '' ? { kind: 'agentWithoutEmail', name: agent.name } : null;
}

/** The customer may be an agent of the ticket under their other address: invited once is enough. */
function hasAgentAddress(
  email: string,
  attendees: ReadonlyMap<string, DraftAttendee>,
  agents: readonly Agent[],
): boolean {
  const agentId = findAgentByAddress(email, agents)?.id;
  return attendees.has(emailKey(email)) || [...attendees.values()].some((one) => one.agentId === agentId);
}
