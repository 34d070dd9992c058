import { describe, expect, test } from 'vitest';
import { readRecurrence } from '../../../../lib/domain/recurrence/parse-recurrence';
import type { RecurrenceSet } from '../../../../lib/domain/recurrence/recurrence-rule';
import { spanAt } from './some-series';

const zone = 'Europe/Berlin';
const timed = spanAt('2026-03-02T09:00', zone);
const days = spanAt('2026-03-02', zone);

function read(lines: readonly string[], start = timed): RecurrenceSet {
  const set = readRecurrence(lines, start, zone);
  if ('unreadable' in set) throw new Error(set.unreadable);
  return set;
}

const shown = (ms: number | null | undefined) => (ms == null ? null : new Date(ms).toISOString());

describe('what the lines of a series say', () => {
  test('every part of a rule, in any order and case', () => {
    const [rule] = read([
      'rrule:byday=2mo,-1fr,TU;freq=MONTHLY;INTERVAL=2;COUNT=7;WKST=SU;BYMONTH=12,1,1;BYHOUR=9;BYMINUTE=0,30;BYSECOND=5;BYSETPOS=-1,1;BYMONTHDAY=-1,3',
    ]).rules;
    expect(rule).toEqual({
      frequency: 'monthly',
      interval: 2,
      count: 7,
      untilMs: null,
      weekStart: 6,
      months: [1, 12],
      monthDays: [-1, 3],
      yearDays: [],
      weekNumbers: [],
      weekdays: [
        { day: 0, nth: 2 },
        { day: 4, nth: -1 },
        { day: 1, nth: null },
      ],
      hours: [9],
      minutes: [0, 30],
      seconds: [5],
      positions: [-1, 1],
    });
  });

  test('several rules, and rules that take occurrences out', () => {
    const set = read(['RRULE:FREQ=WEEKLY', 'RRULE:FREQ=MONTHLY', 'EXRULE:FREQ=YEARLY']);
    expect(set.rules.map(({ frequency }) => frequency)).toEqual(['weekly', 'monthly']);
    expect(set.exclusionRules.map(({ frequency }) => frequency)).toEqual(['yearly']);
  });

  test('a semicolon at the end means nothing', () => {
    expect(read(['RRULE:FREQ=WEEKLY;BYDAY=MO;']).rules).toEqual(read(['RRULE:FREQ=WEEKLY;BYDAY=MO']).rules);
  });

  test('times of day mean nothing in a series of whole days', () => {
    expect(read(['RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=1,2;BYSECOND=3'], days).rules).toEqual(
      read(['RRULE:FREQ=DAILY'], days).rules,
    );
  });

  test.each([
    ['in UTC', 'EXDATE:20260309T080000Z', '2026-03-09T08:00:00.000Z'],
    ['on the wall of the series', 'EXDATE:20260309T090000', '2026-03-09T08:00:00.000Z'],
    ['on another wall', 'EXDATE;TZID=America/New_York:20260309T040000', '2026-03-09T08:00:00.000Z'],
    ['on another wall in quotes', 'EXDATE;TZID="America/New_York":20260309T040000', '2026-03-09T08:00:00.000Z'],
    ['said to be a time', 'EXDATE;VALUE=DATE-TIME;TZID=Europe/Berlin:20260309T090000', '2026-03-09T08:00:00.000Z'],
    ['in the gap of the clocks', 'EXDATE:20260329T023000', '2026-03-29T01:30:00.000Z'],
    ['in the hour that comes twice', 'EXDATE:20261025T023000', '2026-10-25T00:30:00.000Z'],
  ])('an excluded time %s', (_, line, instant) => {
    expect([...read([line]).excludedMs].map(shown)).toEqual([instant]);
  });

  test('a date takes no occurrence with a time out', () => {
    expect(read(['RRULE:FREQ=DAILY', 'EXDATE;VALUE=DATE:20260309']).excludedMs.size).toBe(0);
  });

  test.each([
    ['a date', 'EXDATE;VALUE=DATE:20260309,20260311'],
    ['a midnight', 'EXDATE:20260309T000000,20260311T000000Z'],
    ['a midnight somewhere', 'EXDATE;TZID=Asia/Tokyo:20260309T000000,20260311T000000'],
  ])('whole days are excluded by %s', (_, line) => {
    expect([...read([line], days).excludedMs].map(shown)).toEqual([
      '2026-03-09T00:00:00.000Z',
      '2026-03-11T00:00:00.000Z',
    ]);
  });

  test.each([
    ['UTC stays what it is', 'UNTIL=20260326T045959Z', timed, '2026-03-26T04:59:59.000Z'],
    ['a time without zone is on the wall of the series', 'UNTIL=20260326T090000', timed, '2026-03-26T08:00:00.000Z'],
    ['a date is that whole day in the zone', 'UNTIL=20260326', timed, '2026-03-26T22:59:59.999Z'],
    ['a date on the day when the clocks change', 'UNTIL=20260329', timed, '2026-03-29T21:59:59.999Z'],
    ['a date of whole days', 'UNTIL=20260326', days, '2026-03-26T00:00:00.000Z'],
    ['a time of whole days is its date', 'UNTIL=20260326T045959Z', days, '2026-03-26T00:00:00.000Z'],
  ])('the end of a rule: %s', (_, part, start, point) => {
    expect(shown(read([`RRULE:FREQ=DAILY;${part}`], start).rules[0]?.untilMs)).toBe(point);
  });
});

