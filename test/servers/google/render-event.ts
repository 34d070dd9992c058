import { isGapInSeries } from './calendar-rows';
import type { EventAttendee, EventDateTime, EventPerson, EventResource } from './event-schema';
import { writeEventTime } from './event-time';
import { type AccessRole, type EventRow, type GoogleCalendar, hasRole, type Stub, sameAddress } from './google-state';

/** Who reads, and how they want it. */
export interface Viewer {
  readonly calendar: GoogleCalendar;
  readonly role: AccessRole;
  /** Zone of the answer; the event's own zone is named beside the time. */
  readonly zone: string;
  readonly maxAttendees: number | null;
  /** `bare`: deleted events keep their id only, as in change lists without `showDeleted`. */
  readonly tombstones: 'bare' | 'full';
}

/** The event as the viewer's answer holds it. */
export function renderEvent(row: EventRow, viewer: Viewer): EventResource {
  const head = { kind: 'calendar#event', etag: row.version.etag, id: row.id, status: row.status } as const;
  const series = renderSeries(row, viewer.zone);
  if (row.status === 'cancelled' && viewer.tombstones === 'bare') {
    return isGapInSeries(viewer.calendar, row) ? { ...head, ...series } : head;
  }
  const times = {
    start: writeEventTime(row.start, viewer.zone),
    end: writeEventTime(row.end, viewer.zone),
    ...series,
    iCalUID: row.iCalUID,
    sequence: row.sequence,
  };
  const marks = {
    htmlLink: htmlLink(row, viewer.calendar),
    created: new Date(Math.floor(row.createdMs / 1000) * 1000).toISOString(),
    updated: new Date(row.version.updatedMs).toISOString(),
  };
  const { recurrence, transparency, visibility, attendees, ...details } = row.details;
  const rule = recurrence === undefined ? {} : { recurrence };
  const busy = transparency === undefined ? {} : { transparency };
  if (hidesDetails(row, viewer.role)) {
    return { ...head, ...marks, ...times, ...rule, ...busy, visibility: 'private', eventType: details.eventType };
  }
  return {
    ...head,
    ...marks,
    ...details,
    ...times,
    ...rule,
    ...busy,
    ...(visibility === undefined ? {} : { visibility }),
    creator: withSelf(row.creator, viewer.calendar),
    organizer: withSelf(row.organizer, viewer.calendar),
    ...renderAttendees(attendees, row, viewer),
    ...meetLink(details.conferenceData),
  };
}

export function renderStub(stub: Stub, viewer: Viewer): EventResource {
  return {
    kind: 'calendar#event',
    etag: stub.version.etag,
    id: stub.id,
    status: 'cancelled',
    ...renderSeries(stub, viewer.zone),
  };
}

/** Private events show readers, and everything shows those who see free/busy only, no more than a block of time. */
function hidesDetails(row: EventRow, role: AccessRole): boolean {
  if (role === 'freeBusyReader') return true;
  const isPrivate = row.details.visibility === 'private' || row.details.visibility === 'confidential';
  return isPrivate && !hasRole(role, 'writer');
}

function renderSeries(
  row: Pick<EventRow, 'occurrence'>,
  zone: string,
): { recurringEventId?: string; originalStartTime?: EventDateTime } {
  if (row.occurrence === undefined) return {};
  return {
    recurringEventId: row.occurrence.masterId,
    originalStartTime: writeEventTime(row.occurrence.original, zone),
  };
}

function renderAttendees(
  attendees: readonly EventAttendee[] | undefined,
  row: EventRow,
  viewer: Viewer,
): Pick<EventResource, 'attendees' | 'attendeesOmitted'> {
  if (attendees === undefined || attendees.length === 0) return {};
  const all = attendees.map((attendee) => ({
    ...attendee,
    ...(sameAddress(attendee.email, row.organizer.email) ? { organizer: true } : {}),
    ...(sameAddress(attendee.email, viewer.calendar.id) ? { self: true } : {}),
  }));
  if (viewer.maxAttendees === null || all.length <= viewer.maxAttendees) return { attendees: all };
  const own = all.filter((attendee) => attendee.self === true);
  return own.length === 0 ? { attendeesOmitted: true } : { attendees: own, attendeesOmitted: true };
}

function withSelf(person: EventPerson, calendar: GoogleCalendar): EventPerson {
  return sameAddress(person.email, calendar.id) ? { ...person, self: true } : person;
}

function meetLink(conference: EventResource['conferenceData']): { hangoutLink?: string } {
  const video = conference?.entryPoints?.find((entry) => entry.entryPointType === 'video')?.uri;
  return video === undefined ? {} : { hangoutLink: video };
}

function htmlLink(row: EventRow, calendar: GoogleCalendar): string {
  const eid = Buffer.from(`${row.id} ${calendar.id}`).toString('base64url');
  return `https://www.google.com/calendar/event?eid=${eid}`;
}
