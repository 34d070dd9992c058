import { agentName, toDetails } from './appointment-answers';
import { type AppointmentBody, readAppointmentBody } from './appointment-body';
import { type AppointmentRow, appointmentFieldNames, toAppointmentRow } from './appointment-fields';
import { dropAppointment, nextAppointmentId } from './appointment-table';
import { badRequest, json, notFound } from './helpdesk-answers';
import { type ApiCall, type ApiRoute, type HelpdeskContext, haloNow } from './helpdesk-context';
import { workingHoursWarning } from './working-hours-warning';

export const appointmentWriteRoutes: readonly ApiRoute[] = [
  { method: 'POST', path: '/api/Appointment', scope: 'edit:calendar', query: {}, answer: save },
  {
    method: 'DELETE',
    path: '/api/Appointment/{id}',
    scope: 'edit:calendar',
    query: { ignoreexchangedelete: 'bool' },
    answer: remove,
  },
];

const storedNames = appointmentFieldNames((rule) => rule.write === 'stored');

/** With `id` an item changes what it names and nothing else, without it creates. All items are checked before any is saved. */
async function save(context: HelpdeskContext, call: ApiCall): Promise<Response> {
  const body = await readAppointmentBody(call.request);
  if (body.kind === 'refused') {
    context.deps.violation(`${call.name}: ${body.why}`);
    return badRequest(body.why);
  }
  const planned: { readonly item: AppointmentBody; readonly row: AppointmentRow }[] = [];
  let id = nextAppointmentId(context);
  for (const item of body.items) {
    const before = findEdited(context, item);
    if (before === 'missing') return notFound(`Appointment ${String(item['id'])}`);
    const row = before === 'new' ? applyNew(context, call, item, id++) : applyChange(context, before, item);
    const fault = findFault(context, row);
    if (fault !== null) return badRequest(fault);
    planned.push({ item, row });
  }
  for (const { item, row } of planned) if (item['_validateonly'] !== true) keep(context, item, row);
  return json(
    201,
    planned.map(({ row }) => toDetails(context, row, workingHoursWarning(context, row))),
  );
}

function remove(context: HelpdeskContext, { id }: ApiCall): Response {
  const row = context.state.appointments.get(Number(id));
  if (row === undefined) return notFound(`Appointment ${id}`);
  dropAppointment(context, row);
  return new Response(null, { status: 200 });
}

function findEdited({ state }: HelpdeskContext, item: AppointmentBody): AppointmentRow | 'new' | 'missing' {
  const id = item['id'];
  if (id === undefined || id === null) return 'new';
  return state.appointments.get(Number(id)) ?? 'missing';
}

/** What a new appointment does not say comes from the signed-in agent and from its ticket. */
function applyNew(context: HelpdeskContext, { token }: ApiCall, item: AppointmentBody, id: number): AppointmentRow {
  const ticket = context.state.tickets.find((one) => one.id === item['ticket_id']);
  const row = toAppointmentRow({
    id,
    agent_id: token.agent_id,
    organizer: token.agent_id,
    organizer_email: context.state.agents.find((agent) => agent.id === token.agent_id)?.email ?? null,
    client_id: ticket?.client_id ?? null,
    client_name: ticket?.client_name ?? null,
    site_id: ticket?.site_id ?? null,
    site_name: ticket?.site_name ?? null,
    user_id: ticket?.user_id ?? null,
    user_name: ticket?.user_name ?? null,
  });
  return applyChange(context, row, item);
}

function applyChange(context: HelpdeskContext, before: AppointmentRow, item: AppointmentBody): AppointmentRow {
  const given = storedNames.filter(
    (name) => name !== 'id' && Object.hasOwn(item, name) && (name !== 'entryid' || context.settings.keepsEntryId),
  );
  const changes = Object.fromEntries(given.map((name) => [name, item[name]]));
  const row: AppointmentRow = { ...before, ...changes, last_modified: haloNow(context) };
  return { ...row, agent_name: agentName(context, row.agent_id) };
}

function findFault({ state }: HelpdeskContext, row: AppointmentRow): string | null {
  if (!state.agents.some((agent) => agent.id === row.agent_id)) return `There is no agent ${row.agent_id}.`;
  if (row.ticket_id !== null && !state.tickets.some((ticket) => ticket.id === row.ticket_id))
    return `There is no ticket ${row.ticket_id}.`;
  if (row.start_date === null || row.end_date === null) return 'An appointment needs a start date and an end date.';
  return row.end_date < row.start_date ? 'The end date is before the start date.' : null;
}

function keep({ state }: HelpdeskContext, item: AppointmentBody, row: AppointmentRow): void {
  state.appointments.set(row.id, row);
  if (item['inform_agents'] === true) state.notifications.push({ appointment_id: row.id, to: 'agents' });
  if (item['inform_user'] === true) state.notifications.push({ appointment_id: row.id, to: 'user' });
  const ticket = state.tickets.find(({ id }) => id === row.ticket_id);
  if (ticket === undefined) return;
  if (item['reassign_ticket'] === true) ticket.agent_id = row.agent_id;
  if (typeof item['update_ticket_status'] === 'number') ticket.status_id = item['update_ticket_status'];
}