describe('what cannot be read is refused with a reason', () => {
  test.each([
    ['RRULE:FREQ=HOURLY', 'more often than daily: "HOURLY"'],
    ['RRULE:FREQ=MINUTELY', 'more often than daily'],
    ['RRULE:FREQ=SECONDLY', 'more often than daily'],
    ['RRULE:FREQ=FORTNIGHTLY', 'does not say how often it repeats: "FORTNIGHTLY"'],
    ['RRULE:INTERVAL=2', 'does not say how often it repeats'],
    ['RRULE:', 'a part that is not known'],
    ['RRULE:FREQ', 'a part that is not known: "FREQ"'],
    ['RRULE:FREQ=DAILY;FREQ=DAILY', 'one thing twice'],
    ['RRULE:FREQ=DAILY;BYEASTER=1', 'a part that is not known: "BYEASTER=1"'],
    ['RRULE:FREQ=MONTHLY;RSCALE=CHINESE', 'a part that is not known'],
    ['RRULE:FREQ=MONTHLY;SKIP=FORWARD', 'a part that is not known'],
    ['RRULE:FREQ=DAILY;INTERVAL=0', 'cannot be read'],
    ['RRULE:FREQ=DAILY;INTERVAL=-1', 'cannot be read'],
    ['RRULE:FREQ=DAILY;INTERVAL=1.5', 'cannot be read'],
    ['RRULE:FREQ=DAILY;COUNT=0', 'cannot be read'],
    ['RRULE:FREQ=DAILY;COUNT=many', 'cannot be read'],
    ['RRULE:FREQ=DAILY;UNTIL=20260230', 'cannot be read'],
    ['RRULE:FREQ=DAILY;UNTIL=20260401T256000Z', 'cannot be read'],
    ['RRULE:FREQ=DAILY;UNTIL=tomorrow', 'cannot be read'],
    ['RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260401', 'two ends'],
    ['RRULE:FREQ=WEEKLY;WKST=XX', 'cannot be read'],
    ['RRULE:FREQ=WEEKLY;BYDAY=XX', 'cannot be read'],
    ['RRULE:FREQ=WEEKLY;BYDAY=', 'a part that is not known'],
    ['RRULE:FREQ=MONTHLY;BYDAY=0MO', 'cannot be read'],
    ['RRULE:FREQ=MONTHLY;BYDAY=54MO', 'cannot be read'],
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=0', 'cannot be read'],
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=32', 'cannot be read'],
    ['RRULE:FREQ=MONTHLY;BYMONTHDAY=1,,2', 'cannot be read'],
    ['RRULE:FREQ=YEARLY;BYMONTH=13', 'cannot be read'],
    ['RRULE:FREQ=YEARLY;BYMONTH=-1', 'cannot be read'],
    ['RRULE:FREQ=YEARLY;BYYEARDAY=367', 'cannot be read'],
    ['RRULE:FREQ=DAILY;BYHOUR=24', 'cannot be read'],
    ['RRULE:FREQ=DAILY;BYSECOND=60', 'cannot be read'],
    ['RRULE:FREQ=DAILY;BYSETPOS=0', 'cannot be read'],
    ['RRULE:FREQ=WEEKLY;BYDAY=1MO', 'counts weekdays in a period without'],
    ['RRULE:FREQ=DAILY;BYDAY=-1FR', 'counts weekdays in a period without'],
    ['RRULE:FREQ=WEEKLY;BYMONTHDAY=1', 'days of the month in a week'],
    ['RRULE:FREQ=MONTHLY;BYYEARDAY=1', 'days of the year in a shorter period'],
    ['RRULE:FREQ=MONTHLY;BYWEEKNO=1;BYDAY=MO', 'weeks of the year in a shorter period'],
    ['RRULE:FREQ=YEARLY;BYWEEKNO=1', 'weeks of the year in a way that calendars read differently'],
    ['RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;INTERVAL=2', 'calendars read differently'],
    ['RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', 'calendars read differently'],
    ['EXRULE:FREQ=HOURLY', 'more often than daily'],
    ['EXDATE:', 'a date of its recurrence cannot be read'],
    ['EXDATE:20260230T090000', 'a date of its recurrence cannot be read: "20260230T090000"'],
    ['EXDATE:2026-03-09', 'a date of its recurrence cannot be read'],
    ['EXDATE;TZID=Mars/Phobos:20260309T090000', 'a zone that is not known: "Mars/Phobos"'],
    ['RDATE;VALUE=PERIOD:20260309T090000Z/PT1H', 'a date of its recurrence cannot be read'],
    ['RDATE;VALUE=DATE:20260309', 'does not fit its start: "20260309"'],
    ['DTSTART:20260302T090000', 'a line that is none: "DTSTART:20260302T090000"'],
    ['FREQ=DAILY', 'a line that is none'],
    ['', 'a line that is none'],
  ])('%s', (line, reason) => {
    expect(readRecurrence(['RRULE:FREQ=DAILY', line], timed, zone)).toEqual({
      unreadable: expect.stringContaining(reason),
    });
  });

  test('a time of day that takes no whole day out', () => {
    expect(readRecurrence(['EXDATE:20260309T090000'], days, zone)).toEqual({
      unreadable: 'a date of its recurrence does not fit its start: "20260309T090000"',
    });
  });

  test.each(['Mars/Phobos', '', 'W. Europe Standard Time', '+01:00'])('the zone "%s"', (name) => {
    expect(readRecurrence([], timed, name)).toEqual({ unreadable: expect.stringContaining('its zone is not known') });
  });

  test('a start that is no date', () => {
    expect(readRecurrence([], { ...days, start: '2026-02-30' }, zone)).toEqual({
      unreadable: 'its start cannot be read',
    });
    expect(readRecurrence([], { ...timed, start: 'soon' }, zone)).toEqual({ unreadable: 'its start cannot be read' });
    expect(readRecurrence([], { ...days, start: '0001-01-01' }, zone)).toEqual({
      unreadable: 'it starts before the year 100',
    });
  });

  test('a foreign text of any length makes a short reason', () => {
    const set = readRecurrence([`RRULE:FREQ=DAILY;${'X'.repeat(100_000)}=1`], timed, zone);
    expect(JSON.stringify(set).length).toBeLessThan(200);
  });
});
