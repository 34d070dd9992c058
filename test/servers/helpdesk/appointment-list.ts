import { toDetails, toListRow } from './appointment-answers';
import type { AppointmentRow } from './appointment-fields';
import { json, notFound } from './helpdesk-answers';
import type { ApiCall, ApiRoute, HelpdeskContext } from './helpdesk-context';
import { answerListing, listingQuery } from './helpdesk-listing';
import type { QueryRules } from './helpdesk-query';

/** The parameters that this server acts on. The vendor has more; nobody could tell whether an answer to them is right. */
export const appointmentListQuery = {
  ...listingQuery,
  agents: 'ids',
  start_date: 'time',
  end_date: 'time',
  ticket_id: 'int',
  client_id: 'int',
  search: 'string',
  showall: 'bool',
  showappointments: 'string',
  showholidays: 'bool',
  appointmentsonly: 'bool',
  tasksonly: 'bool',
  hidecompleted: 'bool',
  includedeleted: 'bool',
  excluderecurring: 'bool',
  excluderecurringmaster: 'bool',
  isrecurringmaster: 'bool',
  recurringmasterid: 'string',
  showprojects: 'bool',
  showchanges: 'bool',
  showshifts: 'bool',
} as const satisfies QueryRules;

export const appointmentReadRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/Appointment', scope: 'read:calendar', query: appointmentListQuery, answer: list },
  {
    method: 'GET',
    path: '/api/Appointment/{id}',
    scope: 'read:calendar',
    query: { includedetails: 'bool' },
    answer: readOne,
  },
];

function list(context: HelpdeskContext, call: ApiCall): Response {
  const { appointments, deletedAppointments } = context.state;
  const rows = [
    ...appointments.values(),
    ...(call.query.isOn('includedeleted') ? deletedAppointments.values() : []),
  ].filter(
    (row) => isAskedKind(call, row) && isOfAskedAgent(call, row) && isInWindow(call, row) && isSelected(call, row),
  );
  return answerListing(call, 'appointments', rows, (row) => toListRow(context, row));
}

function readOne(context: HelpdeskContext, { id, query }: ApiCall): Response {
  const row = context.state.appointments.get(Number(id));
  if (row === undefined) return notFound(`Appointment ${id}`);
  return json(200, query.isOn('includedetails') ? toDetails(context, row, null) : toListRow(context, row));
}

/**
 * Appointments and tasks come by default, holidays on demand, and, as on the one live tenant that was watched, only from
 * a call without paging and without `end_date`.
 */
function isAskedKind({ query }: ApiCall, row: AppointmentRow): boolean {
  if (row.holiday_id !== null)
    return (
      query.isOn('showholidays') &&
      !query.isOn('appointmentsonly') &&
      !query.isOn('tasksonly') &&
      !query.isOn('pageinate') &&
      query.text('end_date') === null
    );
  if (query.text('showappointments') === 'false') return false;
  if (query.isOn('appointmentsonly')) return row.is_task !== true;
  if (query.isOn('tasksonly')) return row.is_task === true;
  return true;
}

/** Without a choice of agents or of a ticket an agent sees their own; `showall` is everybody's. */
function isOfAskedAgent({ query, token }: ApiCall, row: AppointmentRow): boolean {
  const agents = query.ids('agents');
  if (agents !== null) return row.agent_id !== null && agents.includes(row.agent_id);
  if (query.isOn('showall') || query.number('ticket_id') !== null) return true;
  return row.agent_id === token.agent_id;
}

/**
 * Rows that begin before `start_date` are known to be left out. How `end_date` compares is not known: here the whole row
 * has to lie before it, the narrowest reading, so that a client which copes with this copes with any other.
 */
function isInWindow({ query }: ApiCall, row: AppointmentRow): boolean {
  const from = query.text('start_date');
  const until = query.text('end_date');
  if (from !== null && (row.start_date === null || row.start_date < from)) return false;
  return until === null || (row.end_date !== null && row.end_date <= until);
}

function isSelected({ query }: ApiCall, row: AppointmentRow): boolean {
  const ticket = query.number('ticket_id');
  const client = query.number('client_id');
  const search = query.text('search')?.toLowerCase() ?? '';
  const series = query.text('recurringmasterid');
  const isMaster = row._recurringmaster === true;
  const isOfSeries = isMaster || row.recurring_master_id !== null || row.halo_recurring_master_id !== null;
  return (
    (ticket === null || row.ticket_id === ticket) &&
    (client === null || row.client_id === client) &&
    (search === '' || (row.subject ?? '').toLowerCase().includes(search)) &&
    (series === null || row.recurring_master_id === series) &&
    !(query.isOn('hidecompleted') && row.complete_status !== null && row.complete_status !== -1) &&
    !(query.isOn('excluderecurringmaster') && isMaster) &&
    !(query.isOn('excluderecurring') && isOfSeries) &&
    !(query.isOn('isrecurringmaster') && !isMaster)
  );
}
