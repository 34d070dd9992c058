import * as z from 'zod/mini';
import { formatInstant } from '../../domain/span-interval';
import { RejectedError, SyncTokenExpiredError, UnreadableError } from '../../http/errors';
import { readRows, type UnreadableRow } from '../../http/parse-answer';
import type {
  ChangePage,
  Cursor,
  Reading,
  ReadRequest,
  RemoteRecord,
  SeriesException,
  SeriesRecord,
} from '../../sync/ports';
import { eventParametersName, type GoogleDeps, getEventPage, googleOrigin } from './client';
import { fromGoogleEvent, type GoogleContext } from './mapping';
import { EventTime, GoogleEvent, type GoogleEventPage } from './schemas';
import { readOriginalStart, toSeries } from './series';

export interface ReadingDeps extends GoogleDeps, GoogleContext {
  readonly calendarId: string;
}

/** A place in a reading: the same text serves as cursor (no page) and as resume. */
const Place = z.object({
  parameters: z.string(),
  calendarId: z.string(),
  /** Absent in a listing. */
  syncToken: z.optional(z.string()),
  timeMin: z.optional(z.string()),
  pageToken: z.optional(z.string()),
});
type Place = z.infer<typeof Place>;

/**
 * Changes since a sync token, else a listing of what ends after the window's start; later ends are not cut off, since the
 * changes that follow a listing have no end either (https://developers.google.com/calendar/api/guides/sync).
 */
export function readGoogleChanges(deps: ReadingDeps, request: ReadRequest): Reading {
  const { calendarId } = deps;
  const stored = request.resume ?? (request.want === 'changes' ? request.cursor : null);
  const known = stored === null ? null : readPlace(stored, calendarId);
  const place =
    known?.syncToken !== undefined || known?.pageToken !== undefined
      ? known
      : { parameters: eventParametersName, calendarId, timeMin: formatInstant(request.window.startMs) };
  return { kind: place.syncToken === undefined ? 'listing' : 'changes', pages: readPages(deps, place) };
}

/** Throws where the text is of another calendar or of a Docket that asked with other parameters. */
function readPlace(text: Cursor, calendarId: string): Place {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new SyncTokenExpiredError('The stored place in the calendar cannot be read', { cause });
  }
  const place = Place.safeParse(stored);
  if (!place.success || place.data.parameters !== eventParametersName || place.data.calendarId !== calendarId) {
    throw new SyncTokenExpiredError('The stored place belongs to another reading');
  }
  return place.data;
}

/** More than any calendar holds: a server that never comes to an end is stopped here. */
const mostPages = 500;

/** A page may be short or empty and still have a next one: only the token says where a reading ends. */
async function* readPages(deps: ReadingDeps, start: Place): AsyncGenerator<ChangePage> {
  const seen = new Set<string>();
  let place: Place | null = start;
  while (place !== null) {
    const page: GoogleEventPage = await getPage(deps, place, start);
    const pageToken = page.nextPageToken || undefined;
    if (pageToken !== undefined && (seen.has(pageToken) || seen.size >= mostPages)) {
      const { host } = new URL(googleOrigin);
      throw new UnreadableError(`${host} gives a list of events that does not end`, host);
    }
    if (pageToken !== undefined) seen.add(pageToken);
    const { parameters, calendarId } = place;
    const syncToken = page.nextSyncToken || undefined;
    place = pageToken === undefined ? null : { ...place, pageToken };
    yield {
      ...readItems(page.items ?? [], deps),
      resume: place === null ? null : JSON.stringify(place),
      // Should Google give no token, then the next run lists again.
      next: place === null ? JSON.stringify({ parameters, calendarId, syncToken }) : null,
    };
  }
}

/**
 * A page token lives shorter than what a browser may be closed for. Changes are then read again from their beginning,
 * which does no harm; a listing that lost its place has to be begun anew, since what was deleted meanwhile would be missed.
 */
