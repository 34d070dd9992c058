import { exceptionsOf, instancesBetween, isGapInSeries, overlaps, rowsBetween } from './calendar-rows';
import type { EventResource } from './event-schema';
import { instant, readStamp } from './event-time';
import { originalStarts } from './expand-series';
import { refusals, violate } from './google-error';
import { type EventRow, isMaster } from './google-state';
import type { Query } from './query-parameters';
import { renderEvent, renderStub, type Viewer } from './render-event';

const dayMs = 86_400_000;
const longAgoMs = 28 * dayMs;
// How far series without an end are expanded where the request names no end itself.
const horizonMs = 730 * dayMs;

/** Parameters that a listing by sync token must not have (events.list, `syncToken`). */
export const forbiddenWithSyncToken = [
  ...['iCalUID', 'orderBy', 'privateExtendedProperty', 'q', 'sharedExtendedProperty'],
  ...['timeMin', 'timeMax', 'updatedMin'],
];

/** Everything that changed since a sync token; deleted entries always included. */
export function changedSince(
  viewer: Viewer,
  query: Query,
  change: number,
  lastChange: number,
): readonly EventResource[] {
  const { calendar } = viewer;
  // Asked for again and again: a server that is slow at ten thousand rows would be all that is measured.
  if (lastChange === change) return [];
  const rows = [...calendar.events.values()].filter((row) => row.version.change > change && isOfType(row, query));
  const stubs = [...calendar.stubs.values()].filter((stub) => stub.version.change > change);
  // The window of the first listing is not applied: an event that has left it must be told of, too.
  return [...rows.map((row) => renderEvent(row, viewer)), ...stubs.map((stub) => renderStub(stub, viewer))];
}

/** A full or filtered listing. */
export function listAll(viewer: Viewer, query: Query, nowMs: number): readonly EventResource[] {
  const range = readRange(query, nowMs);
  const updatedMin = query.stamp('updatedMin');
  if (updatedMin !== null && updatedMin < nowMs - longAgoMs) throw refusals.updatedMinTooLongAgo();
  const withDeleted = query.flag('showDeleted') || updatedMin !== null;
  const rows = query.flag('singleEvents')
    ? rowsBetween(viewer.calendar, range.fromMs, Math.min(range.toMs, nowMs + horizonMs))
    : [...viewer.calendar.events.values()].filter((row) => isInRange(viewer, row, range));
  const kept = rows.filter(
    (row) =>
      (row.status !== 'cancelled' ||
        withDeleted ||
        (!query.flag('singleEvents') && isGapInSeries(viewer.calendar, row))) &&
      (updatedMin === null || row.version.updatedMs >= updatedMin) &&
      isOfType(row, query) &&
      matches(row, query),
  );
  const stubs = query.flag('showDeleted') && !query.flag('singleEvents') ? [...viewer.calendar.stubs.values()] : [];
  return [
    ...order(kept, query, viewer).map((row) => renderEvent(row, viewer)),
    ...stubs.map((stub) => renderStub(stub, viewer)),
  ];
}

/** The occurrences of one series, exceptions in the place of what they replace. */
export function listInstances(viewer: Viewer, master: EventRow, query: Query, nowMs: number): readonly EventResource[] {
  const range = readRange(query, nowMs);
  const toMs = Math.min(range.toMs, nowMs + horizonMs);
  // Here `timeMin` is inclusive, unlike in events.list.
  const fromMs = range.fromMs - 1;
  const exceptions = exceptionsOf(viewer.calendar, master.id).filter(
    (row) =>
      overlaps(viewer.calendar, row, fromMs, range.toMs) && (row.status !== 'cancelled' || query.flag('showDeleted')),
  );
  const wanted = query.text('originalStart');
  return [...exceptions, ...instancesBetween(viewer.calendar, master, fromMs, toMs)]
    .filter((row) => wanted === null || isSameStart(row, wanted))
    .sort((a, b) => instant(a.start) - instant(b.start))
    .map((row) => renderEvent(row, viewer));
}

export function checkOrderBy(world: Parameters<typeof violate>[0], query: Query): void {
  if (query.text('orderBy') === 'startTime' && !query.flag('singleEvents')) {
    throw violate(world, 'orderBy=startTime needs singleEvents=true', 'orderBy');
  }
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

function readRange(query: Query, nowMs: number): Range {
  const fromMs = query.stamp('timeMin') ?? Number.MIN_SAFE_INTEGER;
  const toMs = query.stamp('timeMax') ?? Number.MAX_SAFE_INTEGER;
  if (fromMs >= toMs) throw refusals.emptyRange();
  // Dates of rrule end where JavaScript's do.
  return { fromMs: Math.max(fromMs, 0), toMs: Math.min(toMs, nowMs + 100 * 365 * dayMs) };
}

function isInRange(viewer: Viewer, row: EventRow, range: Range): boolean {
  if (!isMaster(row)) return overlaps(viewer.calendar, row, range.fromMs, range.toMs);
  if (instant(row.start) >= range.toMs) return false;
  if (instant(row.end, viewer.calendar.zone) > range.fromMs) return true;
  const length = instant(row.end) - instant(row.start);
  const toMs = Math.min(range.toMs, range.fromMs + horizonMs);
  return originalStarts(row, range.fromMs - length, toMs).length > 0;
}

function isOfType(row: EventRow, query: Query): boolean {
  const types = query.all('eventTypes');
  return types.length === 0 || types.includes(row.details.eventType ?? 'default');
}

function matches(row: EventRow, query: Query): boolean {
  const uid = query.text('iCalUID');
  const words = query.text('q')?.toLowerCase() ?? null;
  return (
    (uid === null || row.iCalUID === uid) &&
    hasProperties(row.details.extendedProperties?.private, query.all('privateExtendedProperty')) &&
    hasProperties(row.details.extendedProperties?.shared, query.all('sharedExtendedProperty')) &&
    (words === null || searchText(row).includes(words))
  );
}

/** `name=value`; several must all be met. */
function hasProperties(properties: Readonly<Record<string, string>> | undefined, wanted: readonly string[]): boolean {
  return wanted.every((constraint) => {
    const at = constraint.indexOf('=');
    if (at < 1) throw refusals.invalid('extendedProperty', 'Invalid extended property constraint.');
    return properties?.[constraint.slice(0, at)] === constraint.slice(at + 1);
  });
}

function searchText(row: EventRow): string {
  const { summary, description, location, attendees = [] } = row.details;
  const people = attendees.flatMap(({ displayName, email }) => [displayName, email]);
  return [summary, description, location, ...people, row.organizer.email].join('\n').toLowerCase();
}

function order(rows: readonly EventRow[], query: Query, viewer: Viewer): readonly EventRow[] {
  const { zone } = viewer.calendar;
  switch (query.text('orderBy')) {
    case 'startTime':
      return [...rows].sort((a, b) => instant(a.start, zone) - instant(b.start, zone));
    case 'updated':
      return [...rows].sort((a, b) => a.version.change - b.version.change);
    default:
      return rows;
  }
}

function isSameStart(row: EventRow, wanted: string): boolean {
  const original = row.occurrence?.original;
  if (original === undefined) return false;
  return original.kind === 'date' ? original.date === wanted : original.ms === readStamp(wanted);
}
