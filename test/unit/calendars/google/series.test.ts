import { expect, test } from 'vitest';
import { readOriginalStart, toInstanceId } from '../../../../lib/calendars/google/series';

test.each([
  ['a timed one by its UTC start', 'weekly', '2026-11-23T09:00:00Z', 'weekly_20261123T090000Z'],
  ['one of whole days by its date', 'daily', '2026-11-23', 'daily_20261123'],
  [
    'one of a split series after the first part',
    '68k0p6ackplecqs9fuvbs1fju0_R20250326T123000',
    '2025-03-27T12:30:00Z',
    '68k0p6ackplecqs9fuvbs1fju0_20250327T123000Z',
  ],
  ['one of a split series of whole days', 'daily_R20250326', '2025-03-27', 'daily_20250327'],
  ['one whose master has an underscore of its own', '_6cp3', '2026-11-23', '_6cp3_20261123'],
])('an instance is named: %s', (_what, masterId, originalStart, id) => {
  expect(toInstanceId(masterId, originalStart)).toBe(id);
});

test.each([
  ['an offset', { dateTime: '2025-03-28T10:00:00-05:00', timeZone: 'America/Chicago' }, '2025-03-28T15:00:00Z'],
  ['a zone alone', { dateTime: '2025-03-28T10:00:00', timeZone: 'America/Chicago' }, '2025-03-28T15:00:00Z'],
  ['a date', { date: '2025-03-28' }, '2025-03-28'],
  ['a date that does not exist', { date: '2025-02-30' }, null],
  ['nothing', {}, null],
  ['no time at all', undefined, null],
])('an original start with %s', (_what, time, originalStart) => {
  expect(readOriginalStart(time, 'Europe/London')).toBe(originalStart);
});
