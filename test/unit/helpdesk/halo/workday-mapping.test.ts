import { describe, expect, test } from 'vitest';
import { HaloHoliday, HaloWorkday } from '../../../../lib/helpdesk/halo/schemas';
import { fromHaloHoliday, fromHaloWorkday } from '../../../../lib/helpdesk/halo/workday-mapping';

const at = (time: string) => `1900-01-01T${time}:00`;
const weekdays = { incmonday: true, inctuesday: true, incwednesday: true, incthursday: true, incfriday: true };

function workday(fields: Record<string, unknown>) {
  const row = HaloWorkday.parse({ id: 1, name: 'Office', timezone: 'Europe/Berlin', ...fields });
  return fromHaloWorkday(row, 'GMT Standard Time');
}

const office = { alldayssame: true, start: at('09:00'), end: at('17:30'), ...weekdays };
const wholeDay = { start: 540, end: 1050, breaks: [] };

describe('hours', () => {
  test('the same hours on every included day, the others off', () => {
    expect(workday(office)).toEqual({
      workdayId: 1,
      name: 'Office',
      zone: { kind: 'known', zone: 'Europe/Berlin' },
      days: [wholeDay, wholeDay, wholeDay, wholeDay, wholeDay, null, null],
    });
  });

  test('hours of their own where the days differ', () => {
    const hours = workday({ ...office, alldayssame: false, startmonday: at('07:00'), endmonday: at('11:00') });
    expect(hours).toMatchObject({
      days: [{ start: 420, end: 660 }, wholeDay, wholeDay, wholeDay, wholeDay, null, null],
    });
  });

  test('hours of one day do not count while all days are the same', () => {
    expect(workday({ ...office, startmonday: at('07:00'), endmonday: at('11:00') })).toMatchObject({
      days: [wholeDay, wholeDay, wholeDay, wholeDay, wholeDay, null, null],
    });
  });

  test('a tenant that fills only the hours of the days is understood', () => {
    const own = { startmonday: at('08:00'), endmonday: at('12:00') };
    expect(workday({ alldayssame: true, start: null, end: null, incmonday: true, ...own })).toMatchObject({
      days: [{ start: 480, end: 720 }, null, null, null, null, null, null],
    });
  });

  test.each([
    ['00:00', 1440],
    ['23:59', 1440],
    ['23:30', 1410],
  ])('an end at %s is minute %i', (end, minute) => {
    expect(workday({ ...office, end: at(end) })).toMatchObject({
      days: [{ start: 540, end: minute }, {}, {}, {}, {}, null, null],
    });
  });

  test.each([
    ['end before they start', { start: at('17:00'), end: at('09:00') }],
    ['have no length', { start: at('00:00'), end: at('00:00') }],
    ['are missing', { start: null, end: null }],
    ['are no times', { start: 'morning', end: 'evening' }],
  ])('hours that %s are refused, not guessed', (_what, hours) => {
    expect(workday({ ...office, ...hours })).toEqual({ unreadable: 'its hours on monday cannot be read' });
  });
});

describe('breaks', () => {
  test('count on their days only, in order, within the hours', () => {
    const breaks = [
      { name: 'Late', start: at('17:00'), end: at('18:00'), incmonday: true },
      { name: 'Lunch', start: at('12:30'), end: at('13:00'), incmonday: true, inctuesday: false },
      { name: 'Night', start: at('03:00'), end: at('04:00'), incmonday: true },
    ];
    expect(workday({ ...office, breaks })).toMatchObject({
      days: [
        {
          breaks: [
            { start: 750, end: 780 },
            { start: 1020, end: 1050 },
          ],
        },
        { breaks: [] },
        {},
        {},
        {},
        null,
        null,
      ],
    });
  });

  test('a break that names no day is on every day', () => {
    const breaks = [{ start: at('12:30'), end: at('13:00') }];
    expect(workday({ ...office, breaks })).toMatchObject({
      days: Array(5)
        .fill({ breaks: [{ start: 750, end: 780 }] })
        .concat(null, null),
    });
  });

  test('a break that cannot be read makes the workday unreadable: its time would look free', () => {
    expect(workday({ ...office, breaks: [{ start: at('13:00'), end: at('12:00') }] })).toEqual({
      unreadable: 'a break on monday cannot be read',
    });
  });
});

describe('the zone', () => {
  test.each([
    ['Eastern Standard Time', { kind: 'known', zone: 'America/New_York' }],
    ['Asia/Kolkata', { kind: 'known', zone: 'Asia/Kolkata' }],
    ['Custom Zone 7', { kind: 'unknown', name: 'Custom Zone 7' }],
    [null, { kind: 'known', zone: 'Europe/London' }],
    ['  ', { kind: 'known', zone: 'Europe/London' }],
  ])('of a workday in "%s"', (timezone, zone) => {
    expect(workday({ ...office, timezone })).toMatchObject({ zone });
  });
});

describe('holidays', () => {
  const holiday = (fields: Record<string, unknown>, workdayId?: number) =>
    fromHaloHoliday(HaloHoliday.parse({ name: 'Spring', date: '2026-05-04T00:00:00', ...fields }), workdayId);

  test('a public holiday belongs to its workday, as the day that is written', () => {
    expect(holiday({ workday_id: 3, allday: true, end_date: '2026-05-04T23:59:59' })).toEqual({
      name: 'Spring',
      of: { kind: 'workday', workdayId: 3 },
      firstDay: '2026-05-04',
      lastDay: '2026-05-04',
    });
  });

  test('leave belongs to its agent, also where a workday is named', () => {
    expect(holiday({ workday_id: 3, agent_id: 5, end_date: '2026-05-08T00:00:00' })).toMatchObject({
      of: { kind: 'agent', agentId: 5 },
      firstDay: '2026-05-04',
      lastDay: '2026-05-07',
    });
  });

  test('a holiday listed with a workday belongs to that workday', () => {
    expect(holiday({ workday_id: 0 }, 9)).toMatchObject({ of: { kind: 'workday', workdayId: 9 } });
  });

  test('half a day off is a part', () => {
    const half = { agent_id: 5, allday: false, date: '2026-05-04T13:00:00', end_date: '2026-05-04T17:00:00' };
    expect(holiday(half)).toMatchObject({
      firstDay: '2026-05-04',
      lastDay: '2026-05-04',
      part: { start: 780, end: 1020 },
    });
  });

  test('a whole day without the all-day mark is a whole day', () => {
    const read = holiday({ agent_id: 5, allday: false, end_date: '2026-05-04T23:59:59' });
    expect(read).not.toHaveProperty('part');
  });

  test.each([
    ['nobody', {}, 'it belongs to nobody'],
    ['no day', { agent_id: 5, date: 'never' }, 'its dates cannot be read'],
    ['an end before its start', { agent_id: 5, end_date: '2026-05-01T00:00:00' }, 'it ends before it starts'],
  ])('a holiday of %s is refused', (_what, fields, unreadable) => {
    expect(holiday(fields)).toEqual({ unreadable });
  });
});
