import { DateTime, IANAZone } from 'luxon';
import type { EventDateTime } from './event-schema';
import { GoogleApiError, refusals } from './google-error';

const dayMs = 86_400_000;
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/;
const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** A whole day, or an instant with the zone that its series expands in. */
export type EventTime =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'time'; readonly ms: number; readonly zone: string | null };

/** Reads `start` or `end` of a body; a time without a zone of its own takes the calendar's. Throws what Google answers. */
export function readEventTime(
  value: EventDateTime | undefined,
  which: 'start' | 'end',
  options: { readonly calendarZone: string; readonly needsZone: boolean },
): EventTime {
  if (value === undefined || (value.date === undefined && value.dateTime === undefined)) {
    throw refusals.required(`Missing ${which} time.`);
  }
  if (value.date !== undefined && value.dateTime !== undefined) throw refusals.badField(`Invalid ${which} time.`);
  if (value.timeZone !== undefined && !isZone(value.timeZone)) {
    throw refusals.badField(`Invalid time zone definition for ${which} time.`);
  }
  if (value.date !== undefined) {
    if (!calendarDate.test(value.date) || Number.isNaN(Date.parse(value.date))) {
      throw refusals.badField(`Invalid value for: Invalid format: "${value.date}"`);
    }
    return { kind: 'date', date: value.date };
  }
  const ms = readInstant(value.dateTime ?? '', value.timeZone, which);
  if (options.needsZone && value.timeZone === undefined) {
    throw refusals.required(`Missing time zone definition for ${which} time.`);
  }
  return { kind: 'time', ms, zone: value.timeZone ?? options.calendarZone };
}

/** An end before its start, or a day that ends on the day it starts (ends are exclusive), is an empty range. */
export function checkOrder(start: EventTime, end: EventTime): void {
  if (start.kind !== end.kind)
    throw refusals.badField('Invalid start time or end time: one is a date, the other a time.');
  const isEmpty = end.kind === 'date' && start.kind === 'date' ? end.date <= start.date : instant(end) < instant(start);
  if (isEmpty) {
    throw new GoogleApiError(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
  }
}

/** As the API writes it: times in the zone of the answer, whatever zone the event itself has. */
export function writeEventTime(time: EventTime, answerZone: string): EventDateTime {
  if (time.kind === 'date') return { date: time.date };
  const dateTime = writeInstant(time.ms, answerZone);
  return time.zone === null ? { dateTime } : { dateTime, timeZone: time.zone };
}

export function writeInstant(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
}

/** The instant of a time; a date begins at midnight of `zone` (UTC unless told). */
export function instant(time: EventTime, zone = 'UTC'): number {
  return time.kind === 'time' ? time.ms : fromWall(Date.parse(time.date), zone);
}

/** Key of an occurrence within its series, and the end of an instance id: UTC time or date. */
export function occurrenceKey(original: EventTime): string {
  if (original.kind === 'date') return original.date.replaceAll('-', '');
  return DateTime.fromMillis(original.ms, { zone: 'UTC' }).toFormat("yyyyLLdd'T'HHmmss'Z'");
}

/** Clock reading in a zone, as the milliseconds of the same reading in UTC. */
export function toWall(ms: number, zone: string): number {
  return ms + offsetMs(ms, zone);
}

/** The instant of a clock reading (RFC 5545 3.3.5): the first of two in an overlap, the offset before the gap in a gap. */
export function fromWall(wallMs: number, zone: string): number {
  const candidates = [wallMs - dayMs, wallMs + dayMs].map((near) => wallMs - offsetMs(near, zone));
  const valid = candidates.filter((ms) => toWall(ms, zone) === wallMs);
  return valid.length > 0 ? Math.min(...valid) : (candidates[0] ?? wallMs);
}

export function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** Reads an RFC 3339 time stamp with offset, as query parameters must be; null when it is none. */
export function readStamp(value: string): number | null {
  return rfc3339.test(value) && !Number.isNaN(Date.parse(value)) ? wholeSeconds(Date.parse(value)) : null;
}

function readInstant(value: string, zone: string | undefined, which: string): number {
  const stamp = readStamp(value);
  if (stamp !== null) return stamp;
  if (!localTime.test(value)) throw refusals.badField(`Invalid value for: Invalid format: "${value}"`);
  if (zone === undefined) throw refusals.required(`Missing time zone definition for ${which} time.`);
  return fromWall(wholeSeconds(Date.parse(`${value}Z`)), zone);
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function offsetMs(ms: number, zone: string): number {
  return IANAZone.create(zone).offset(ms) * 60_000;
}
