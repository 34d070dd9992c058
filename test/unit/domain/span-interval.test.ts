import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsFromInterval, spanFromFields, toInterval } from '../../../lib/domain/span-interval';
import { allDay, at, between, timed } from './people';
import { checkProperty } from './random-runs';

const fields = (date: string, start: string, end: string, zone: string) => ({ date, start, end, zone, allDay: false });

test.each([
  ['Pacific/Kiritimati', '2026-11-22T10:00Z', '2026-11-23T10:00Z'],
  ['Etc/GMT+12', '2026-11-23T12:00Z', '2026-11-24T12:00Z'],
  ['UTC', '2026-11-23T00:00Z', '2026-11-24T00:00Z'],
])('an all-day date is that date in %s, neither early nor late', (zone, start, end) => {
  expect(toInterval(allDay('2026-11-23', '2026-11-24'), zone)).toEqual(between(start, end));
});

test.each([
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['Australia/Sydney', '2026-10-04', 23],
  ['Australia/Sydney', '2026-04-05', 25],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['America/Havana', '2026-03-08', 23],
  ['America/Havana', '2026-11-01', 25],
])('a day in %s, %s, has %d hours', (zone, day, hours) => {
  const next = new Date(at(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const { startMs, endMs } = toInterval(allDay(day, next), zone);
  expect((endMs - startMs) / 3_600_000).toBe(hours);
});

describe('the fields of the form', () => {
  test('are wall-clock times of their zone, summer and winter', () => {
    expect(spanFromFields(fields('2026-07-01', '09:00', '10:30', 'Europe/London'))).toEqual(
      timed('2026-07-01T08:00:00Z', '2026-07-01T09:30:00Z', 'Europe/London'),
    );
    expect(spanFromFields(fields('2026-12-01', '09:00', '10:30:00', 'Europe/London'))).toEqual(
      timed('2026-12-01T09:00:00Z', '2026-12-01T10:30:00Z', 'Europe/London'),
    );
  });

  test('a skipped time moves by the offset before the gap, a doubled one is the first', () => {
    expect(spanFromFields(fields('2026-03-29', '02:30', '04:00', 'Europe/Berlin'))).toMatchObject({
      start: '2026-03-29T01:30:00Z',
    });
    expect(spanFromFields(fields('2026-10-25', '02:30', '04:00', 'Europe/Berlin'))).toMatchObject({
      start: '2026-10-25T00:30:00Z',
    });
  });

  test.each([
    fields('', '09:00', '10:00', 'UTC'),
    fields('2026-13-01', '09:00', '10:00', 'UTC'),
    fields('2026-11-23', '', '10:00', 'UTC'),
    fields('2026-11-23', '09:00', '24:00', 'UTC'),
    fields('2026-11-23', '09:00', '10:00', 'Nowhere/At_All'),
  ])('that say no time are no span: %j', (typed) => {
    expect(spanFromFields(typed)).toBeNull();
  });

  test('come back from the interval they make', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const text = (value: number) => new Date(value * 60_000).toISOString().slice(11, 16);
    const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns', 'Etc/GMT+12');
    checkProperty(
      fc.property(fc.integer({ min: 18_000, max: 30_000 }), minute, minute, zone, (day, a, b, name) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const typed = { date, start: text(Math.min(a, b)), end: text(Math.max(a, b)) };
        const span = spanFromFields({ ...typed, zone: name, allDay: false });
        // St John's skips and doubles an hour of the night; there the fields cannot always come back.
        fc.pre(span !== null && (name !== 'America/St_Johns' || (a > 240 && b > 240)));
        expect(span && fieldsFromInterval(toInterval(span, name), name)).toEqual(typed);
      }),
    );
  });

  test('cannot say what ends on another day', () => {
    expect(fieldsFromInterval(between('2026-11-23T22:00Z', '2026-11-24T01:00Z'), 'UTC')).toBeNull();
    expect(fieldsFromInterval(between('2026-11-23T22:00Z', '2026-11-24T01:00Z'), 'America/New_York')).toEqual({
      date: '2026-11-23',
      start: '17:00',
      end: '20:00',
    });
  });
});
