import { dayMs } from './calendar-day';
import type { Interval } from './span';

/** A stretch of time in which a zone's clocks stay at one offset: wall clock = instant + `offsetMs`. */
export interface ZoneSegment extends Interval {
  readonly offsetMs: number;
}

/** Making one takes long, and the same zones are asked for again and again. Null: this machine knows no such zone. */
const clocks = new Map<string, Intl.DateTimeFormat | null>();

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = /^[A-Za-z]/.test(zone) ? newClock(zone) : null;
  clocks.set(zone, made);
  return made;
}

function newClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether it is the name of an IANA zone that this machine knows; an offset such as `+01:00` is none. */
export function isKnownZone(zone: string): boolean {
  return clockOf(zone) !== null;
}

/** How far the zone's clocks are ahead of UTC at an instant. Throws RangeError for an unknown zone. */
export function zoneOffsetMs(atMs: number, zone: string): number {
  const clock = clockOf(zone);
  // `11/23/2026, GMT+01:00`; where they show UTC some browsers say `GMT` alone; long ago with seconds.
  const shown = /GMT(?:([+-])(\d+):(\d+):?(\d+)?)?$/.exec(clock?.format(atMs) ?? '');
  if (shown === null) throw new RangeError(`No offset at ${atMs} in the zone ${zone}`);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = shown;
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offsetMs : offsetMs;
}

/** What the clocks on the wall show, as epoch milliseconds of the same reading in UTC. */
export function toWallMs(atMs: number, zone: string): number {
  return atMs + zoneOffsetMs(atMs, zone);
}

/**
 * The instant at which the clocks show a reading (RFC 5545 3.3.5): the first of two when clocks go back, and by the
 * offset before the gap when they skip it. Luxon's own conversion is not used: which of two it picks depends on the
 * season in which it is asked.
 */
export function fromWallMs(wallMs: number, zone: string): number {
  const before = wallMs - zoneOffsetMs(wallMs - dayMs, zone);
  const after = wallMs - zoneOffsetMs(wallMs + dayMs, zone);
  if (before === after || toWallMs(before, zone) === wallMs) return before;
  return toWallMs(after, zone) === wallMs ? after : before;
}

/** The window cut where the zone's clocks change. No zone changes them twice within a day. */
export function zoneSegments(zone: string, window: Interval): readonly ZoneSegment[] {
  const segments: ZoneSegment[] = [];
  let startMs = window.startMs;
  if (startMs >= window.endMs) return segments;
  let offsetMs = zoneOffsetMs(startMs, zone);
  for (let atMs = startMs; atMs < window.endMs; ) {
    const nextMs = Math.min(atMs + dayMs, window.endMs);
    const nextOffsetMs = zoneOffsetMs(nextMs, zone);
    if (nextOffsetMs !== offsetMs) {
      const changeMs = findChange(zone, atMs, nextMs);
      if (startMs < changeMs) segments.push({ startMs, endMs: changeMs, offsetMs });
      startMs = changeMs;
      offsetMs = nextOffsetMs;
    }
    atMs = nextMs;
  }
  if (startMs < window.endMs) segments.push({ startMs, endMs: window.endMs, offsetMs });
  return segments;
}

/** The first instant with the new offset, by bisection. Zone rules change clocks at whole seconds. */
function findChange(zone: string, beforeMs: number, afterMs: number): number {
  const offsetMs = zoneOffsetMs(beforeMs, zone);
  let low = Math.floor(beforeMs / 1000);
  let high = Math.ceil(afterMs / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(middle * 1000, zone) === offsetMs) low = middle;
    else high = middle;
  }
  return high * 1000;
}
