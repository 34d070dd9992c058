import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ExpandableSeries, expandSeries } from '../../../../lib/domain/recurrence/expand-series';
import { contentOf, hourMs } from './some-series';

interface LibicalCase {
  readonly comment: string;
  readonly rrule: string;
  readonly dtstart: string;
  readonly instances: string;
  readonly 'start-at'?: string;
}

const file = new URL('../../../../../shared/data/recurrence/libical-cases.json', import.meta.url);
const cases: readonly LibicalCase[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];

/** Where libical stands alone, by rule and start, with the reason. */
const disputed: ReadonlyMap<string, string> = new Map([
  [
    'FREQ=YEARLY;BYMONTHDAY=29;COUNT=3 20240229',
    'libical takes the month from the start; by the table of RFC 5545 3.3.10, as dateutil and rrule read it, the rule names the 29th of every month',
  ],
]);

/** Refused: calendars read them differently, or they repeat more often than daily. */
const refused: readonly RegExp[] = [/FREQ=(HOURLY|MINUTELY|SECONDLY)/, /BYWEEKNO/];

describe.skipIf(cases.length === 0)('the cases of libical (skipped: ../shared/data is absent)', () => {
  const usable = cases.filter((one) => one['start-at'] === undefined);

  test.each(usable.map((one) => [`${one.rrule} from ${one.dtstart}`, one] as const))('%s', (_, one) => {
    const { occurrences, unreadable } = expandSeries({
      master: seriesOf(one),
      exceptions: [],
      window: { startMs: Date.parse('1990-01-01'), endMs: Date.parse('2040-01-01') },
    });
    if (unreadable !== undefined) {
      expect(
        refused.some((pattern) => pattern.test(one.rrule)),
        unreadable,
      ).toBe(true);
      return;
    }
    const found = occurrences.map(({ originalStart }) => originalStart);
    // Their iterator leaves a start out that the rule does not name.
    const wanted = [...new Set([one.dtstart, ...one.instances.split(',')].map(isoOf))].sort();
    if (disputed.has(`${one.rrule} ${one.dtstart}`)) expect(found).not.toEqual(wanted);
    else expect(found).toEqual(wanted);
  });

  test('are nearly all expanded', () => {
    const expandable = usable.filter(({ rrule }) => !refused.some((pattern) => pattern.test(rrule)));
    expect(expandable.length).toBeGreaterThanOrEqual(40);
  });
});

function seriesOf({ rrule, dtstart }: LibicalCase): ExpandableSeries {
  const start = isoOf(dtstart);
  const isDay = !start.includes('T');
  const end = new Date(Date.parse(start) + (isDay ? 24 * hourMs : hourMs)).toISOString();
  const content = isDay
    ? contentOf({ kind: 'allDay', start, end: end.slice(0, 10) })
    : contentOf({ kind: 'timed', start, end: `${end.slice(0, 19)}Z`, zone: 'UTC' });
  return { content, zone: 'UTC', recurrence: [`RRULE:${rrule}`] };
}

/** `19980101T090000` as `1998-01-01T09:00:00Z`; times without a zone are taken as UTC, where no clock ever changes. */
function isoOf(text: string): string {
  const [, y, m, d, hh, mm, ss] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? [];
  return hh === undefined ? `${y}-${m}-${d}` : `${y}-${m}-${d}T${hh}:${mm}:${ss}Z`;
}
