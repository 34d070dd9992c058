import { agentName } from './appointment-answers';
import { json, notFound } from './helpdesk-answers';
import type { ApiCall, ApiRoute, HelpdeskContext } from './helpdesk-context';
import { answerListing, listingQuery } from './helpdesk-listing';
import type { QueryRules } from './helpdesk-query';
import type { TicketRow } from './helpdesk-state';

export const ticketListQuery = {
  ...listingQuery,
  agent_id: 'int',
  client_id: 'int',
  user_id: 'int',
  ticketids: 'ids',
  mine: 'bool',
  open_only: 'bool',
  closed_only: 'bool',
  search: 'string',
  lastupdatefromdate: 'time',
  lastupdatetodate: 'time',
} as const satisfies QueryRules;

/** Switches of `GET /Tickets/{id}`; only `includedetails` changes the answer, the others add what this helpdesk has none of. */
export const ticketReadQuery = {
  includedetails: 'bool',
  includeagent: 'bool',
  includelastaction: 'bool',
  includelastappointment: 'bool',
  includenextappointment: 'bool',
  nocache: 'bool',
} as const satisfies QueryRules;

export const ticketRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/Tickets', scope: 'read:tickets', query: ticketListQuery, answer: list },
  { method: 'GET', path: '/api/Tickets/{id}', scope: 'read:tickets', query: ticketReadQuery, answer: readOne },
];

function list(context: HelpdeskContext, call: ApiCall): Response {
  const rows = context.state.tickets.filter((ticket) => isSelected(call, ticket));
  return answerListing(call, 'tickets', rows, (ticket) => toListRow(context, ticket));
}

function isSelected({ query, token }: ApiCall, ticket: TicketRow): boolean {
  const ids = query.ids('ticketids');
  const search = query.text('search')?.toLowerCase() ?? '';
  const since = query.text('lastupdatefromdate');
  const until = query.text('lastupdatetodate');
  return (
    (ids === null || ids.includes(ticket.id)) &&
    matches(query.number('agent_id'), ticket.agent_id) &&
    matches(query.number('client_id'), ticket.client_id) &&
    matches(query.number('user_id'), ticket.user_id) &&
    (!query.isOn('mine') || ticket.agent_id === token.agent_id) &&
    (!query.isOn('open_only') || ticket.dateclosed === null) &&
    (!query.isOn('closed_only') || ticket.dateclosed !== null) &&
    (search === '' || (ticket.summary ?? '').toLowerCase().includes(search)) &&
    (since === null || ticket.last_update >= since) &&
    (until === null || ticket.last_update <= until)
  );
}

function matches(asked: number | null, value: number | null): boolean {
  return asked === null || asked === value;
}

function readOne(context: HelpdeskContext, { id, query }: ApiCall): Response {
  const ticket = context.state.tickets.find((one) => one.id === Number(id));
  if (ticket === undefined) return notFound(`Ticket ${id}`);
  // `guid` is a field of the rows of a list alone.
  const { guid: _, ...row } = toListRow(context, ticket);
  return json(200, query.isOn('includedetails') ? { ...row, additional_agents: ticket.additional_agents } : row);
}

/** Whether `additional_agents` comes without `includedetails` is not known; here it does not. */
function toListRow(context: HelpdeskContext, ticket: TicketRow): Readonly<Record<string, unknown>> {
  return {
    ...ticket,
    additional_agents: null,
    agent_name: agentName(context, ticket.agent_id),
    onhold: false,
    web_url: `https://${context.host}/ticket?id=${ticket.id}`,
    use: 'ticket',
  };
}
