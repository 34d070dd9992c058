import { detailsOf, type EventResource, eventResource } from './event-schema';
import { type EventTime, readEventTime } from './event-time';
import { findCalendar, type GoogleWorld, type OccurrenceRef, type Version } from './google-state';

/** Puts an event into a calendar just as the API gave it, etag and time stamps included. Throws on an unknown field. */
export function restoreEvent(world: GoogleWorld, calendarId: string, resource: unknown): void {
  const calendar = findCalendar(world.state, calendarId);
  if (calendar === undefined) throw new Error(`The Google server has no calendar ${calendarId}`);
  const event = eventResource.parse(resource);
  const version = restoreVersion(world, event);
  const id = event.id ?? '';
  const occurrence = restoreOccurrence(event);
  if (event.start === undefined || event.end === undefined) {
    calendar.stubs.set(id, { id, version, ...occurrence });
    return;
  }
  calendar.events.set(id, {
    id,
    iCalUID: event.iCalUID ?? `${id}@google.com`,
    version,
    createdMs: Date.parse(event.created ?? event.updated ?? ''),
    status: event.status ?? 'confirmed',
    sequence: event.sequence ?? 0,
    creator: withoutSelf(event.creator),
    organizer: withoutSelf(event.organizer),
    start: readTime(event.start),
    end: readTime(event.end),
    ...occurrence,
    details: withoutMarks(detailsOf(event)),
  });
}

function restoreVersion(world: GoogleWorld, event: EventResource): Version {
  const { change, etag, updatedMs } = world.nextVersion();
  return {
    change,
    etag: event.etag ?? etag,
    updatedMs: event.updated === undefined ? updatedMs : Date.parse(event.updated),
  };
}

function restoreOccurrence(event: EventResource): { occurrence?: OccurrenceRef } {
  if (event.recurringEventId === undefined || event.originalStartTime === undefined) return {};
  return { occurrence: { masterId: event.recurringEventId, original: readTime(event.originalStartTime) } };
}

/** Recorded times may lack a zone of their own; they get none. */
function readTime(value: NonNullable<EventResource['start']>): EventTime {
  const time = readEventTime(value, 'start', { calendarZone: 'UTC', needsZone: false });
  return time.kind === 'time' ? { ...time, zone: value.timeZone ?? null } : time;
}

function withoutSelf(person: EventResource['creator']): NonNullable<EventResource['creator']> {
  const { self, ...rest } = person ?? {};
  return rest;
}

function withoutMarks(details: ReturnType<typeof detailsOf>): ReturnType<typeof detailsOf> {
  if (details.attendees === undefined) return details;
  return { ...details, attendees: details.attendees.map(({ self, organizer, ...attendee }) => attendee) };
}
