import { toZoneName } from '../../domain/windows-zones';
import type { Holiday, MinuteRange, WorkdayHours, WorkingHours } from '../../domain/workday';
import type { UnreadableRow } from '../../http/parse-answer';
import type { HaloHoliday, HaloWorkday } from './schemas';
import { fromHaloClock, fromHaloDays } from './times';

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type DayName = (typeof dayNames)[number];

/**
 * Wall-clock hours in the workday's own zone, or in `fallbackZoneName` where it names none. A row with hours that make
 * no sense is refused whole: a guess would call a time free that is not.
 */
export function fromHaloWorkday(row: HaloWorkday, fallbackZoneName: string): WorkingHours | UnreadableRow {
  const days: (WorkdayHours | null)[] = [];
  for (const day of dayNames) {
    if (row[`inc${day}`] !== true) {
      days.push(null);
      continue;
    }
    const hours = readHours(row, day);
    if (hours === null) return { unreadable: `its hours on ${day} cannot be read` };
    const breaks = readBreaks(row, day, hours);
    if (breaks === null) return { unreadable: `a break on ${day} cannot be read` };
    days.push({ ...hours, breaks });
  }
  const zone = toZoneName(row.timezone?.trim() || fallbackZoneName);
  return { workdayId: row.id, name: row.name ?? '', zone, days };
}

function readHours(row: HaloWorkday, day: DayName): MinuteRange | null {
  const general = readRange(row.start, row.end);
  const own = readRange(row[`start${day}`], row[`end${day}`]);
  // Tenants differ in which of the two pairs they fill; the other one is the fallback.
  return row.alldayssame === true ? (general ?? own) : (own ?? general);
}

function readBreaks(row: HaloWorkday, day: DayName, hours: MinuteRange): readonly MinuteRange[] | null {
  const breaks: MinuteRange[] = [];
  for (const pause of row.breaks ?? []) {
    const namesDays = dayNames.some((name) => pause[`inc${name}`] != null);
    if (namesDays && pause[`inc${day}`] !== true) continue;
    const range = readRange(pause.start, pause.end);
    if (range === null) return null;
    const within = { start: Math.max(range.start, hours.start), end: Math.min(range.end, hours.end) };
    if (within.start < within.end) breaks.push(within);
  }
  return breaks.sort((a, b) => a.start - b.start);
}

function readRange(start: string | null | undefined, end: string | null | undefined): MinuteRange | null {
  const from = fromHaloClock(start);
  const to = fromHaloClock(end);
  if (from === null || to === null) return null;
  // Midnight as an end is the end of that day; from midnight to midnight says nothing.
  const until = to === 0 && from > 0 ? 1440 : to;
  return from < until ? { start: from, end: until } : null;
}

/** A day off stays the calendar day as written, whatever the zone. */
export function fromHaloHoliday(row: HaloHoliday, fallbackWorkdayId?: number): Holiday | UnreadableRow {
  const of = ownerOf(row, fallbackWorkdayId);
  if (of === null) return { unreadable: 'it belongs to nobody' };
  const days = fromHaloDays(row.date, row.end_date || row.date);
  if (days === null) return { unreadable: 'its dates cannot be read' };
  if (days.lastDay < days.firstDay) return { unreadable: 'it ends before it starts' };
  const part = row.allday === true || days.firstDay !== days.lastDay ? null : readRange(row.date, row.end_date);
  const isPart = part !== null && (part.start > 0 || part.end < 1440);
  return { name: row.name ?? '', of, ...days, ...(isPart ? { part } : {}) };
}

function ownerOf(row: HaloHoliday, fallbackWorkdayId: number | undefined): Holiday['of'] | null {
  if (row.agent_id != null && row.agent_id > 0) return { kind: 'agent', agentId: row.agent_id };
  const workdayId = row.workday_id != null && row.workday_id > 0 ? row.workday_id : fallbackWorkdayId;
  return workdayId === undefined ? null : { kind: 'workday', workdayId };
}
