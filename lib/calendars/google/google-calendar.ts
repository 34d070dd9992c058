import type { AppointmentContent } from '../../domain/appointment';
import { differingFields } from '../../domain/content-fields';
import { DuplicateError, GoneError, RejectedError, StaleEtagError, UnreadableError } from '../../http/errors';
import { createPacing } from '../../http/pacing';
import { isUnreadable } from '../../http/parse-answer';
import type { CalendarPort, Creation, RecordVersion, RemoteRecord } from '../../sync/ports';
import { readGoogleChanges } from './change-pages';
import {
  deleteEvent,
  type EventVersion,
  type GoogleDeps,
  getEvent,
  googleOrigin,
  insertEvent,
  patchEvent,
  type SendUpdates,
} from './client';
import { fromGoogleDescription, ticketInDescription, toGoogleDescription } from './description';
import { toEventId } from './event-id';
import { type PatchBasis, toEventPatch } from './event-patch';
import {
  fromGoogleEvent,
  type GoogleContext,
  onePerAddress,
  readMeetUrl,
  toGoogleEvent,
  toTwinProperties,
} from './mapping';
import type { GoogleEvent } from './schemas';
import { readSeries, toInstanceId } from './series';

export interface GoogleCalendarDeps extends GoogleDeps, GoogleContext {
  /** The agent's calendar; `primary` is an alias. */
  readonly calendarId: string;
}

/** A deleted event keeps its id, so each attempt after a deletion needs a new one. Nobody deletes this often. */
const mostGenerations = 8;

