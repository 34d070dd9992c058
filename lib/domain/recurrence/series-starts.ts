import { dayMs } from '../calendar-day';
import type { Interval } from '../span';
import { instantOf } from './instant-of';
import type { RecurrenceRule, RecurrenceSet, Unreadable } from './recurrence-rule';
import { ruleReadings } from './rule-readings';

/** Nobody meets that often: beyond it an import would be an accident. */
const mostStarts = 10_000;

/** The points at which occurrences of a series begin within a stretch of points, in order. */
export function seriesStarts(set: RecurrenceSet, stretch: Interval): readonly number[] | Unreadable {
  const starts = new Set<number>();
  const isIn = (pointMs: number) => pointMs >= stretch.startMs && pointMs < stretch.endMs;
  // The start is the first occurrence (RFC 5545 3.8.2.4) even where its rule does not name it, as Google has it.
  const isOver = set.rules.length > 0 && set.rules.every(({ untilMs }) => untilMs !== null && untilMs < set.startMs);
  if (!isOver && isIn(set.startMs)) starts.add(set.startMs);
  for (const pointMs of set.addedMs) if (isIn(pointMs)) starts.add(pointMs);
  for (const rule of set.rules) {
    const points = rulePoints(rule, set, stretch);
    if ('unreadable' in points) return points;
    for (const pointMs of points) if (isIn(pointMs)) starts.add(pointMs);
  }
  for (const rule of set.exclusionRules) {
    const points = rulePoints(rule, set, stretch);
    if ('unreadable' in points) return points;
    for (const pointMs of points) starts.delete(pointMs);
  }
  const left = [...starts].filter((pointMs) => !set.excludedMs.has(pointMs));
  if (left.length > mostStarts) return { unreadable: `it has more than ${mostStarts} occurrences in the window` };
  return left.sort((a, b) => a - b);
}

/** Points of one rule in the stretch, and perhaps some beside it: the wall is asked two days further on both ends. */
function rulePoints(
  rule: RecurrenceRule,
  { startMs, firstReadingMs, zone }: RecurrenceSet,
  stretch: Interval,
): readonly number[] | Unreadable {
  const lastMs = Math.min(stretch.endMs, rule.untilMs === null ? stretch.endMs : rule.untilMs + 1);
  const wall = { startMs: stretch.startMs - 2 * dayMs, endMs: lastMs + 2 * dayMs };
  const readings = ruleReadings(rule, firstReadingMs, wall);
  if ('unreadable' in readings) return readings;
  return readings
    .map((readingMs) => (zone === null ? readingMs : instantOf(readingMs, zone)))
    .filter((pointMs) => pointMs >= startMs && (rule.untilMs === null || pointMs <= rule.untilMs));
}
