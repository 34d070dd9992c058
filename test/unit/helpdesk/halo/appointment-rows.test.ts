import { expect, test } from 'vitest';
import { readAppointments } from '../../../../lib/helpdesk/halo/appointment-rows';
import { usualTimes } from '../../../../lib/helpdesk/halo/times';

const context = { origin: 'https://acme.halopsa.com', zone: 'UTC', times: usualTimes };
const row = { agent_id: 2, start_date: '2026-11-24T09:00:00', end_date: '2026-11-24T10:00:00' };

test('of a list, appointments, tasks and single dates of series are read; holidays, shifts and series are not', () => {
  const rows = [
    { ...row, id: 1, subject: 'Visit' },
    { ...row, id: 2, subject: 'Call back', is_task: true },
    { ...row, id: 3, subject: 'One of many', halo_recurring_master_id: 5 },
    { ...row, id: 4, subject: 'Christmas', holiday_id: 'c0ffee00-0000-4000-8000-000000000001' },
    { ...row, id: 5, subject: 'Weekly', _recurringmaster: true },
    { ...row, id: 6, subject: 'Early shift', shift_type_id: 3 },
  ];
  const { records, skipped } = readAppointments(rows, context);
  expect(records.map(({ content }) => content.subject)).toEqual(['Visit', 'Call back', 'One of many']);
  expect(skipped).toEqual([]);
});