async function getPage(deps: ReadingDeps, place: Place, start: Place): Promise<GoogleEventPage> {
  const { syncToken, pageToken, timeMin } = place;
  try {
    return await getEventPage(deps, deps.calendarId, { syncToken, pageToken, timeMin });
  } catch (error) {
    if (!(error instanceof RejectedError) || pageToken === undefined) throw error;
    if (syncToken !== undefined && place === start) {
      return getEventPage(deps, deps.calendarId, { syncToken, pageToken: undefined, timeMin: undefined });
    }
    throw new SyncTokenExpiredError('Google no longer knows this page', { cause: error });
  }
}

type Item =
  | { readonly kind: 'record'; readonly id: string; readonly record: RemoteRecord }
  | { readonly kind: 'series'; readonly id: string; readonly series: SeriesRecord }
  | { readonly kind: 'exception'; readonly id: string; readonly exception: SeriesException }
  | { readonly kind: 'gone'; readonly id: string };

function readItems(rows: readonly unknown[], context: GoogleContext): Omit<ChangePage, 'resume' | 'next'> {
  const { values, skipped } = readRows(rows, {
    what: 'event',
    schema: GoogleEvent,
    map: (event) => readItem(event, context),
  });
  // Where a page repeats an item, what it says last holds.
  const known = new Map(values.map((item) => [item.id, item]));
  const items = [...known.values()];
  return {
    records: items.flatMap((item) => (item.kind === 'record' ? [item.record] : [])),
    series: items.flatMap((item) => (item.kind === 'series' ? [item.series] : [])),
    exceptions: [
      ...items.flatMap((item) => (item.kind === 'exception' ? [item.exception] : [])),
      ...unreadExceptions(rows, new Set(skipped.map(({ id }) => id).filter((id) => !known.has(id))), context),
    ],
    gone: items.flatMap((item) => (item.kind === 'gone' ? [item.id] : [])),
    skipped,
  };
}

const InstanceName = z.looseObject({
  id: z.string(),
  recurringEventId: z.string(),
  originalStartTime: z.optional(z.unknown()),
});

/** Occurrences that were left out: else their series' rule would put them back where they stood before. */
function unreadExceptions(
  rows: readonly unknown[],
  ids: ReadonlySet<string>,
  { zone }: GoogleContext,
): readonly SeriesException[] {
  const named = rows.flatMap((row) => InstanceName.safeParse(row).data ?? []).filter(({ id }) => ids.has(id));
  return [...new Map(named.map((one) => [one.id, one])).values()].map(
    ({ id, recurringEventId, originalStartTime }) => ({
      id,
      masterId: recurringEventId,
      originalStart: readOriginalStart(EventTime.safeParse(originalStartTime).data, zone),
      record: null,
      isUnreadable: true,
    }),
  );
}

/** `cancelled` means three things (Event.status): a gap in a living series names its series, all others are deleted. */
function readItem(event: GoogleEvent, context: GoogleContext): Item | UnreadableRow {
  const { id, recurringEventId: masterId } = event;
  const isCancelled = event.status === 'cancelled';
  if (isCancelled && masterId === undefined) return { kind: 'gone', id };
  if (masterId !== undefined) {
    const originalStart = readOriginalStart(event.originalStartTime, context.zone);
    const record = isCancelled ? null : fromGoogleEvent(event, context);
    if (record !== null && 'unreadable' in record) return record;
    if (record !== null && originalStart === null) return { unreadable: 'its place in its series cannot be read' };
    return { kind: 'exception', id, exception: { id, masterId, originalStart, record } };
  }
  if ((event.recurrence ?? []).length > 0) {
    const series = toSeries(event, context);
    return 'unreadable' in series ? series : { kind: 'series', id, series };
  }
  const record = fromGoogleEvent(event, context);
  return 'unreadable' in record ? record : { kind: 'record', id, record };
}
