import { json, notFound } from './helpdesk-answers';
import type { ApiCall, ApiRoute, HelpdeskContext } from './helpdesk-context';
import type { QueryRules } from './helpdesk-query';
import { type AgentRow, unassignedAgentId } from './helpdesk-state';

export const agentListQuery = {
  includeenabled: 'string',
  includedisabled: 'string',
  includeapiagents: 'bool',
  includeunassigned: 'string',
  withemail: 'bool',
  appointmentscreen: 'bool',
  showall: 'bool',
  search: 'string',
  team: 'string',
} as const satisfies QueryRules;

export const agentRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/Agent', scope: null, query: agentListQuery, answer: list },
  { method: 'GET', path: '/api/Agent/me', scope: null, query: {}, answer: readMe },
  { method: 'GET', path: '/api/Agent/{id}', scope: null, query: { includedetails: 'bool' }, answer: readOne },
];

/** Enabled people come unless they are asked not to; the rest only on demand. */
function list(context: HelpdeskContext, { query }: ApiCall): Response {
  const search = query.text('search')?.toLowerCase() ?? '';
  const team = query.text('team');
  const rows = context.state.agents.filter(
    (agent) =>
      isAskedKind(query, agent) &&
      (search === '' || `${agent.name} ${agent.email ?? ''}`.toLowerCase().includes(search)) &&
      (team === null || agent.team === team) &&
      !(query.isOn('withemail') && (agent.email ?? '') === ''),
  );
  const agents = rows.map((agent) => toListRow(context, agent));
  return json(200, context.settings.namedLists ? { record_count: agents.length, agents } : agents);
}

function isAskedKind(query: ApiCall['query'], agent: AgentRow): boolean {
  if (agent.id === unassignedAgentId) return query.text('includeunassigned') === 'true';
  if (agent.isapiagent && !query.isOn('includeapiagents')) return false;
  if (query.isOn('showall')) return true;
  return agent.isdisabled
    ? query.text('includedisabled') === 'true' && !query.isOn('appointmentscreen')
    : query.text('includeenabled') !== 'false';
}

function readMe(context: HelpdeskContext, { token }: ApiCall): Response {
  return answerOne(context, token.agent_id);
}

function readOne(context: HelpdeskContext, { id }: ApiCall): Response {
  return answerOne(context, Number(id));
}

function answerOne(context: HelpdeskContext, id: number): Response {
  const agent = context.state.agents.find((one) => one.id === id);
  return agent === undefined ? notFound(`Agent ${id}`) : json(200, toDetails(context, agent));
}

function toListRow({ state }: HelpdeskContext, agent: AgentRow): Readonly<Record<string, unknown>> {
  const workday = state.workdays.find(({ id }) => id === agent.workday_id);
  const { guid, is_admin, ...listed } = agent;
  return {
    ...listed,
    is_agent: true,
    is_online: false,
    onlinestatus: 0,
    workday_name: workday?.name ?? null,
    workday_timezone: workday?.timezone ?? null,
    exchange_authorized: false,
    google_mail_authorized: false,
    apptsync: 0,
    guid_string: guid,
    use: 'agent',
  };
}

function toDetails(context: HelpdeskContext, agent: AgentRow): Readonly<Record<string, unknown>> {
  return { ...toListRow(context, agent), guid: agent.guid, is_admin: agent.is_admin, _warning: null };
}
