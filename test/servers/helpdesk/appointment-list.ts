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
  const withDeleted = call.query.isOn('includedeleted');
  // Whatever the answer depends on beside the rows; a list with the deleted ones is worked out each time.
  const asked = `${call.token.agent_id} ${new URL(call.request.url).search}`;
  const once = <T>(part: string, work: () => T): T =>
    withDeleted ? work() : appointments.once(`${asked} ${part}`, work);
  const rows = once('rows', () =>
    [...appointments.values(), ...(withDeleted ? deletedAppointments.values() : [])].filter(selection(call)),
  );
  return answerListing(call, 'appointments', rows, (row) => toListRow(context, row), once);
}

/** What the call asks for. Its parameters are read once, not for each of many thousands of rows. */
function selection(call: ApiCall): (row: AppointmentRow) => boolean {
  const tests = [askedKind(call), askedAgent(call), inWindow(call), ...selected(call)];
  return (row) => tests.every((fits) => fits(row));
}

function readOne(context: HelpdeskContext, { id, query }: ApiCall): Response {
  const row = context.state.appointments.get(Number(id));
  if (row === undefined) return notFound(`Appointment ${id}`);
  return json(200, query.isOn('includedetails') ? toDetails(context, row, null) : toListRow(context, row));
}

type Test = (row: AppointmentRow) => boolean;

/**
 * Appointments and tasks come by default, holidays on demand, and, as on the one live tenant that was watched, only from
 * a call without paging and without `end_date`.
 */
function askedKind({ query }: ApiCall): Test {
  const withHolidays =
    query.isOn('showholidays') &&
    !query.isOn('appointmentsonly') &&
    !query.isOn('tasksonly') &&
    !query.isOn('pageinate') &&
    query.text('end_date') === null;
  const withOthers = query.text('showappointments') !== 'false';
  const wanted = query.isOn('appointmentsonly') ? false : query.isOn('tasksonly') ? true : null;
  return ({ holiday_id, is_task }) => {
    if (holiday_id !== null) return withHolidays;
    return withOthers && (wanted === null || (is_task === true) === wanted);
  };
}

/** Without a choice of agents or of a ticket an agent sees their own; `showall` is everybody's. */
function askedAgent({ query, token }: ApiCall): Test {
  const agents = query.ids('agents');
  if (agents !== null) return ({ agent_id }) => agent_id !== null && agents.includes(agent_id);
  if (query.isOn('showall') || query.number('ticket_id') !== null) return () => true;
  return ({ agent_id }) => agent_id === token.agent_id;
}

/**
 * Rows that begin before `start_date` are known to be left out. How `end_date` compares is not known: here the whole row
 * has to lie before it, the narrowest reading, so that a client which copes with this copes with any other.
 */
function inWindow({ query }: ApiCall): Test {
  const from = query.text('start_date');
  const until = query.text('end_date');
  return ({ start_date, end_date }) =>
    (from === null || (start_date !== null && start_date >= from)) &&
    (until === null || (end_date !== null && end_date <= until));
}

function selected({ query }: ApiCall): readonly Test[] {
  const ticket = query.number('ticket_id');
  const client = query.number('client_id');
  const search = query.text('search')?.toLowerCase() ?? '';
  const series = query.text('recurringmasterid');
  const isMaster: Test = (row) => row._recurringmaster === true;
  const isOfSeries: Test = (row) =>
    isMaster(row) || row.recurring_master_id !== null || row.halo_recurring_master_id !== null;
  const asked: readonly (readonly [isAsked: boolean, test: Test])[] = [
    [ticket !== null, (row) => row.ticket_id === ticket],
    [client !== null, (row) => row.client_id === client],
    [search !== '', (row) => (row.subject ?? '').toLowerCase().includes(search)],
    [series !== null, (row) => row.recurring_master_id === series],
    [query.isOn('hidecompleted'), (row) => row.complete_status === null || row.complete_status === -1],
    [query.isOn('excluderecurringmaster'), (row) => !isMaster(row)],
    [query.isOn('excluderecurring'), (row) => !isOfSeries(row)],
    [query.isOn('isrecurringmaster'), isMaster],
  ];
  return asked.flatMap(([isAsked, test]) => (isAsked ? [test] : []));
}
