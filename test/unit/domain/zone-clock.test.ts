import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { fromWallMs, isKnownZone, toWallMs, zoneOffsetMs, zoneSegments } from '../../../lib/domain/zone-clock';
import { checkProperty } from './random-runs';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });

const wall = (text: string) => Date.parse(`${text}Z`);
const shown = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('a time on the wall becomes an instant', () => {
  test.each([
    ['an ordinary time', 'Europe/Berlin', '2026-07-01T10:00', '2026-07-01T08:00'],
    ['in the gap, north: by the offset before it', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30'],
    ['in the gap, New York', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:30'],
    ['in the gap, south', 'Australia/Sydney', '2026-10-04T02:30', '2026-10-03T16:30'],
    ['in the half-hour gap of Lord Howe', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45'],
    ['twice, north: the first', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'],
    ['twice, New York: the first', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
    ['twice, south: the first', 'Australia/Sydney', '2026-04-05T02:30', '2026-04-04T15:30'],
    ['twice on Lord Howe: the first', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
    ['a midnight that is skipped begins the day late', 'America/Havana', '2026-03-08T00:00', '2026-03-08T05:00'],
    ['a midnight that comes twice begins the day early', 'America/Havana', '2026-11-01T00:00', '2026-11-01T04:00'],
    ['the day that Samoa left out', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00'],
  ])('%s', (_, name, local, utc) => {
    expect(shown(fromWallMs(wall(local), name))).toBe(utc);
  });

  test('and back to the same reading, save where the clocks skip it', () => {
    checkProperty(
      fc.property(zone, instant, (name, wallMs) => {
        const back = toWallMs(fromWallMs(wallMs, name), name);
        const isSkipped = back !== wallMs;
        // Skipped: no instant shows it, whichever of the offsets of those two days is taken.
        const offsets = [zoneOffsetMs(wallMs - 86_400_000, name), zoneOffsetMs(wallMs + 86_400_000, name)];
        expect(isSkipped && offsets.some((offset) => toWallMs(wallMs - offset, name) === wallMs)).toBe(false);
      }),
      1000,
    );
  });

  test('and no earlier instant shows the same reading', () => {
    checkProperty(
      fc.property(zone, instant, (name, atMs) => {
        expect(fromWallMs(toWallMs(atMs, name), name)).toBeLessThanOrEqual(atMs);
      }),
      1000,
    );
  });

  test('as luxon says wherever the reading is there once', () => {
    checkProperty(
      fc.property(zone, instant, (name, ms) => {
        const wallMs = Math.floor(ms / 60_000) * 60_000;
        const theirs = DateTime.fromISO(new Date(wallMs).toISOString().slice(0, 23), { zone: name });
        fc.pre(theirs.getPossibleOffsets().length === 1 && theirs.toISO()?.slice(0, 16) === shown(wallMs));
        expect(fromWallMs(wallMs, name)).toBe(theirs.toMillis());
      }),
    );
  });
});

test('every zone that this machine knows is as far from UTC as luxon says, in summer and in winter', () => {
  const differing = Intl.supportedValuesOf('timeZone').filter((name) =>
    [1975, 1995, 2015, 2026, 2035].some((year) =>
      [0, 3, 6, 9].some((month) => {
        const atMs = Date.UTC(year, month, 15, 12);
        return zoneOffsetMs(atMs, name) !== Math.round(IANAZone.create(name).offset(atMs) * 60) * 1000;
      }),
    ),
  );
  expect(differing).toEqual([]);
});

test('a zone whose clocks once differed by odd seconds is read to the second', () => {
  expect(zoneOffsetMs(Date.parse('1900-01-01T00:00:00Z'), 'Europe/Amsterdam')).toBe(
    Math.round(IANAZone.create('Europe/Amsterdam').offset(Date.parse('1900-01-01T00:00:00Z')) * 60) * 1000,
  );
  expect(() => zoneOffsetMs(Number.NaN, 'UTC')).toThrow(RangeError);
});

test('segments cover the window without a hole, and each has one offset throughout', () => {
  checkProperty(
    fc.property(
      zone,
      instant,
      fc.integer({ min: 1, max: 400 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (name, startMs, days, random) => {
        const endMs = startMs + days * 86_400_000;
        const segments = zoneSegments(name, { startMs, endMs });
        expect(segments[0]?.startMs).toBe(startMs);
        expect(segments.at(-1)?.endMs).toBe(endMs);
        segments.forEach((segment, index) => {
          expect(segment.startMs).toBe(segments[index - 1]?.endMs ?? startMs);
          for (const part of [...random.take(3), 0]) {
            const atMs = Math.floor(segment.startMs + part * (segment.endMs - 1 - segment.startMs));
            expect(zoneOffsetMs(atMs, name)).toBe(segment.offsetMs);
          }
          expect(zoneOffsetMs(segment.endMs - 1, name)).toBe(segment.offsetMs);
        });
      },
    ),
    100,
  );
});

test('an empty window has no segments', () => {
  expect(zoneSegments('UTC', { startMs: 5, endMs: 5 })).toEqual([]);
});

test('only names of zones are zones', () => {
  expect(['Europe/Berlin', 'UTC', 'Etc/GMT+5'].map(isKnownZone)).toEqual([true, true, true]);
  expect(['', '+01:00', 'Mars/Olympus', 'Custom Zone 7'].map(isKnownZone)).toEqual([false, false, false, false]);
  expect(() => zoneOffsetMs(0, 'Mars/Olympus')).toThrow(RangeError);
});
