import { type EventTime, instant, occurrenceKey } from './event-time';
import { isOriginalStart, originalStarts } from './expand-series';
import { type EventRow, type GoogleCalendar, type GoogleWorld, isMaster, type Stub } from './google-state';

const dayMs = 86_400_000;

export type FoundEvent =
  | { readonly kind: 'row'; readonly row: EventRow }
  /** An occurrence that nobody has touched: computed from its series. */
  | { readonly kind: 'instance'; readonly row: EventRow; readonly master: EventRow }
  | { readonly kind: 'stub'; readonly stub: Stub };

/** Finds by id: events, exceptions, untouched instances and what is left of deleted ones. */
export function findEvent(calendar: GoogleCalendar, id: string): FoundEvent | null {
  const row = calendar.events.get(id);
  if (row !== undefined) return { kind: 'row', row };
  const stub = calendar.stubs.get(id);
  if (stub !== undefined) return { kind: 'stub', stub };
  const [, family, occurrence] = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id) ?? [];
  if (family === undefined || occurrence === undefined) return null;
  const original = readOccurrence(occurrence);
  for (const master of familyOf(calendar, family)) {
    if (master.status === 'cancelled' || master.start.kind !== original.kind) continue;
    const exact =
      original.kind === 'time' && master.start.kind === 'time' ? { ...original, zone: master.start.zone } : original;
    if (isOriginalStart(master, exact)) return { kind: 'instance', row: instanceOf(master, exact), master };
  }
  return null;
}

/** Stores a new version of an event, in place of an older one with its id. */
export function saveRow(world: GoogleWorld, calendar: GoogleCalendar, draft: Omit<EventRow, 'version'>): EventRow {
  const row: EventRow = { ...draft, version: world.nextVersion() };
  // Taken out first: a listing without order follows the writes, as nobody may rely on masters coming first.
  calendar.events.delete(row.id);
  calendar.events.set(row.id, row);
  return row;
}

/** The masters that "this and following" has made of one series, oldest first. */
export function familyOf(calendar: GoogleCalendar, family: string): readonly EventRow[] {
  return [...calendar.events.values()]
    .filter((row) => isMaster(row) && familyId(row.id) === family)
    .sort((a, b) => instant(a.start) - instant(b.start));
}

/** The id that all parts of a split series share: instances are named after it (recorded: `eid` of a split master). */
export function familyId(masterId: string): string {
  return masterId.replace(/_R\d{8}(T\d{6})?$/, '');
}

export function exceptionsOf(calendar: GoogleCalendar, masterId: string): readonly EventRow[] {
  return [...calendar.events.values()].filter((row) => row.occurrence?.masterId === masterId);
}

/** Whether a cancelled row is a gap in a living series, and not simply deleted. */
export function isGapInSeries(calendar: GoogleCalendar, row: EventRow): boolean {
  if (row.occurrence === undefined) return false;
  const master = calendar.events.get(row.occurrence.masterId);
  return master !== undefined && master.status !== 'cancelled' && isOriginalStart(master, row.occurrence.original);
}

/** Everything that takes place in [fromMs, toMs): single events, exceptions and instances, cancelled ones included. */
export function rowsBetween(calendar: GoogleCalendar, fromMs: number, toMs: number): readonly EventRow[] {
  const rows: EventRow[] = [];
  for (const row of calendar.events.values()) {
    if (!isMaster(row)) {
      if (overlaps(calendar, row, fromMs, toMs)) rows.push(row);
    } else if (row.status !== 'cancelled') {
      rows.push(...instancesBetween(calendar, row, fromMs, toMs));
    }
  }
  return rows;
}

/** The untouched instances of a series in [fromMs, toMs). */
export function instancesBetween(
  calendar: GoogleCalendar,
  master: EventRow,
  fromMs: number,
  toMs: number,
): readonly EventRow[] {
  const length = instant(master.end) - instant(master.start);
  return originalStarts(master, fromMs - length - dayMs, toMs + dayMs)
    .map((original) => instanceOf(master, original))
    .filter((row) => !calendar.events.has(row.id) && overlaps(calendar, row, fromMs, toMs));
}

export function overlaps(calendar: GoogleCalendar, row: EventRow, fromMs: number, toMs: number): boolean {
  return instant(row.end, calendar.zone) > fromMs && instant(row.start, calendar.zone) < toMs;
}

export function instanceId(master: EventRow, original: EventTime): string {
  return `${familyId(master.id)}_${occurrenceKey(original)}`;
}

function instanceOf(master: EventRow, original: EventTime): EventRow {
  const { recurrence, ...details } = master.details;
  const length = instant(master.end) - instant(master.start);
  return {
    ...master,
    id: instanceId(master, original),
    start: original,
    end: later(original, length),
    occurrence: { masterId: master.id, original },
    details,
  };
}

function later(time: EventTime, ms: number): EventTime {
  if (time.kind === 'time') return { ...time, ms: time.ms + ms };
  return { kind: 'date', date: new Date(Date.parse(time.date) + ms).toISOString().slice(0, 10) };
}

function readOccurrence(text: string): EventTime {
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  if (text.length === 8) return { kind: 'date', date };
  const clock = `${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}`;
  return { kind: 'time', ms: Date.parse(`${date}T${clock}Z`), zone: 'UTC' };
}
