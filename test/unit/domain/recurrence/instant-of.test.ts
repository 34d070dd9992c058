import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../../lib/domain/recurrence/instant-of';
import { fromWallMs } from '../../../../lib/domain/zone-clock';
import { checkProperty } from '../random-runs';
import { caseZones } from './some-case';
import { hourMs } from './some-series';

/** Also zones that change their clocks for Ramadan, and one that once left out a day. */
const zones = [...caseZones, 'Africa/Casablanca', 'Africa/Cairo', 'Pacific/Apia', 'America/Santiago', 'UTC'];

describe('the quick way from a clock reading to its instant', () => {
  test('is the slow one, everywhere and at any time', () => {
    const quarters = { min: Date.parse('1965-01-01') / (hourMs / 4), max: Date.parse('2040-01-01') / (hourMs / 4) };
    checkProperty(
      fc.property(fc.constantFrom(...zones), fc.integer(quarters), (zone, quarter) => {
        const wallMs = quarter * (hourMs / 4);
        expect(instantOf(wallMs, zone)).toBe(fromWallMs(wallMs, zone));
      }),
      2000,
    );
  });

  test.each(zones)('in %s, every night of a year', (zone) => {
    const first = Date.parse('2026-01-01');
    // The hours in which clocks change, and noon.
    const hours = Array.from({ length: 366 }, (_, day) =>
      [0, 1, 2, 3, 12].map((hour) => first + (day * 24 + hour + 0.5) * hourMs),
    ).flat();
    const wrong = hours.filter((wallMs) => instantOf(wallMs, zone) !== fromWallMs(wallMs, zone));
    expect(wrong.map((wallMs) => new Date(wallMs).toISOString())).toEqual([]);
  });
});
