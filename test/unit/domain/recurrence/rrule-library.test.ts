import fc from 'fast-check';
import { DateTime } from 'luxon';
import { RRule } from 'rrule';
import { describe, expect, test } from 'vitest';
import { readRule } from '../../../../lib/domain/recurrence/parse-rule';
import { ruleReadings } from '../../../../lib/domain/recurrence/rule-readings';
import type { Interval } from '../../../../lib/domain/span';
import { checkProperty } from '../random-runs';
import { anyPlaces, someRule } from './some-rule';
import { hourMs } from './some-series';

const dayMs = 24 * hourMs;
/**
 * The library names a start twice for two places, takes another where there is none so far from the end, and counts
 * the places of the first week from the start.
 */
const agreedPlaces = { places: [1, 2, 3, 20, -1], mostPlaces: 1, weeklyPlaces: false };
const someStart = fc
  .integer({ min: Date.parse('1999-01-01') / 60_000, max: Date.parse('2026-01-01') / 60_000 })
  .map((minutes) => minutes * 60_000);
const someWindow = fc.tuple(fc.integer({ min: -400, max: 4000 }), fc.integer({ min: 1, max: 400 }));

/** The library on the same wall: no zones, where it is right. Hours it takes as they stand, not in order. */
function byLibrary(rule: string, firstMs: number, { startMs, endMs }: Interval): readonly number[] {
  const ordered = rule.replace(/(BY(?:HOUR|MINUTE|SECOND)=)([\d,]+)/g, (_, name: string, numbers: string) => {
    return name + numbers.split(',').sort((a, b) => Number(a) - Number(b));
  });
  const options = { ...RRule.parseString(ordered), dtstart: new Date(firstMs) };
  return new RRule(options, true).between(new Date(startMs), new Date(endMs - 1), true).map((date) => date.getTime());
}

/** Whether a rule comes back within years after the window: where it never does, the library looks until 9999. */
function comesBack(rule: string, firstMs: number, { endMs }: Interval): boolean {
  const startMs = Math.max(endMs, firstMs);
  const later = { startMs, endMs: startMs + 10 * 366 * dayMs };
  return byUs(rule.replace(/;COUNT=\d+/, ''), firstMs, later).length > 0;
}

function byUs(rule: string, firstMs: number, window: Interval): readonly number[] {
  const read = readRule(rule, { startMs: firstMs, firstReadingMs: firstMs, zone: 'UTC' });
  if ('unreadable' in read) throw new Error(read.unreadable);
  const readings = ruleReadings(read, firstMs, window);
  if ('unreadable' in readings) throw new Error(readings.unreadable);
  return readings;
}

describe('without zones, the same as the rrule library', () => {
  test('any rule, from any start, in any window', () => {
    checkProperty(
      fc.property(someRule(agreedPlaces), someStart, someWindow, (rule, firstMs, [ahead, length]) => {
        const startMs = firstMs + ahead * dayMs;
        const window = { startMs, endMs: startMs + length * dayMs };
        fc.pre(comesBack(rule, firstMs, window));
        expect(byUs(rule, firstMs, window)).toEqual(byLibrary(rule, firstMs, window));
      }),
      1500,
    );
  });

  test('what lies in a window does not depend on the window', () => {
    checkProperty(
      fc.property(someRule(anyPlaces), someStart, fc.integer({ min: 1, max: 2000 }), (rule, firstMs, cut) => {
        const cutMs = firstMs + cut * dayMs;
        const endMs = cutMs + 500 * dayMs;
        const parts = [
          ...byUs(rule, firstMs, { startMs: firstMs, endMs: cutMs }),
          ...byUs(rule, firstMs, { startMs: cutMs, endMs }),
        ];
        expect(parts).toEqual(byUs(rule, firstMs, { startMs: firstMs, endMs }));
      }),
      500,
    );
  });

  test('positions within a week are counted from its first day, also in the week of the start', () => {
    // A Wednesday: Monday and Wednesday of each week; the library counts the first week from the Wednesday on.
    const firstMs = Date.parse('2024-10-23T09:00Z');
    const rule = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3';
    const readings = byUs(rule, firstMs, { startMs: firstMs, endMs: firstMs + 30 * dayMs });
    expect(readings.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
      '2024-10-23',
      '2024-10-28',
      '2024-10-30',
    ]);
  });

  test.each([52, 53, -1, -2])('week %i of the year as luxon numbers weeks', (week) => {
    const firstMs = Date.parse('2000-01-01T09:00Z');
    const days = Array.from({ length: 30 * 365 }, (_, day) =>
      DateTime.fromMillis(firstMs + day * dayMs, { zone: 'UTC' }),
    );
    const inWeek = days.filter((day) => day.weekNumber === (week > 0 ? week : day.weeksInWeekYear + week + 1));
    const window = { startMs: firstMs, endMs: firstMs + days.length * dayMs };
    expect(byUs(`FREQ=YEARLY;BYWEEKNO=${week};BYDAY=MO,TU,WE,TH,FR,SA,SU`, firstMs, window)).toEqual(
      inWeek.map((day) => day.toMillis()),
    );
  });

  test.each([
    ['FREQ=MONTHLY;BYDAY=MO,1TU', 'each Monday and the first Tuesday', ['02', '03', '09', '16', '23', '30']],
    ['FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10;BYSETPOS=2,-1', 'mixed places', ['02', '10']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'the last working day', ['31']],
  ])('%s: %s', (rule, _, days) => {
    const march = { startMs: Date.parse('2026-03-01'), endMs: Date.parse('2026-04-01') };
    const readings = byUs(rule, Date.parse('2026-01-01T09:00Z'), march);
    expect(readings.map((ms) => new Date(ms).toISOString().slice(8, 10))).toEqual(days);
  });
});
