import { describe, expect, test } from 'vitest';
import {
  fromHaloClock,
  fromHaloDays,
  fromHaloTime,
  type HaloTimeConvention,
  haloReadingMs,
  toHaloDays,
  toHaloTime,
  usualTimes,
} from '../../../../lib/helpdesk/halo/times';

const local: HaloTimeConvention = { zone: 'America/New_York', allDayEnd: 'nextMidnight' };

describe('times', () => {
  test.each([
    ['2026-05-20T14:00:00', '2026-05-20T14:00:00Z'],
    ['2026-05-20T14:00', '2026-05-20T14:00:00Z'],
    ['2026-05-20T14:00:00.123', '2026-05-20T14:00:00Z'],
    ['2026-05-20T14:00:00Z', '2026-05-20T14:00:00Z'],
    ['2026-05-20T14:00:00+02:00', '2026-05-20T12:00:00Z'],
  ])('%s is UTC unless it says otherwise', (text, instant) => {
    expect(fromHaloTime(text, usualTimes)).toBe(instant);
  });

  test.each(['', '2026-05-20', '20/05/2026 14:00', '2026-13-45T14:00:00', 'soon'])('"%s" is no time', (text) => {
    expect(fromHaloTime(text, usualTimes)).toBeNull();
  });

  test('a tenant that stores local time is one convention away', () => {
    expect(fromHaloTime('2026-05-20T10:00:00', local)).toBe('2026-05-20T14:00:00Z');
    expect(toHaloTime(Date.parse('2026-05-20T14:00:00Z'), local)).toBe('2026-05-20T10:00:00');
  });

  test('a time goes out in UTC without a mark', () => {
    expect(toHaloTime(Date.parse('2026-05-20T14:00:00.900Z'), usualTimes)).toBe('2026-05-20T14:00:00');
  });
});

describe('readings, for putting times in order', () => {
  test.each([
    ['2026-05-20T14:00:00', Date.parse('2026-05-20T14:00:00Z')],
    ['2026-05-20T14:00:00.25', Date.parse('2026-05-20T14:00:00.250Z')],
    ['2026-05-20T14:00:00Z', Date.parse('2026-05-20T14:00:00Z')],
    ['', null],
    ['soon', null],
    [null, null],
    [undefined, null],
  ])('%s', (text, ms) => {
    expect(haloReadingMs(text)).toBe(ms);
  });
});

describe('days', () => {
  test.each([
    ['the last second', '2026-05-20T00:00:00', '2026-05-21T23:59:59', '2026-05-20', '2026-05-21'],
    ['the next midnight', '2026-05-20T00:00:00', '2026-05-22T00:00:00', '2026-05-20', '2026-05-21'],
    ['the same midnight', '2026-05-20T00:00:00', '2026-05-20T00:00:00', '2026-05-20', '2026-05-20'],
  ])('an end at %s', (_what, start, end, firstDay, lastDay) => {
    expect(fromHaloDays(start, end)).toEqual({ firstDay, lastDay });
  });

  test('there is no 30 February', () => {
    expect(fromHaloDays('2026-02-30T00:00:00', '2026-03-01T00:00:00')).toBeNull();
  });

  test.each([usualTimes, local])('days come back as they went out, never shifted by a zone', (times) => {
    const { start, end } = toHaloDays('2026-03-28', '2026-03-31', times);
    expect(fromHaloDays(start, end)).toEqual({ firstDay: '2026-03-28', lastDay: '2026-03-30' });
  });
});

test.each([
  ['1900-01-01T09:30:00', 570],
  ['09:30', 570],
  ['2000-01-01T00:00:00', 0],
  ['2000-01-01T23:59:00', 1440],
  ['2000-01-01', null],
  ['2000-01-01T25:00:00', null],
  [null, null],
  [undefined, null],
])('the clock of %s', (text, minutes) => {
  expect(fromHaloClock(text)).toBe(minutes);
});
