import { describe, expect, test } from 'vitest';
import { datesToCome, firstOccurrences } from '../../../../lib/domain/recurrence/first-occurrences';
import { repeatProblem, repeatRule } from '../../../../lib/domain/recurrence/repeat';
import { noRepeat, type Repeat, repeatPatterns } from '../../../../lib/domain/recurrence/repeat-pattern';
import type { Span } from '../../../../lib/domain/span';

const zone = 'Europe/London';
/** Tuesday, 24 November 2026, the fourth and last Tuesday of its month. */
const tuesday: Span = { kind: 'timed', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z', zone };
const allDay: Span = { kind: 'allDay', start: '2026-11-30', end: '2026-12-01' };
const every = (pattern: Repeat['pattern'], rest: Partial<Repeat> = {}): Repeat => ({ ...noRepeat, pattern, ...rest });

describe('the rule', () => {
  test.each([
    ['none', []],
    ['daily', ['RRULE:FREQ=DAILY']],
    ['workdays', ['RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']],
    ['weekly', ['RRULE:FREQ=WEEKLY;BYDAY=TU']],
    ['everyTwoWeeks', ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU']],
    ['monthlyOnDay', ['RRULE:FREQ=MONTHLY;BYMONTHDAY=24']],
    ['monthlyOnWeekday', ['RRULE:FREQ=MONTHLY;BYDAY=4TU']],
    ['yearly', ['RRULE:FREQ=YEARLY']],
  ] as const)('of "%s" is what RFC 5545 calls it', (pattern, rule) => {
    expect(repeatRule(every(pattern), tuesday, zone)).toEqual(rule);
  });

  test('the fifth weekday of a month is meant as the last', () => {
    expect(repeatRule(every('monthlyOnWeekday'), allDay, zone)).toEqual(['RRULE:FREQ=MONTHLY;BYDAY=-1MO']);
  });

  test('follows the day that the agent sees, not the one in UTC', () => {
    const early: Span = { kind: 'timed', start: '2026-11-23T22:00:00Z', end: '2026-11-23T23:00:00Z', zone };
    expect(repeatRule(every('weekly'), early, 'Australia/Sydney')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TU']);
  });

  test('ends with its last day, as an instant in UTC or as a date', () => {
    const until = every('daily', { ends: 'on', until: '2027-04-30' });
    expect(repeatRule(until, tuesday, zone)).toEqual(['RRULE:FREQ=DAILY;UNTIL=20270430T225959Z']);
    expect(repeatRule(until, allDay, zone)).toEqual(['RRULE:FREQ=DAILY;UNTIL=20270430']);
  });

  test('ends after so many', () => {
    expect(repeatRule(every('weekly', { ends: 'after', count: '6' }), tuesday, zone)).toEqual([
      'RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6',
    ]);
  });
});

describe('what is wrong is said', () => {
  test.each([
    [every('daily', { ends: 'on', until: '' }), 'badUntil'],
    [every('daily', { ends: 'on', until: '2026-11-23' }), 'badUntil'],
    [every('daily', { ends: 'after', count: '1' }), 'badCount'],
    [every('daily', { ends: 'after', count: '2.5' }), 'badCount'],
    [every('daily', { ends: 'after', count: '731' }), 'badCount'],
  ])('%o', (repeat, kind) => {
    expect(repeatProblem(repeat, '2026-11-24')?.kind).toBe(kind);
  });

  test('a series of working days cannot begin on a Saturday', () => {
    expect(repeatProblem(every('workdays'), '2026-11-28')?.kind).toBe('startsOnWeekend');
    expect(repeatProblem(every('workdays'), '2026-11-27')).toBeNull();
  });

  test('fields that are not in use are not looked at', () => {
    expect(repeatProblem(every('daily', { until: 'x', count: 'y' }), '2026-11-24')).toBeNull();
    expect(repeatProblem({ ...noRepeat, ends: 'on' }, '2026-11-24')).toBeNull();
  });
});

describe('the next dates', () => {
  test.each(repeatPatterns.filter((pattern) => pattern !== 'none'))('of "%s" are as many as asked for', (pattern) => {
    const spans = firstOccurrences(every(pattern), tuesday, zone, 6);
    expect(spans).toHaveLength(6);
    expect(spans[0]).toEqual(tuesday);
  });

  test('keep their hour when clocks change', () => {
    const starts = firstOccurrences(every('monthlyOnDay'), tuesday, zone, 6).map(({ start }) => start);
    expect(starts).toEqual([
      '2026-11-24T09:00:00Z',
      '2026-12-24T09:00:00Z',
      '2027-01-24T09:00:00Z',
      '2027-02-24T09:00:00Z',
      '2027-03-24T09:00:00Z',
      '2027-04-24T08:00:00Z',
    ]);
  });

  test('leave out months without that day', () => {
    const last: Span = { kind: 'allDay', start: '2027-01-31', end: '2027-02-01' };
    expect(firstOccurrences(every('monthlyOnDay'), last, zone, 3).map(({ start }) => start)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
  });

  test('of a 29 February are eight years apart over 2100', () => {
    const leap: Span = { kind: 'allDay', start: '2096-02-29', end: '2096-03-01' };
    expect(firstOccurrences(every('yearly'), leap, zone, 2).map(({ start }) => start)).toEqual([
      '2096-02-29',
      '2104-02-29',
    ]);
  });

  test('are no more than the series has', () => {
    expect(firstOccurrences(every('weekly', { ends: 'after', count: '3' }), tuesday, zone, 6)).toHaveLength(3);
  });
});

describe('the dates to come', () => {
  const until = Date.parse('2026-12-22T00:00:00Z');

  test.each([
    ['for ever', tuesday, every('weekly'), { count: 3, hasLater: true }],
    ['three times', tuesday, every('weekly', { ends: 'after', count: '3' }), { count: 2, hasLater: false }],
    [
      'as often as there is room',
      tuesday,
      every('weekly', { ends: 'after', count: '4' }),
      { count: 3, hasLater: false },
    ],
    [
      'to a day without a date',
      tuesday,
      every('weekly', { ends: 'on', until: '2026-12-21' }),
      { count: 3, hasLater: false },
    ],
    ['to the next date', tuesday, every('weekly', { ends: 'on', until: '2026-12-22' }), { count: 3, hasLater: true }],
    [
      'to a day before the next date',
      allDay,
      every('weekly', { ends: 'on', until: '2026-12-27' }),
      { count: 3, hasLater: false },
    ],
    ['on whole days', allDay, every('daily'), { count: 21, hasLater: true }],
    ['once a year', tuesday, every('yearly'), { count: 0, hasLater: true }],
  ])('of a series that repeats %s', (_name, span, repeat, expected) => {
    expect(datesToCome(repeat, span, zone, until)).toEqual(expected);
  });

  test('of a series that begins later are all later', () => {
    const later: Span = { kind: 'timed', start: '2027-02-02T09:00:00Z', end: '2027-02-02T10:00:00Z', zone };
    expect(datesToCome(every('weekly'), later, zone, until)).toEqual({ count: 0, hasLater: true });
  });
});
