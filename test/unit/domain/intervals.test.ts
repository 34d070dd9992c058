import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectIntervals, mergeIntervals, subtractIntervals } from '../../../lib/domain/intervals';
import type { Interval } from '../../../lib/domain/span';
import { checkProperty } from './random-runs';

const limit = 60;
const interval = fc
  .tuple(fc.integer({ min: 0, max: limit }), fc.integer({ min: -3, max: 15 }))
  .map(([startMs, length]): Interval => ({ startMs, endMs: Math.min(startMs + length, limit) }));
const intervals = fc.array(interval, { maxLength: 12 });

/** The slow and plain meaning: which of the milliseconds are inside. */
const members = (list: readonly Interval[]): readonly boolean[] =>
  Array.from({ length: limit }, (_, ms) => list.some(({ startMs, endMs }) => startMs <= ms && ms < endMs));

const isTidy = (list: readonly Interval[]): boolean =>
  list.every(({ startMs, endMs }, index) => startMs < endMs && startMs > (list[index - 1]?.endMs ?? -1));

test('touching and overlapping intervals are joined, empty and reversed ones dropped', () => {
  const messy = [
    { startMs: 30, endMs: 40 },
    { startMs: 0, endMs: 10 },
    { startMs: 10, endMs: 20 },
    { startMs: 5, endMs: 7 },
    { startMs: 25, endMs: 25 },
    { startMs: 29, endMs: 22 },
  ];
  expect(mergeIntervals(messy)).toEqual([
    { startMs: 0, endMs: 20 },
    { startMs: 30, endMs: 40 },
  ]);
});

test('merging, intersecting and subtracting agree with membership of every single point', () => {
  checkProperty(
    fc.property(intervals, intervals, (a, b) => {
      const inA = members(a);
      const inB = members(b);
      expect(members(mergeIntervals(a))).toEqual(inA);
      expect(members(intersectIntervals(a, b))).toEqual(inA.map((is, ms) => is && inB[ms]));
      expect(members(subtractIntervals(a, b))).toEqual(inA.map((is, ms) => is && !inB[ms]));
    }),
    500,
  );
});

test('every answer is sorted, without empty or touching intervals', () => {
  checkProperty(
    fc.property(intervals, intervals, (a, b) =>
      [mergeIntervals(a), intersectIntervals(a, b), subtractIntervals(a, b)].every(isTidy),
    ),
    500,
  );
});
