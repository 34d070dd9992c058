import { dayMs, dayNumber } from '../calendar-day';
import { fromWallMs, isKnownZone } from '../zone-clock';
import type { SeriesStart, Unreadable } from './recurrence-rule';
import { shownText } from './shown-text';

/** A date or a date with a time as RFC 5545 writes them (3.3.4, 3.3.5). */
export interface DateValue {
  /** Epoch milliseconds of the same date and time in UTC. */
  readonly readingMs: number;
  readonly hasTime: boolean;
  readonly isUtc: boolean;
}

interface DatesLine {
  readonly name: 'RDATE' | 'EXDATE';
  readonly parameters: string;
  readonly value: string;
}

/** The points that an `RDATE` or `EXDATE` line names (RFC 5545 3.8.5.1, 3.8.5.2). */
export function readDates(line: DatesLine, start: SeriesStart): readonly number[] | Unreadable {
  const zone = parameterOf(line.parameters, 'TZID') ?? start.zone;
  if (zone !== null && !isKnownZone(zone))
    return { unreadable: `a date of its recurrence is in a zone that is not known: ${shownText(zone)}` };
  const points: number[] = [];
  for (const text of line.value.split(',')) {
    const date = readDateValue(text.trim());
    if (date === null) return { unreadable: `a date of its recurrence cannot be read: ${shownText(text)}` };
    const pointMs = toPoint(date, line, start.zone === null ? null : (zone ?? start.zone));
    if (pointMs === 'mismatch')
      return { unreadable: `a date of its recurrence does not fit its start: ${shownText(text)}` };
    if (pointMs !== 'nothing') points.push(pointMs);
  }
  return points;
}

/** Null when there is no such date or time. */
export function readDateValue(text: string): DateValue | null {
  const [, year, month, day, time, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)(T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?))?$/i.exec(text) ?? [];
  const number = dayNumber(`${year}-${month}-${day}`);
  if (number === null) return null;
  const timeMs = time === undefined ? 0 : ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return { readingMs: number * dayMs + timeMs, hasTime: time !== undefined, isUtc: utc?.toUpperCase() === 'Z' };
}

/** `zone` null: of a series of whole days. */
function toPoint(date: DateValue, { name }: DatesLine, zone: string | null): number | 'mismatch' | 'nothing' {
  if (zone === null) {
    // Servers that know no dates write midnights; another time would be a guess at which day is meant.
    return date.readingMs % dayMs === 0 ? date.readingMs : 'mismatch';
  }
  if (date.hasTime) return date.isUtc ? date.readingMs : fromWallMs(date.readingMs, zone);
  // Google takes no occurrence with a time out by a date alone; where one would be added, nobody knows at what time.
  return name === 'EXDATE' ? 'nothing' : 'mismatch';
}

function parameterOf(parameters: string, name: string): string | null {
  const found = parameters
    .split(';')
    .map((parameter) => parameter.split('=', 2))
    .find(([key]) => key?.trim().toUpperCase() === name);
  return found?.[1]?.trim().replace(/^"(.*)"$/, '$1') ?? null;
}
