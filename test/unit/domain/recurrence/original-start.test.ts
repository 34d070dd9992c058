import { expect, test } from 'vitest';
import { normalOriginalStart, spanFrom } from '../../../../lib/domain/recurrence/original-start';
import { spanAt } from './some-series';

test.each([
  ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z'],
  ['2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00Z'],
  ['2026-11-23T10:00:00+01:00', '2026-11-23T09:00:00Z'],
  ['2026-11-22T23:30:00-09:30', '2026-11-23T09:00:00Z'],
  ['2026-11-23', '2026-11-23'],
  ['2026-11-23T09:00:00', null],
  ['2026-02-30', null],
  ['2026-02-29T25:00:00Z', null],
  ['master_20261123T090000Z', null],
  ['', null],
])('the original start "%s" is written %s', (text, normal) => {
  expect(normalOriginalStart(text)).toBe(normal);
});

test('a span begins elsewhere with the same length, kind and zone', () => {
  const timed = spanAt('2026-03-28T02:30', 'Europe/Berlin');
  expect(spanFrom(Date.parse('2026-03-29T01:30Z'), timed)).toEqual({
    kind: 'timed',
    start: '2026-03-29T01:30:00Z',
    end: '2026-03-29T02:30:00Z',
    zone: 'Europe/Berlin',
  });
  expect(spanFrom(Date.parse('2026-03-29'), spanAt('2026-02-27', 'Europe/Berlin', 3 * 24 * 3_600_000))).toEqual({
    kind: 'allDay',
    start: '2026-03-29',
    end: '2026-04-01',
  });
});
