import { dayName, dayNumber } from '../lib/domain/calendar-day';
import type { Interval } from '../lib/domain/span';
import { toInterval } from '../lib/domain/span-interval';
import { isKnownZone } from '../lib/domain/zone-clock';

export const stepMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/** One local day as a line from 0 to 1; 23 or 25 hours long when the clocks change. */
export interface DayScale extends Interval {
  /** `YYYY-MM-DD` in `zone`. */
  readonly date: string;
  readonly zone: string;
  /** Every full hour of the day, epoch ms. */
  readonly hours: readonly number[];
  /** The latest end a time field can say: `00:00` would be the morning of the same day. */
  readonly lastEndMs: number;
}

/** Null when the date or the zone is none. */
export function createDayScale(date: string, zone: string): DayScale | null {
  if (dayNumber(date) === null || !isKnownZone(zone)) return null;
  const { startMs, endMs } = toInterval({ kind: 'allDay', start: date, end: dateAfter(date, 1) }, zone);
  const hours: number[] = [];
  for (let ms = startMs; ms < endMs; ms += hourMs) hours.push(ms);
  return { date, zone, startMs, endMs, hours, lastEndMs: endMs - stepMs };
}

/** Where an interval lies on the line, cut at the day's ends; null when it does not touch the day. */
export function placeOn(scale: DayScale, interval: Interval): { readonly at: number; readonly length: number } | null {
  const startMs = Math.max(scale.startMs, interval.startMs);
  const endMs = Math.min(scale.endMs, interval.endMs);
  if (endMs <= startMs) return null;
  const lengthMs = scale.endMs - scale.startMs;
  return { at: (startMs - scale.startMs) / lengthMs, length: (endMs - startMs) / lengthMs };
}

/** Whether all of the wanted time lies in the window. */
export function covers(window: Interval, wanted: Interval): boolean {
  return window.startMs <= wanted.startMs && window.endMs >= wanted.endMs;
}

/** What a press or a drag does to the proposed time. */
export type Change = 'move' | 'start' | 'end';

/** The interval moved, or one of its ends, within the day and onto quarters of an hour; unchanged where it cannot be. */
export function changeWithin(scale: DayScale, interval: Interval, change: Change, byMs: number): Interval {
  const changed = changeFreely(scale, interval, change, byMs);
  return changed.startMs >= scale.startMs && changed.endMs > changed.startMs ? changed : interval;
}

function changeFreely(scale: DayScale, { startMs, endMs }: Interval, change: Change, byMs: number): Interval {
  switch (change) {
    case 'move': {
      const lengthMs = endMs - startMs;
      const movedMs = clamp(snap(scale, startMs, byMs), scale.startMs, scale.lastEndMs - lengthMs);
      return { startMs: movedMs, endMs: movedMs + lengthMs };
    }
    case 'start':
      return { startMs: clamp(snap(scale, startMs, byMs), scale.startMs, endMs - stepMs), endMs };
    case 'end':
      return { startMs, endMs: clamp(snap(scale, endMs, byMs), startMs + stepMs, scale.lastEndMs) };
  }
}

/** The date some days later, as in the field; unchanged when it is none. */
export function dateAfter(date: string, days: number): string {
  const number = dayNumber(date);
  return number === null ? date : dayName(number + days);
}

/** An odd minute moves to the next quarter in the direction of travel, so that one press is one visible step. */
function snap(scale: DayScale, ms: number, byMs: number): number {
  if (byMs === 0) return ms;
  const steps = (ms + byMs - scale.startMs) / stepMs;
  return scale.startMs + (byMs > 0 ? Math.floor(steps) : Math.ceil(steps)) * stepMs;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