/** The calendar side of the sync: one calendar of the signed-in account. */
export function createGoogleCalendar(given: GoogleCalendarDeps): CalendarPort {
  const { beforeSending, paceWith } = createPacing();
  const deps: GoogleCalendarDeps = { ...given, beforeSending };
  const { calendarId } = deps;

  async function findEvent(id: string): Promise<GoogleEvent | 'deleted' | 'none'> {
    try {
      const event = await getEvent(deps, calendarId, id);
      return event.status === 'cancelled' ? 'deleted' : event;
    } catch (error) {
      if (error instanceof GoneError) return 'none';
      throw error;
    }
  }

  /** The event under the id of this generation: ours, nobody's, or the id cannot be used. */
  async function findGeneration(creation: Creation, id: string): Promise<RemoteRecord | 'free' | 'taken'> {
    const event = await findEvent(id);
    if (event === 'none') return 'free';
    if (event === 'deleted') return 'taken';
    // A series is more than what is to be made: what is written to it later would reach all of its dates.
    if (creation.repeats === undefined && (event.recurrence ?? []).length > 0) return 'taken';
    const record = toRecord(event, deps);
    return record.creationKey === creation.creationKey ? record : 'taken';
  }

  /**
   * What a write has to know of the event beside what it writes: its version, answers and rooms among the attendees, the
   * ticket's line below the notes. Other fields of a version that is known need no look, and cost one request.
   */
  async function basisOf(
    target: RecordVersion,
    fields: readonly (keyof AppointmentContent)[],
  ): Promise<PatchBasis & { readonly version: EventVersion }> {
    // An untouched instance of a series has a version only in a look at it: then it must hold what was seen.
    const seen = target.etag === '' ? target.seen : undefined;
    const isKnown = !fields.includes('attendees') && (!fields.includes('notes') || target.ticket !== undefined);
    if (isKnown && seen === undefined) return { version: target, ticket: target.ticket ?? null, attendees: [] };
    const event = await findEvent(target.id);
    if (typeof event === 'string') throw new GoneError('The event is gone');
    const { content, ticketId } = toRecord(event, deps);
    if (seen !== undefined && differingFields(content, seen).length > 0) {
      throw new StaleEtagError('The event was changed meanwhile');
    }
    const ticket = target.ticket === undefined ? ticketInDescription(event.description ?? '', ticketId) : target.ticket;
    // What is written was merged with this very version.
    const etag = target.etag === '' ? (event.etag ?? '') : target.etag;
    return { version: { id: target.id, etag }, ticket, attendees: event.attendees };
  }

  async function patch(version: EventVersion, fields: Readonly<Record<string, unknown>>): Promise<RemoteRecord> {
    const event = await patchEvent(deps, calendarId, version, fields);
    if (event.status === 'cancelled') throw new GoneError('The event is gone');
    return toRecord(event, deps);
  }

  async function insert(creation: Creation, id: string): Promise<RemoteRecord> {
    const sendUpdates: SendUpdates = creation.mail === 'everybody' ? 'all' : 'none';
    try {
      const event = await insertEvent(deps, calendarId, toGoogleEvent(creation, id, deps), sendUpdates);
      return { ...toRecord(event, deps), ...readMeetUrl(event) };
    } catch (error) {
      const { wantsMeet, ...rest } = creation;
      if (!wantsMeet || !isConferenceRefused(error)) throw error;
      // The appointment matters more than its link.
      return { ...(await insert(rest, id)), meetUrl: null };
    }
  }

  return {
    side: 'calendar',
    atOnce: { reads: 4, writes: 4 },

    async readChanges(request) {
      return readGoogleChanges(deps, request);
    },

    async read(id) {
      const event = await findEvent(id);
      return typeof event === 'string' ? null : { ...toRecord(event, deps), ...readSeries(event, deps) };
    },

    async create(creation) {
      for (let generation = 0; generation < mostGenerations; generation++) {
        const id = await toEventId(creation.creationKey, generation);
        try {
          // An id that is taken tells of a deletion that this profile may never have seen.
          const again = Math.max(creation.again ?? 0, generation && generation + 1);
          return await insert({ ...creation, again }, id);
        } catch (error) {
          if (!(error instanceof DuplicateError)) throw error;
          const found = await findGeneration(creation, id);
          if (typeof found !== 'string') return { ...found, wasThere: true };
        }
      }
      throw new DuplicateError('Every id for this event is taken by a deleted one');
    },

    async findCreated(creation) {
      for (let generation = 0; generation < mostGenerations; generation++) {
        const found = await findGeneration(creation, await toEventId(creation.creationKey, generation));
        if (found === 'free') return null;
        if (found !== 'taken') return found;
      }
      return null;
    },

    // The id is ours: a repeated insert is refused.
    findCopies: null,
    paceWith,

    async update(target, content, fields) {
      const { version, ...basis } = await basisOf(target, fields);
      return patch(version, toEventPatch(content, fields, basis, deps));
    },

    linkTwin: (target, twinId) => patch(target, toTwinProperties(twinId, deps)),

    async remove(target) {
      try {
        const { version } = await basisOf(target, []);
        await deleteEvent(deps, calendarId, version);
      } catch (error) {
        if (error instanceof GoneError) return;
        // A deletion changes the version too: what is refused as changed may be gone.
        const isGone = error instanceof StaleEtagError && typeof (await findEvent(target.id)) === 'string';
        if (!isGone) throw error;
      }
    },

    changeRule: (target, recurrence) => patch(target, { recurrence }),
    instanceId: toInstanceId,

    normalise: (content) => ({
      ...content,
      notes: fromGoogleDescription(toGoogleDescription(content.notes, null), null),
      attendees: onePerAddress(content.attendees),
    }),
  };
}

/** "Invalid conference type value.": the calendar allows no Meet links, or the organisation has switched Meet off. */
function isConferenceRefused(error: unknown): boolean {
  return error instanceof RejectedError && /conference/i.test(error.message);
}

function toRecord(event: GoogleEvent, context: GoogleContext): RemoteRecord {
  const record = fromGoogleEvent(event, context);
  if (!isUnreadable(record)) return record;
  const { host } = new URL(googleOrigin);
  throw new UnreadableError(`${host} answered with an event that cannot be read: ${record.unreadable}`, host);
}
