import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlaps } from '../../../../lib/domain/intervals';
import {
  type ExpandableException,
  type ExpandableSeries,
  expandSeries,
  type Occurrence,
} from '../../../../lib/domain/recurrence/expand-series';
import { readRecurrence } from '../../../../lib/domain/recurrence/parse-recurrence';
import type { Interval, Span } from '../../../../lib/domain/span';
import { formatInstant, toInterval } from '../../../../lib/domain/span-interval';
import { checkProperty } from '../random-runs';
import { type ExpansionCase, someCase } from './some-case';
import { cancelled, changed, contentOf, expanded, hourMs, spanAt } from './some-series';

const dayMs = 24 * hourMs;

function toSeries({ start, lengthMs, zone, lines }: ExpansionCase): ExpandableSeries {
  const end = formatInstant(Date.parse(start) + lengthMs);
  const span: Span = start.includes('T')
    ? { kind: 'timed', start, end, zone }
    : { kind: 'allDay', start, end: end.slice(0, 10) };
  return { content: contentOf(span), zone, recurrence: lines };
}

function windowOf({ window: [startMs, endMs] }: ExpansionCase): Interval {
  return { startMs, endMs };
}

const starts = (occurrences: readonly Occurrence[]) => occurrences.map(({ originalStart }) => originalStart);

describe('whatever the series', () => {
  test('its occurrences touch the window, stand in order, and each original start is there once', () => {
    checkProperty(
      fc.property(someCase, (one) => {
        const found = expanded(toSeries(one), windowOf(one));
        const intervals = found.map(({ content }) => toInterval(content.span, one.zone));
        expect(intervals.filter((interval) => !overlaps(interval, windowOf(one)))).toEqual([]);
        expect(intervals.map(({ startMs }) => startMs)).toEqual(
          intervals.map(({ startMs }) => startMs).sort((a, b) => a - b),
        );
        expect(new Set(starts(found)).size).toBe(found.length);
      }),
      500,
    );
  });

  test('a window cut in two holds the same: what the next run looks at does not change what this one saw', () => {
    checkProperty(
      fc.property(someCase, fc.integer({ min: 0, max: 210 * 24 * 60 }), (one, minutes) => {
        const window = windowOf(one);
        const cutMs = Math.min(window.startMs + minutes * 60_000, window.endMs);
        const early = starts(expanded(toSeries(one), { ...window, endMs: cutMs }));
        const late = starts(expanded(toSeries(one), { ...window, startMs: cutMs }));
        expect([...new Set([...early, ...late])]).toEqual(starts(expanded(toSeries(one), window)));
      }),
      500,
    );
  });

  test('exceptions take the place of what they name and touch nothing else', () => {
    const fate = fc.constantFrom('kept', 'kept', 'cancelled', 'moved', 'movedAway');
    checkProperty(
      fc.property(someCase, fc.array(fate, { minLength: 1, maxLength: 9 }), (one, fates) => {
        const series = toSeries(one);
        const window = windowOf(one);
        const bare = expanded(series, window);
        const fateOf = (index: number) => fates[index % fates.length] ?? 'kept';
        const awayMs = window.endMs + 400 * dayMs;
        const exceptions = bare.flatMap(({ originalStart }, index): readonly ExpandableException[] => {
          const kind = fateOf(index);
          if (kind === 'kept') return [];
          if (kind === 'cancelled') return [cancelled(originalStart)];
          const atMs = kind === 'moved' ? (window.startMs + window.endMs) / 2 : awayMs;
          return [changed(originalStart, spanAt(new Date(atMs).toISOString().slice(0, 16), one.zone))];
        });
        const found = expanded(series, window, exceptions);
        const kept = bare.filter((_, index) => fateOf(index) === 'kept');
        expect(found.filter(({ isException }) => !isException)).toEqual(kept);
        expect(starts(found.filter(({ isException }) => isException))).toEqual(
          bare
            .filter((_, index) => fateOf(index) === 'moved')
            .map(({ originalStart }) => originalStart)
            .sort(),
        );
        const away = expanded(
          { ...series, recurrence: [] },
          { startMs: awayMs - dayMs, endMs: awayMs + dayMs },
          exceptions,
        );
        expect(away).toHaveLength(bare.filter((_, index) => fateOf(index) === 'movedAway').length);
      }),
      300,
    );
  });
});

describe('whatever the lines', () => {
  const noise = fc.oneof(
    fc.string(),
    fc.string().map((text) => `RRULE:${text}`),
    fc.string().map((text) => `RRULE:FREQ=DAILY;${text}`),
    fc.string().map((text) => `EXDATE;TZID=${text}:20260101T090000`),
    fc.string().map((text) => `RDATE:${text}`),
    fc
      .tuple(
        fc.constantFrom('FREQ', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYSETPOS', 'WKST'),
        fc.string({ maxLength: 8 }),
      )
      .map(([name, text]) => `RRULE:FREQ=YEARLY;${name}=${text}`),
  );

  test('they are read, or refused with a reason of one line: nothing is thrown', () => {
    const window = { startMs: Date.parse('2026-01-01'), endMs: Date.parse('2026-07-01') };
    checkProperty(
      fc.property(someCase, fc.array(noise, { minLength: 1, maxLength: 3 }), (one, lines) => {
        const master = { ...toSeries(one), recurrence: lines };
        const set = readRecurrence(lines, master.content.span, master.zone);
        const { occurrences, unreadable } = expandSeries({ master, exceptions: [], window });
        if ('unreadable' in set) {
          expect(unreadable).toBe(set.unreadable);
          expect(set.unreadable).toMatch(/^[a-z][^\n]{10,150}$/);
          expect(occurrences).toEqual([]);
        }
      }),
      1000,
    );
  });
});
