import { dayMs, dayName, dayNumber, minuteMs, weekday } from './calendar-day';
import type { PersonHours } from './form-view';
import { intersectIntervals, subtractIntervals } from './intervals';
import type { AllDaySpan, Interval, Span } from './span';
import { toInterval } from './span-interval';
import type { WorkdayHours } from './workday';
import { type WorkingTime, workingTime } from './working-time';
import { toWallMs } from './zone-clock';

/** Why an appointment does not fit somebody's hours, and which stretch of it. */
export type Finding =
  | ({ readonly kind: 'outsideHours' | 'duringBreak' | 'dayOff' } & Interval)
  | ({ readonly kind: 'holiday' | 'leave'; readonly name: string } & Interval)
  /** The hours are there, but nobody knows the zone they are meant in: nothing was computed. */
  | { readonly kind: 'unknownZone'; readonly zone: string }
  | { readonly kind: 'noWorkday' };

/** How much of a longer one is looked at: enough to meet every weekday and every yearly holiday. */
const longestLookMs = 366 * dayMs;

/**
 * What of an appointment falls outside a person's hours (part or all of it); empty when nothing does. A stretch is
 * named by the first that holds: holiday or leave (both, where both hold), day off, break, outside hours.
 * All-day appointments are dates: they fit a working day however short, and only days off and holidays are findings.
 */
export function workdayFindings(span: Span, person: PersonHours): readonly Finding[] {
  if (person.hours === null) return [{ kind: 'noWorkday' }];
  if (person.hours.zone.kind === 'unknown') return [{ kind: 'unknownZone', zone: person.hours.zone.name }];
  const whole = withLength(toInterval(span, person.hours.zone.zone));
  const window = { startMs: whole.startMs, endMs: Math.min(whole.endMs, whole.startMs + longestLookMs) };
  const time = workingTime(person, window);
  if (time === null) return [];
  const onWorkdays = subtractIntervals([window], [...time.holidays, ...time.daysOff]);
  return [
    ...time.holidays,
    ...named('dayOff', subtractIntervals(time.daysOff, time.holidays)),
    ...(span.kind === 'allDay' ? [] : named('duringBreak', intersectIntervals(onWorkdays, time.breaks))),
    ...(span.kind === 'allDay' ? [] : named('outsideHours', subtractIntervals(onWorkdays, time.plan))),
  ];
}

/** Whether part or all of it falls outside the hours; hours that are not known are no reason to say so. */
export function isOutsideHours(findings: readonly Finding[]): boolean {
  return findings.some(({ kind }) => kind !== 'unknownZone' && kind !== 'noWorkday');
}

/** Time a person works in the window; null where their hours are not known. */
export function workingIntervals(person: PersonHours, window: Interval): readonly Interval[] | null {
  return workingTime(person, window)?.working ?? null;
}

/** The reverse: time of the window outside hours, in breaks and on holidays; null where the hours are not known. */
export function offIntervals(person: PersonHours, window: Interval): readonly Interval[] | null {
  const working = workingIntervals(person, window);
  return working === null ? null : subtractIntervals([window], working);
}

const mostDaysShown = 7;

/** For "Amir: Fri 20 Nov, 15:00 to 16:00 their time; works 08:00 to 14:00": one person's clocks and plan. */
export interface LocalHours {
  readonly zone: string;
  readonly start: LocalTime;
  /** An end at midnight is minute 1440 of the day before. */
  readonly end: LocalTime;
  readonly isAllDay: boolean;
  /** The plan of each day it touches, at most the first seven; `hours` null on a day off. */
  readonly days: readonly { readonly day: string; readonly hours: WorkdayHours | null }[];
  readonly holidays: WorkingTime['holidays'];
}

export interface LocalTime {
  readonly day: string;
  /** Minutes after midnight, 0 to 1440. */
  readonly minute: number;
}

/** Null where the person's hours or zone are not known. */
export function localHoursLine(span: Span, person: PersonHours): LocalHours | null {
  const { hours } = person;
  if (hours === null || hours.zone.kind === 'unknown') return null;
  const { zone } = hours.zone;
  const interval = withLength(toInterval(span, zone));
  const { start, end } = span.kind === 'allDay' ? wholeDays(span) : localTimes(interval, zone);
  const days = daysBetween(start.day, end.day);
  const seen = { startMs: interval.startMs, endMs: Math.min(interval.endMs, interval.startMs + days.length * dayMs) };
  return {
    zone,
    start,
    end,
    isAllDay: span.kind === 'allDay',
    days: days.map((number) => ({ day: dayName(number), hours: hours.days[weekday(number)] ?? null })),
    holidays: workingTime(person, seen)?.holidays ?? [],
  };
}

function wholeDays(span: AllDaySpan): { readonly start: LocalTime; readonly end: LocalTime } {
  const lastDay = dayName((dayNumber(span.end) ?? 0) - 1);
  return { start: { day: span.start, minute: 0 }, end: { day: lastDay, minute: 1440 } };
}

function localTimes(interval: Interval, zone: string): { readonly start: LocalTime; readonly end: LocalTime } {
  const lastMoment = localTime(toWallMs(interval.endMs, zone) - 1);
  return {
    start: localTime(toWallMs(interval.startMs, zone)),
    end: { day: lastMoment.day, minute: lastMoment.minute + 1 },
  };
}

function localTime(wallMs: number): LocalTime {
  const day = Math.floor(wallMs / dayMs);
  return { day: dayName(day), minute: Math.floor((wallMs - day * dayMs) / minuteMs) };
}

function daysBetween(first: string, last: string): readonly number[] {
  const from = dayNumber(first) ?? 0;
  const count = Math.min((dayNumber(last) ?? from) - from + 1, mostDaysShown);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => from + index);
}

/** Something without length still stands in one minute, and that minute is looked at. */
function withLength({ startMs, endMs }: Interval): Interval {
  return { startMs, endMs: endMs === startMs ? startMs + minuteMs : endMs };
}

function named<K extends 'dayOff' | 'duringBreak' | 'outsideHours'>(kind: K, intervals: readonly Interval[]) {
  return intervals.map((interval) => ({ kind, ...interval }));
}
