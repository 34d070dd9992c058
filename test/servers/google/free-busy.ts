import * as z from 'zod/mini';
import { rowsBetween } from './calendar-rows';
import { instant, isZone, readStamp, writeInstant } from './event-time';
import { refusals } from './google-error';
import {
  type EventRow,
  findCalendar,
  type GoogleAccount,
  type GoogleCalendar,
  type GoogleWorld,
  roleOn,
  sameAddress,
} from './google-state';

const mostCalendars = 50;

export const freeBusyRequest = z.strictObject({
  timeMin: z.string(),
  timeMax: z.string(),
  timeZone: z.optional(z.string()),
  groupExpansionMax: z.optional(z.int()),
  calendarExpansionMax: z.optional(z.int()),
  items: z.array(z.strictObject({ id: z.string() })),
});

interface Busy {
  readonly start: string;
  readonly end: string;
}

type FreeBusyCalendar =
  | { readonly busy: readonly Busy[] }
  | {
      readonly busy: readonly Busy[];
      readonly errors: readonly { readonly domain: string; readonly reason: string }[];
    };

/** freebusy.query: what others may know of a calendar that is shared with them at all. */
export function queryFreeBusy(world: GoogleWorld, account: GoogleAccount, request: z.infer<typeof freeBusyRequest>) {
  const fromMs = readStamp(request.timeMin);
  const toMs = readStamp(request.timeMax);
  if (fromMs === null) throw refusals.invalid('timeMin', `Invalid value '${request.timeMin}'.`);
  if (toMs === null) throw refusals.invalid('timeMax', `Invalid value '${request.timeMax}'.`);
  if (fromMs >= toMs) throw refusals.emptyRange();
  const zone = request.timeZone ?? 'UTC';
  if (!isZone(zone)) throw refusals.invalid('timeZone', `Invalid value '${zone}'.`);

  const read = (id: string): FreeBusyCalendar => {
    if (request.items.length > mostCalendars) return failed('tooManyCalendarsRequested');
    const calendar = findCalendar(world.state, id === 'primary' ? account.email : id);
    if (calendar === undefined || roleOn(calendar, account.email) === null) return failed('notFound');
    return { busy: busyOf(calendar, fromMs, toMs, zone) };
  };
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(fromMs).toISOString(),
    timeMax: new Date(toMs).toISOString(),
    calendars: Object.fromEntries(request.items.map(({ id }) => [id, read(id)])),
  };
}

function busyOf(calendar: GoogleCalendar, fromMs: number, toMs: number, zone: string): readonly Busy[] {
  const blocks = rowsBetween(calendar, fromMs, toMs)
    .filter((row) => isBusy(calendar, row))
    .map((row) => ({
      fromMs: Math.max(fromMs, instant(row.start, calendar.zone)),
      toMs: Math.min(toMs, instant(row.end, calendar.zone)),
    }))
    .filter((block) => block.fromMs < block.toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    if (last !== undefined && block.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, block.toMs);
    else merged.push({ ...block });
  }
  return merged.map((block) => ({ start: writeInstant(block.fromMs, zone), end: writeInstant(block.toMs, zone) }));
}

function isBusy(calendar: GoogleCalendar, row: EventRow): boolean {
  const own = row.details.attendees?.find((attendee) => sameAddress(attendee.email, calendar.id));
  return row.status !== 'cancelled' && row.details.transparency !== 'transparent' && own?.responseStatus !== 'declined';
}

function failed(reason: string): FreeBusyCalendar {
  return { busy: [], errors: [{ domain: 'global', reason }] };
}
