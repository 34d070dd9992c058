import { IANAZone } from 'luxon';
import { dayMs, minuteMs } from './calendar-day';
import type { Interval } from './span';

/** A stretch of time in which a zone's clocks stay at one offset: wall clock = instant + `offsetMs`. */
export interface ZoneSegment extends Interval {
  readonly offsetMs: number;
}

/** Whether it is the name of an IANA zone that this machine knows; an offset such as `+01:00` is none. */
export function isKnownZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && IANAZone.create(zone).isValid;
}

/** How far the zone's clocks are ahead of UTC at an instant. Throws RangeError for an unknown zone. */
export function zoneOffsetMs(atMs: number, zone: string): number {
  const offset = isKnownZone(zone) ? IANAZone.create(zone).offset(atMs) : Number.NaN;
  if (Number.isNaN(offset)) throw new RangeError(`No offset at ${atMs} in the zone ${zone}`);
  return offset * minuteMs;
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
