import { formatInstant } from '../../domain/span-interval';
import { DuplicateError, GoneError, StaleEtagError, UnreadableError } from '../../http/errors';
import { isUnreadable, readRows } from '../../http/parse-answer';
import type { CalendarPort, Creation, RemoteRecord } from '../../sync/ports';
import {
  deleteEvent,
  type GoogleDeps,
  getEvent,
  googleOrigin,
  insertEvent,
  listEvents,
  patchEvent,
  type SendUpdates,
} from './client';
import { toEventId } from './event-id';
import { fromGoogleEvent, type GoogleContext, toGoogleEvent, toTwinProperties } from './mapping';
import { GoogleEvent } from './schemas';

export interface GoogleCalendarDeps extends GoogleDeps, GoogleContext {
  /** The agent's calendar; `primary` is an alias. */
  readonly calendarId: string;
}

/** What takes up the agent's time; working locations and birthdays are notes about a day. */
const eventTypes = ['default', 'focusTime', 'fromGmail', 'outOfOffice'];

/** A deleted event keeps its id, so each attempt after a deletion needs a new one. Nobody deletes this often. */
const mostGenerations = 8;

/** The calendar side of the sync: one calendar of the signed-in account. */
export function createGoogleCalendar(deps: GoogleCalendarDeps): CalendarPort {
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
    const record = toRecord(event, deps);
    return record.creationKey === creation.creationKey ? record : 'taken';
  }

  return {
    side: 'calendar',

    async *list(window) {
      const asked = { timeMin: formatInstant(window.startMs), timeMax: formatInstant(window.endMs), eventTypes };
      for await (const rows of listEvents(deps, calendarId, asked)) {
        const { values, skipped } = readRows(rows, {
          what: 'event',
          schema: GoogleEvent,
          map: (event) => (isWanted(event) ? fromGoogleEvent(event, deps) : null),
        });
        yield { records: values.filter((record) => record !== null), skipped };
      }
    },

    async read(id) {
      const event = await findEvent(id);
      return typeof event === 'string' ? null : toRecord(event, deps);
    },

    async create(creation) {
      const sendUpdates: SendUpdates = creation.mail === 'everybody' ? 'all' : 'none';
      for (let generation = 0; generation < mostGenerations; generation++) {
        const id = await toEventId(creation.creationKey, generation);
        try {
          const event = await insertEvent(deps, calendarId, toGoogleEvent(creation, id, deps), sendUpdates);
          return toRecord(event, deps);
        } catch (error) {
          if (!(error instanceof DuplicateError)) throw error;
          const found = await findGeneration(creation, id);
          if (typeof found !== 'string') return found;
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

    async linkTwin(target, twinId) {
      return toRecord(await patchEvent(deps, calendarId, target, toTwinProperties(twinId, deps)), deps);
    },

    async remove(target) {
      try {
        await deleteEvent(deps, calendarId, target);
      } catch (error) {
        if (error instanceof GoneError) return;
        // A deletion changes the version too: what is refused as changed may be gone.
        const isGone = error instanceof StaleEtagError && typeof (await findEvent(target.id)) === 'string';
        if (!isGone) throw error;
      }
    },
  };
}

/** Not a deleted one, nor an invitation that the agent has declined. */
function isWanted(event: GoogleEvent): boolean {
  const isDeclined = event.attendees?.some(
    ({ self, responseStatus }) => self === true && responseStatus === 'declined',
  );
  return event.status !== 'cancelled' && isDeclined !== true;
}

function toRecord(event: GoogleEvent, context: GoogleContext): RemoteRecord {
  const record = fromGoogleEvent(event, context);
  if (!isUnreadable(record)) return record;
  const { host } = new URL(googleOrigin);
  throw new UnreadableError(`${host} answered with an event that cannot be read: ${record.unreadable}`, host);
}
