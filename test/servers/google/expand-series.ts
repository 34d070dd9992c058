import { createRequire } from 'node:module';
import type { RRule as Rule } from 'rrule';
import { type EventTime, fromWall, instant, isZone, occurrenceKey, readStamp, toWall } from './event-time';
import { refusals } from './google-error';
import { type EventRow, recurrenceOf } from './google-state';

// Node gives no named exports for this package, bundlers give no default: required, it is the same everywhere.
const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');

const dayMs = 86_400_000;
const mostOccurrences = 10_000;
const partOrder = [
  ...['FREQ', 'WKST', 'UNTIL', 'COUNT', 'INTERVAL', 'BYYEARDAY', 'BYWEEKNO'],
  ...['BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYSETPOS'],
];

/** A series' dates, from the lines of its master. Works on clock readings of the zone, never on rrule's own zones. */
interface Series {
  readonly rules: readonly Rule[];
  readonly added: readonly EventTime[];
  readonly excluded: ReadonlySet<string>;
}

/** Original starts of a master within [fromMs, toMs), in order; overridden and cancelled ones included. */
export function originalStarts(master: EventRow, fromMs: number, toMs: number): readonly EventTime[] {
  const { rules, added, excluded } = seriesOf(master);
  const found = new Map<string, EventTime>();
  for (const rule of rules) {
    for (const wall of rule.between(new Date(fromMs - 2 * dayMs), new Date(toMs + 2 * dayMs), true)) {
      const original = fromReading(wall.getTime(), master.start);
      found.set(occurrenceKey(original), original);
    }
  }
  for (const original of added) found.set(occurrenceKey(original), original);
  return [...found]
    .filter(([occurrence, original]) => {
      const ms = instant(original);
      return !excluded.has(occurrence) && ms >= fromMs && ms < toMs;
    })
    .map(([, original]) => original)
    .sort((a, b) => instant(a) - instant(b))
    .slice(0, mostOccurrences);
}

export function isOriginalStart(master: EventRow, original: EventTime): boolean {
  const ms = instant(original);
  return (
    original.kind === master.start.kind &&
    originalStarts(master, ms, ms + 1).some((one) => occurrenceKey(one) === occurrenceKey(original))
  );
}

/** How many dates of the rules lie before a date: what COUNT has used up at that place. */
export function countBefore(master: EventRow, original: EventTime): number {
  return originalStarts(master, instant(master.start), instant(original)).length;
}

/** Checks the lines of `recurrence` and writes them as Google does. Throws what Google answers. */
export function readRecurrence(lines: readonly string[], start: EventTime): readonly string[] {
  const read = lines.map((line) => {
    const [, name = '', parameters = '', value = ''] = /^([A-Z]+)((?:;[^:]*)?):(.+)$/i.exec(line) ?? [];
    switch (name.toUpperCase()) {
      case 'RRULE':
        return `RRULE:${orderParts(value)}`;
      case 'EXDATE':
      case 'RDATE':
        readDates(parameters, value, start);
        return `${name.toUpperCase()}${parameters}:${value}`;
      default:
        throw refusals.badField('Invalid recurrence rule.');
    }
  });
  for (const line of read) if (line.startsWith('RRULE:')) readRule(line.slice(6), start);
  return read;
}

/** Whether the start is one of the dates that its own rules name; where it is not, RFC 5545 leaves the result undefined. */
export function fitsOwnRule(lines: readonly string[], start: EventTime): boolean {
  const rules = lines.filter((line) => line.startsWith('RRULE:'));
  const wall = reading(start);
  return rules.length === 0 || rules.some((line) => hits(readRule(line.slice(6), start), wall));
}

/** The rules with a new end: `UNTIL` in place of `UNTIL` or `COUNT`. */
export function endBefore(lines: readonly string[], cut: EventTime): readonly string[] {
  const until = lastSecondBeforeDayOf(cut);
  return lines.map((line) =>
    line.startsWith('RRULE:')
      ? `RRULE:${orderParts(`${without(line.slice(6), ['UNTIL', 'COUNT'])};UNTIL=${until}`)}`
      : line,
  );
}

/** The rules with `used` dates taken off `COUNT`. */
export function continueAfter(lines: readonly string[], used: number): readonly string[] {
  return lines.map((line) =>
    line.replace(/(^RRULE:.*COUNT=)(\d+)/, (_, head: string, count: string) => `${head}${Number(count) - used}`),
  );
}

