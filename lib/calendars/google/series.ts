import { dayNumber } from '../../domain/calendar-day';
import type { SeriesRecord } from '../../sync/ports';
import { fromGoogleEvent, type GoogleContext, readGoogleInstant } from './mapping';
import type { GoogleEvent, GoogleEventTime } from './schemas';

/**
 * The id of one instance: timed ones are named by their UTC start. The parts of a split series ("this and following")
 * have `_R…` in their own ids, and instances are named after the first part (seen in recorded bodies).
 */
export function toInstanceId(masterId: string, originalStart: string): string {
  const family = masterId.replace(/_R\d{8}(?:T\d{6})?$/, '');
  return `${family}_${originalStart.replaceAll(/[-:]/g, '')}`;
}

/** `2026-11-23T09:00:00Z`, or the date of an instance of an all-day series; null when it cannot be read. */
export function readOriginalStart(time: GoogleEventTime | undefined, zone: string): string | null {
  if (time?.date !== undefined) return dayNumber(time.date) === null ? null : time.date;
  return time === undefined ? null : readGoogleInstant(time, zone);
}

/** The series of which an event is the master, where it is one. */
export function readSeries(event: GoogleEvent, context: GoogleContext): { readonly series?: SeriesRecord } {
  const series = (event.recurrence ?? []).length > 0 ? toSeries(event, context) : null;
  return series === null || 'unreadable' in series ? {} : { series };
}

/** A master as it stands; whether its rule can be read is for the one who expands it. */
export function toSeries(event: GoogleEvent, context: GoogleContext): SeriesRecord | { readonly unreadable: string } {
  const record = fromGoogleEvent(event, context);
  if ('unreadable' in record) return record;
  const { id, etag, content, creationKey, ticketId, url, traits } = record;
  const recurrence = event.recurrence ?? [];
  // The zone as named: a name that this machine does not know must be seen as such, not expanded in another.
  return {
    id,
    etag,
    content,
    zone: event.start?.timeZone ?? context.zone,
    recurrence,
    creationKey,
    ticketId,
    url,
    // Where a colleague's Docket made it, all of its dates are shown, never copied.
    traits: { ...traits, foreignTwinId: creationKey === null ? record.twinId : null },
  };
}
