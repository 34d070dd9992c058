import { agentName } from './appointment-answers';
import { forbidden, json, notFound } from './helpdesk-answers';
import type { ApiCall, ApiRoute, HelpdeskContext } from './helpdesk-context';
import type { QueryRules } from './helpdesk-query';
import type { HolidayRow, WorkdayRow } from './helpdesk-state';

export const holidayListQuery = {
  agent_id: 'int',
  workdayid: 'int',
  start_date: 'time',
  end_date: 'time',
  approved_only: 'bool',
  inclusive_start: 'bool',
  inclusive_end: 'bool',
} as const satisfies QueryRules;

export const workdayRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/Workday',
    scope: 'read:calendar',
    query: { showholidays: 'bool' },
    answer: listWorkdays,
  },
  {
    method: 'GET',
    path: '/api/Workday/{id}',
    scope: 'read:calendar',
    query: { includedetails: 'bool' },
    answer: readWorkday,
  },
  { method: 'GET', path: '/api/Holiday', scope: 'read:calendar', query: holidayListQuery, answer: listHolidays },
  { method: 'GET', path: '/api/Control', scope: null, query: {}, answer: readControl },
];

function listWorkdays(context: HelpdeskContext, { query }: ApiCall): Response {
  const workdays = context.state.workdays.map((row) => toWorkday(context, row, query.isOn('showholidays')));
  return json(200, context.settings.namedLists ? { record_count: workdays.length, workdays } : workdays);
}

function readWorkday(context: HelpdeskContext, { id, query }: ApiCall): Response {
  const row = context.state.workdays.find((one) => one.id === Number(id));
  if (row === undefined) return notFound(`Workday ${id}`);
  return json(200, toWorkday(context, row, query.isOn('includedetails')));
}

function toWorkday(
  context: HelpdeskContext,
  row: WorkdayRow,
  withHolidays: boolean,
): Readonly<Record<string, unknown>> {
  const holidays = context.state.holidays.filter(({ workday_id }) => workday_id === row.id);
  return { ...row, holidays: withHolidays ? holidays.map((one) => toHoliday(context, one)) : null };
}

/**
 * Bounds leave out what reaches across them, unless the `inclusive_` switch of that side is on: what the switches do in
 * full is not known, and this is the reading under which most is missing.
 */
function listHolidays(context: HelpdeskContext, { query }: ApiCall): Response {
  const agent = query.number('agent_id');
  const workday = query.number('workdayid');
  const from = query.text('start_date');
  const until = query.text('end_date');
  const rows = context.state.holidays.filter(
    (row) =>
      (agent === null || row.agent_id === agent) &&
      (workday === null || row.workday_id === workday) &&
      (from === null || (query.isOn('inclusive_start') ? row.end_date : row.date) >= from) &&
      (until === null || (query.isOn('inclusive_end') ? row.date : row.end_date) <= until) &&
      (!query.isOn('approved_only') || row.agent_id === null || row.approval_status === 1),
  );
  return json(
    200,
    rows.map((row) => toHoliday(context, row)),
  );
}

function toHoliday(context: HelpdeskContext, row: HolidayRow): Readonly<Record<string, unknown>> {
  return {
    ...row,
    agent_name: agentName(context, row.agent_id),
    date_only: `${row.date.slice(0, 10)}T00:00:00`,
    end_date_only: `${row.end_date.slice(0, 10)}T00:00:00`,
  };
}

function readControl({ settings, state }: HelpdeskContext): Response {
  return settings.controlForbidden
    ? forbidden('Only administrators may read the configuration.')
    : json(200, state.control);
}
