import { dayMs } from '../calendar-day';
import { fromWallMs } from '../zone-clock';
import { readDateValue } from './parse-dates';
import type { RecurrenceRule, RuleWeekday, SeriesStart, Unreadable } from './recurrence-rule';
import { shownText } from './shown-text';

const frequencies = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' } as const;
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Lists = Pick<
  RecurrenceRule,
  'months' | 'monthDays' | 'yearDays' | 'weekNumbers' | 'hours' | 'minutes' | 'seconds' | 'positions'
>;

const lists: Readonly<Record<string, { readonly part: keyof Lists; readonly most: number; readonly least: number }>> = {
  BYMONTH: { part: 'months', least: 1, most: 12 },
  BYMONTHDAY: { part: 'monthDays', least: -31, most: 31 },
  BYYEARDAY: { part: 'yearDays', least: -366, most: 366 },
  BYWEEKNO: { part: 'weekNumbers', least: -53, most: 53 },
  BYHOUR: { part: 'hours', least: 0, most: 23 },
  BYMINUTE: { part: 'minutes', least: 0, most: 59 },
  BYSECOND: { part: 'seconds', least: 0, most: 59 },
  BYSETPOS: { part: 'positions', least: -366, most: 366 },
};
/** Parts in which a number counts from the end when it is negative: there is no zeroth. */
const signed = new Set(['BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYSETPOS']);
const scalars = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY']);

/** The value of an `RRULE` or `EXRULE` line (RFC 5545 3.3.10), with `UNTIL` as a point of the series. */
export function readRule(value: string, start: SeriesStart): RecurrenceRule | Unreadable {
  const parts = splitParts(value);
  if ('unreadable' in parts) return parts;
  const text = parts.get('FREQ') ?? '';
  const frequency = Object.entries(frequencies).find(([name]) => name === text)?.[1];
  if (/^(HOUR|MINUTE|SECOND)LY$/.test(text)) return refuse('its rule repeats more often than daily', text);
  if (frequency === undefined) return refuse('its rule does not say how often it repeats', text);
  const weekStart = weekdayNames.indexOf(parts.get('WKST') ?? 'MO');
  const interval = readCount(parts.get('INTERVAL') ?? '1');
  const count = readCount(parts.get('COUNT'));
  const untilMs = readUntil(parts.get('UNTIL'), start);
  const weekdays = readWeekdays(parts.get('BYDAY'));
  const numbers = readLists(parts);
  if (interval === 'bad' || interval === null || count === 'bad' || untilMs === 'bad' || weekStart < 0) {
    return refuse('its rule cannot be read', value);
  }
  if (weekdays === null || numbers === null) return refuse('its rule cannot be read', value);
  if (count !== null && untilMs !== null) return refuse('its rule has two ends', value);
  // Times of day are to be ignored in a series of whole days (RFC 5545 3.3.10).
  const times = start.zone === null ? { hours: [], minutes: [], seconds: [] } : {};
  const rule = { frequency, interval, count, untilMs, weekStart, weekdays, ...numbers, ...times };
  const oddity = findOddity(rule);
  return oddity === null ? rule : refuse(oddity, value);
}

function splitParts(value: string): ReadonlyMap<string, string> | Unreadable {
  const parts = new Map<string, string>();
  // Some servers end a rule with a semicolon.
  for (const part of value.trim().replace(/;+$/, '').split(';')) {
    const [name = '', text = '', ...more] = part.split('=').map((piece) => piece.trim().toUpperCase());
    const isKnown = scalars.has(name) || lists[name] !== undefined;
    if (!isKnown || text === '' || more.length > 0) return refuse('its rule has a part that is not known', part);
    if (parts.has(name)) return refuse('its rule says one thing twice', part);
    parts.set(name, text);
  }
  return parts;
}

function readCount(text: string | undefined): number | null | 'bad' {
  if (text === undefined) return null;
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : 'bad';
}

/** Inclusive. A date bounds a series with times at the end of that day; of a time, whole days take the date alone. */
function readUntil(text: string | undefined, { zone }: SeriesStart): number | null | 'bad' {
  if (text === undefined) return null;
  const date = readDateValue(text);
  if (date === null) return 'bad';
  if (zone === null) return Math.floor(date.readingMs / dayMs) * dayMs;
  if (date.isUtc) return date.readingMs;
  return date.hasTime ? fromWallMs(date.readingMs, zone) : fromWallMs(date.readingMs + dayMs, zone) - 1;
}

function readWeekdays(text: string | undefined): readonly RuleWeekday[] | null {
  const byName = new Map<string, RuleWeekday>();
  for (const one of text?.split(',') ?? []) {
    const [, nth = '', name = ''] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(one.trim()) ?? [];
    const weekday = { day: weekdayNames.indexOf(name), nth: nth === '' ? null : Number(nth) };
    if (weekday.day < 0 || weekday.nth === 0 || Math.abs(weekday.nth ?? 0) > 53) return null;
    byName.set(`${weekday.nth} ${weekday.day}`, weekday);
  }
  return [...byName.values()];
}

function readLists(parts: ReadonlyMap<string, string>): Lists | null {
  const read: { -readonly [Part in keyof Lists]: Lists[Part] } = {
    months: [],
    monthDays: [],
    yearDays: [],
    weekNumbers: [],
    hours: [],
    minutes: [],
    seconds: [],
    positions: [],
  };
  for (const [name, { part, least, most }] of Object.entries(lists)) {
    const numbers = new Set<number>();
    for (const text of parts.get(name)?.split(',') ?? []) {
      const number = /^[+-]?\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
      const isNone = number === 0 && signed.has(name);
      if (!(number >= least && number <= most) || isNone) return null;
      numbers.add(number);
    }
    read[part] = [...numbers].sort((a, b) => a - b);
  }
  return read;
}

/** What RFC 5545 forbids or calendars read in different ways: an answer would be a guess. */
function findOddity({ frequency, interval, weekdays, weekNumbers, ...rule }: RecurrenceRule): string | null {
  const hasNth = weekdays.some(({ nth }) => nth !== null);
  if (rule.monthDays.length > 0 && frequency === 'weekly') return 'its rule names days of the month in a week';
  if (rule.yearDays.length > 0 && frequency !== 'yearly') return 'its rule names days of the year in a shorter period';
  if (hasNth && (frequency === 'daily' || frequency === 'weekly'))
    return 'its rule counts weekdays in a period without';
  if (weekNumbers.length === 0) return null;
  if (frequency !== 'yearly') return 'its rule names weeks of the year in a shorter period';
  const isPlain = interval === 1 && rule.positions.length === 0 && weekdays.length > 0 && !hasNth;
  return isPlain ? null : 'its rule names weeks of the year in a way that calendars read differently';
}

function refuse(why: string, what: string): Unreadable {
  return { unreadable: `${why}: ${shownText(what)}` };
}
