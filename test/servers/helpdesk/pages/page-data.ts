import type { AppointmentRow } from '../appointment-fields';
import { type AgentRow, type HelpdeskState, type TicketRow, unassignedAgentId } from '../helpdesk-state';

type PageState = Pick<HelpdeskState, 'tickets' | 'agents' | 'appointments'>;

const dayMs = 86_400_000;

/** The list beside a ticket, and the page with all tickets. */
export function readTicketList(state: PageState) {
  return state.tickets.map((ticket) => ({
    id: ticket.id,
    summary: ticket.summary ?? '',
    status: ticket.status_name,
    client: ticket.client_name ?? '',
    agent: agentName(state, ticket.agent_id),
    updated: ticket.last_update,
  }));
}

/** Everything a ticket's page shows at once; null when there is no such ticket. */
export function readTicket(state: PageState, id: number) {
  const ticket = state.tickets.find((row) => row.id === id);
  if (ticket === undefined) return null;
  return {
    id,
    summary: ticket.summary ?? '',
    details: ticket.details ?? '',
    status: ticket.status_name,
    priority: ticket.priority_name,
    type: ticket.tickettype_name,
    team: ticket.team ?? '',
    created: ticket.dateoccurred,
    agent: agentName(state, ticket.agent_id),
    additionalAgents: [...new Set(ticket.additional_agents.map(({ name }) => name))],
    user: ticket.user_name ?? '',
    email: ticket.user_email ?? '',
    client: ticket.client_name ?? '',
    site: ticket.site_name ?? '',
    addressBook: addressBook(state, ticket),
  };
}

/** What arrives later: the history, newest first, and the ticket's appointments. */
export function readHistory(state: PageState, id: number) {
  const ticket = state.tickets.find((row) => row.id === id);
  if (ticket === undefined) return null;
  const agent = agentName(state, ticket.agent_id);
  return {
    actions: [
      ...(agent === '' ? [] : [{ id: 3, who: agent, outcome: 'assigned', when: ticket.last_update, text: '' }]),
      { id: 2, who: ticket.team ?? '', outcome: 'accepted', when: ticket.dateoccurred, text: '' },
      { id: 1, who: ticket.user_name ?? '', outcome: 'logged', when: ticket.dateoccurred, text: ticket.details ?? '' },
    ],
    appointments: appointmentsOf(state, (row) => row.ticket_id === id),
  };
}

/** The coming fortnight of everybody. */
export function readCalendar(state: PageState, nowMs: number) {
  return appointmentsOf(state, (row) => {
    const startMs = Date.parse(`${row.start_date}Z`);
    return startMs > nowMs - dayMs && startMs < nowMs + 14 * dayMs;
  });
}

function appointmentsOf(state: PageState, isWanted: (row: AppointmentRow) => boolean) {
  return [...state.appointments.values()]
    .filter(isWanted)
    .map((row) => ({
      id: row.id,
      subject: row.subject ?? '',
      agent: agentName(state, row.agent_id ?? null),
      ticketId: row.ticket_id ?? null,
      start: row.start_date ?? '',
      end: row.end_date ?? '',
      allDay: row.allday === true,
      attendees: row.attendees ?? '',
    }))
    .sort((a, b) => a.start.localeCompare(b.start));
}

function addressBook({ agents }: PageState, ticket: TicketRow) {
  const people = [...agents.filter(hasEmail), { name: ticket.user_name, email: ticket.user_email }];
  return people.flatMap(({ name, email }) => (email === null || name === null ? [] : [{ name, email }]));
}

function hasEmail(agent: AgentRow): boolean {
  return !agent.isdisabled && !agent.isapiagent && agent.email !== null && agent.email !== '';
}

function agentName({ agents }: PageState, id: number | null): string {
  return id === unassignedAgentId ? '' : (agents.find((agent) => agent.id === id)?.name ?? '');
}
