import { dayMs, dayNumber, minuteMs, weekday } from './calendar-day';
import type { PersonHours } from './form-view';
import { intersectIntervals, mergeIntervals, subtractIntervals } from './intervals';
import type { Interval } from './span';
import type { Holiday, MinuteRange, WorkdayHours } from './workday';
import { type ZoneSegment, zoneSegments } from './zone-clock';

/** A person's week laid over a window: what the lanes draw and every rule about hours is made of. */
export interface WorkingTime {
  readonly zone: string;
  /** From the start to the end of each working day, breaks and holidays not taken out. */
  readonly plan: readonly Interval[];
  readonly breaks: readonly Interval[];
  /** Whole local days without hours in the plan. */
  readonly daysOff: readonly Interval[];
  readonly holidays: readonly HolidayTime[];
  /** What is left to work in: plan without breaks and holidays. */
  readonly working: readonly Interval[];
}

export interface HolidayTime extends Interval {
  readonly kind: 'holiday' | 'leave';
  readonly name: string;
}

/**
 * Null where nothing can be said: no workday, or a zone that nobody knows. An instant is inside hours when the clocks
 * on the person's wall show a time inside them; so on the days of a clock change nothing has to be decided about
 * times that come twice or never.
 */
export function workingTime(person: PersonHours, window: Interval): WorkingTime | null {
  const { hours } = person;
  if (hours === null || hours.zone.kind === 'unknown') return null;
  const { zone } = hours.zone;
  const segments = zoneSegments(zone, window);
  const days = segments.flatMap((segment) => daysOf(segment).map((day) => ({ segment, day })));

  const rangesOf = (pick: (hours: WorkdayHours | null) => readonly MinuteRange[]) =>
    mergeIntervals(
      days.flatMap(({ segment, day }) =>
        pick(hours.days[weekday(day)] ?? null).flatMap((range) => clip(segment, day * dayMs, range)),
      ),
    );
  const plan = rangesOf((day) => (day === null ? [] : [day]));
  const breaks = intersectIntervals(
    plan,
    rangesOf((day) => day?.breaks ?? []),
  );
  const daysOff = rangesOf((day) => (day === null ? [wholeDay] : []));
  const holidays = namedOnce(person.holidays.flatMap((holiday) => holidayTimes(holiday, segments)));
  return { zone, plan, breaks, daysOff, holidays, working: subtractIntervals(plan, [...breaks, ...holidays]) };
}

const wholeDay: MinuteRange = { start: 0, end: 1440 };

/** Numbers of the local days that a stretch of even clocks touches. */
function daysOf({ startMs, endMs, offsetMs }: ZoneSegment): readonly number[] {
  const first = Math.floor((startMs + offsetMs) / dayMs);
  const last = Math.ceil((endMs + offsetMs) / dayMs);
  return Array.from({ length: last - first }, (_, index) => first + index);
}

/** The part of a wall-clock range that falls into a stretch of even clocks. */
function clip(segment: ZoneSegment, fromWallMs: number, range: MinuteRange): readonly Interval[] {
  const startMs = Math.max(segment.startMs, fromWallMs + range.start * minuteMs - segment.offsetMs);
  const endMs = Math.min(segment.endMs, fromWallMs + range.end * minuteMs - segment.offsetMs);
  return startMs < endMs ? [{ startMs, endMs }] : [];
}

/** Dates as written, in the person's zone. `part` says what of the first day is off; further days are off as a whole. */
function holidayTimes(holiday: Holiday, segments: readonly ZoneSegment[]): readonly HolidayTime[] {
  const first = dayNumber(holiday.firstDay);
  const last = dayNumber(holiday.lastDay);
  if (first === null || last === null) return [];
  const kind = holiday.of.kind === 'agent' ? 'leave' : 'holiday';
  const ranges: readonly MinuteRange[] = [
    ...(holiday.part === undefined ? [] : [holiday.part]),
    { start: holiday.part === undefined ? 0 : 1440, end: (last - first + 1) * 1440 },
  ];
  const pieces = ranges.flatMap((range) => segments.flatMap((segment) => clip(segment, first * dayMs, range)));
  return mergeIntervals(pieces).map((piece) => ({ ...piece, kind, name: holiday.name }));
}

/** The helpdesk lists the same holiday with the workday and on its own. */
function namedOnce(holidays: readonly HolidayTime[]): readonly HolidayTime[] {
  const byKey = new Map(holidays.map((one) => [JSON.stringify([one.kind, one.name, one.startMs, one.endMs]), one]));
  return [...byKey.values()].sort((a, b) => a.startMs - b.startMs);
}