function seriesOf(master: EventRow): Series {
  const rules: Rule[] = [];
  const added: EventTime[] = [];
  const excluded = new Set<string>();
  for (const line of recurrenceOf(master)) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z]+)((?:;[^:]*)?):(.+)$/.exec(line) ?? [];
    if (name === 'RRULE') rules.push(readRule(value, master.start));
    if (name === 'RDATE') added.push(...readDates(parameters, value, master.start));
    if (name === 'EXDATE')
      for (const date of readDates(parameters, value, master.start)) excluded.add(occurrenceKey(date));
  }
  if (rules.length === 0) added.push(master.start);
  return { rules, added, excluded };
}

function readRule(value: string, start: EventTime): Rule {
  const parts = new Map(value.split(';').map((part) => part.split('=', 2) as [string, string | undefined]));
  const frequency = parts.get('FREQ');
  const isKnown = [...parts].every(([name, text]) => partOrder.includes(name) && text !== undefined && text !== '');
  if (!isKnown || (parts.has('UNTIL') && parts.has('COUNT'))) throw refusals.badField('Invalid recurrence rule.');
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(frequency ?? '')) {
    throw refusals.badField('Invalid recurrence rule.');
  }
  const until = parts.get('UNTIL');
  try {
    const options = RRule.parseString(without(value, ['UNTIL']));
    const bound = until === undefined ? {} : { until: new Date(readUntil(until, start)) };
    return new RRule({ ...options, ...bound, dtstart: new Date(reading(start)) }, true);
  } catch (cause) {
    throw Object.assign(refusals.badField('Invalid recurrence rule.'), { cause });
  }
}

/** Google's `UNTIL` is UTC, the expansion runs on clock readings: converted, or there is one occurrence too many. */
function readUntil(value: string, start: EventTime): number {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(value) ?? [];
  if (year === undefined) throw refusals.badField('Invalid recurrence rule.');
  const date = `${year}-${month}-${day}`;
  if (start.kind === 'date') return Date.parse(date);
  if (time === undefined) return Date.parse(date) + dayMs - 1000;
  const clock = `${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}`;
  const ms = Date.parse(`${date}T${clock}Z`);
  return time.endsWith('Z') ? toWall(ms, start.zone ?? 'UTC') : ms;
}

function readDates(parameters: string, value: string, start: EventTime): readonly EventTime[] {
  const zone = /;TZID=([^;:]+)/i.exec(parameters)?.[1];
  if (zone !== undefined && !isZone(zone)) throw refusals.badField('Invalid recurrence rule.');
  return value.split(',').map((text) => {
    const [, y, m, d, h, min, s, utc] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text) ?? [];
    if (y === undefined) throw refusals.badField('Invalid recurrence rule.');
    if (start.kind === 'date') return { kind: 'date', date: `${y}-${m}-${d}` };
    if (h === undefined) return fromReading(Date.parse(`${y}-${m}-${d}`) + (reading(start) % dayMs), start);
    const stamp = readStamp(`${y}-${m}-${d}T${h}:${min}:${s}Z`) ?? 0;
    return utc === 'Z' ? { ...start, ms: stamp } : { ...start, ms: fromWall(stamp, zone ?? start.zone ?? 'UTC') };
  });
}

/** The last second of the local day before, in UTC; a date for series of whole days (recorded split series do so). */
function lastSecondBeforeDayOf(cut: EventTime): string {
  if (cut.kind === 'date') return occurrenceKey({ kind: 'date', date: isoDate(Date.parse(cut.date) - dayMs) });
  const zone = cut.zone ?? 'UTC';
  const midnight = Math.floor(toWall(cut.ms, zone) / dayMs) * dayMs;
  return occurrenceKey({ kind: 'time', ms: fromWall(midnight, zone) - 1000, zone });
}

function hits(rule: Rule, wallMs: number): boolean {
  const [first] = rule.between(new Date(wallMs - 1), new Date(wallMs + 1), true);
  return first?.getTime() === wallMs;
}

function reading(time: EventTime): number {
  return time.kind === 'date' ? Date.parse(time.date) : toWall(time.ms, time.zone ?? 'UTC');
}

function fromReading(wallMs: number, start: EventTime): EventTime {
  if (start.kind === 'date') return { kind: 'date', date: isoDate(wallMs) };
  return { kind: 'time', ms: fromWall(wallMs, start.zone ?? 'UTC'), zone: start.zone };
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function without(rule: string, names: readonly string[]): string {
  return rule
    .split(';')
    .filter((part) => !names.includes(part.split('=')[0] ?? ''))
    .join(';');
}

/** Google gives rules back in its own order, so nobody may compare their texts. */
function orderParts(rule: string): string {
  const place = (part: string) => partOrder.indexOf(part.split('=')[0] ?? '');
  return rule
    .toUpperCase()
    .split(';')
    .filter((part) => part !== '' && part !== 'INTERVAL=1')
    .sort((a, b) => place(a) - place(b))
    .join(';');
}
