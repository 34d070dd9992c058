import { dayMs } from '../calendar-day';
import type { Interval } from '../span';
import type { RecurrenceRule, Unreadable } from './recurrence-rule';
import { type RulePeriods, rulePeriods } from './rule-periods';

/** Days and readings that one expansion may look at: hundredths of a second. A year of days since 1900 is within it. */
const mostSteps = 50_000;

/**
 * The clock readings that a rule names from the first one on, within a stretch of the wall and in order (epoch
 * milliseconds of the same readings in UTC). Periods before the stretch are jumped over wherever their starts need not
 * be counted one by one; a rule that would take too long is given up.
 */
export function ruleReadings(rule: RecurrenceRule, firstMs: number, stretch: Interval): readonly number[] | Unreadable {
  if (timesADay(rule) > mostSteps) return endless;
  const firstDay = Math.floor(firstMs / dayMs);
  const periods = rulePeriods(rule, firstDay);
  const walk: Walk = { rule, periods, times: dayTimes(rule, firstMs - firstDay * dayMs), stepsLeft: mostSteps };
  const first = periods.periodOf(firstDay);
  const last = periods.periodOf(Math.floor((stretch.endMs - 1) / dayMs));
  const wanted = periods.periodOf(Math.floor(stretch.startMs / dayMs));
  const jump = canJump(rule) ? Math.max(0, Math.floor((wanted - first) / rule.interval)) : 0;

  let left = rule.count ?? Number.POSITIVE_INFINITY;
  if (jump > 0 && rule.count !== null) {
    const whole = readingsOf(walk, first);
    if (whole === null) return endless;
    // Every later period of such a rule has as many starts as the first one would have if it were whole.
    left -= whole.filter((reading) => reading >= firstMs).length + (jump - 1) * whole.length;
  }
  const readings: number[] = [];
  for (let period = first + jump * rule.interval; period <= last && left > 0; period += rule.interval) {
    const found = readingsOf(walk, period);
    if (found === null) return endless;
    for (const reading of found) {
      if (reading < firstMs) continue;
      if (left-- <= 0) break;
      if (reading >= stretch.startMs && reading < stretch.endMs) readings.push(reading);
    }
  }
  return readings;
}

const endless: Unreadable = { unreadable: 'its rule takes too many steps to follow' };

interface Walk {
  readonly rule: RecurrenceRule;
  readonly periods: RulePeriods;
  readonly times: readonly number[];
  stepsLeft: number;
}

/** Without a count nothing before the stretch matters; with one, only where every period has as many starts. */
function canJump({ count, frequency, months, monthDays, weekdays }: RecurrenceRule): boolean {
  if (count === null) return true;
  if (frequency === 'weekly') return months.length === 0;
  return frequency === 'daily' && months.length + monthDays.length + weekdays.length === 0;
}

/** All readings of a period, in order; null when that is more than may be looked at. */
function readingsOf(walk: Walk, period: number): readonly number[] | null {
  const { rule, periods, times } = walk;
  const days = periods.daysOf(period);
  walk.stepsLeft -= periods.span + days.length * times.length;
  if (walk.stepsLeft < 0) return null;
  const all = days.flatMap((day) => times.map((time) => day * dayMs + time));
  const { positions } = rule;
  if (positions.length === 0) return all;
  const places = new Set(positions.map((position) => (position > 0 ? position - 1 : all.length + position)));
  return all.filter((_, place) => places.has(place));
}

function timesADay({ hours, minutes, seconds }: RecurrenceRule): number {
  return [hours, minutes, seconds].reduce((product, { length }) => product * Math.max(1, length), 1);
}

/** Milliseconds after midnight, in order; parts that the rule does not name are those of its first reading. */
function dayTimes({ hours, minutes, seconds }: RecurrenceRule, firstTimeMs: number): readonly number[] {
  const first = Math.floor(firstTimeMs / 1000);
  const or = (list: readonly number[], otherwise: number) => (list.length > 0 ? list : [otherwise]);
  return or(hours, Math.floor(first / 3600)).flatMap((hour) =>
    or(minutes, Math.floor(first / 60) % 60).flatMap((minute) =>
      or(seconds, first % 60).map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  );
}
