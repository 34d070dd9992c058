import type { TicketRef } from '../../domain/appointment';
import type { Attendee } from '../../domain/attendee';
import { dayNumber } from '../../domain/calendar-day';
import { tooLarge } from '../../domain/content-limits';
import { emailKey, sameEmail } from '../../domain/email-address';
import type { Span } from '../../domain/span';
import { formatInstant } from '../../domain/span-interval';
import { fromWallMs, isKnownZone } from '../../domain/zone-clock';
import type { UnreadableRow } from '../../http/parse-answer';
import type { Creation, RemoteRecord } from '../../sync/ports';
import { fromGoogleDescription, toGoogleDescription } from './description';
import type { GoogleEvent, GoogleEventTime } from './schemas';

export interface GoogleContext {
  /** The helpdesk whose appointments are copied, e.g. `https://acme.halopsa.com`. */
  readonly helpdeskOrigin: string;
  /** The signed-in account. */
  readonly accountEmail: string;
  /** IANA zone of the calendar, for events that name none. */
  readonly zone: string;
}

/** Seen in this copy of the event only: the key that makes it ours. */
const keyProperty = 'docketKey';
/** How often the event was made again, and its own id: in a copy that somebody makes of it that is another's. */
const againProperty = 'docketAgain';
/** Seen in every attendee's copy, so that a colleague's Docket knows the ticket and the helpdesk's record. */
const helpdeskProperty = 'docketHelpdesk';
const ticketProperty = 'docketTicket';
const appointmentProperty = 'docketAppointment';

export function fromGoogleEvent(event: GoogleEvent, context: GoogleContext): RemoteRecord | UnreadableRow {
  const { description = '' } = event;
  const excess = tooLarge(description, event.attendees ?? []);
  if (excess !== null) return { unreadable: excess };
  // Written back, the part that is shown would throw the others out.
  if (event.attendeesOmitted === true) return { unreadable: 'not all of its attendees are shown' };
  const span = readSpan(event, context.zone);
  if ('unreadable' in span) return span;
  const { shared = {}, private: own = {} } = event.extendedProperties ?? {};
  const isFromHelpdesk = shared[helpdeskProperty] === context.helpdeskOrigin;
  const ticketId = isFromHelpdesk ? readId(shared[ticketProperty]) : null;
  return {
    id: event.id,
    etag: event.etag ?? '',
    content: {
      subject: event.summary ?? '',
      notes: fromGoogleDescription(description, ticketId),
      location: event.location ?? '',
      span,
      attendees: readAttendees(event),
      isPrivate: event.visibility === 'private' || event.visibility === 'confidential',
      showAs: event.transparency === 'transparent' ? 'free' : 'busy',
    },
    creationKey: own[keyProperty] ?? null,
    twinId: (isFromHelpdesk && shared[appointmentProperty]) || null,
    again: own[againProperty]?.endsWith(` ${event.id}`) ? Number.parseInt(own[againProperty], 10) : undefined,
    ticketId,
    url: event.htmlLink?.startsWith('https://') ? event.htmlLink : null,
    remark: null,
    traits: {
      isDeclined: (event.attendees ?? []).some(({ self, responseStatus }) => self && responseStatus === 'declined'),
      type: event.eventType ?? 'default',
      // How the helpdesk's own integration marks an event is not known; its side of the pair names the event.
      foreignTwinId: null,
    },
    changedAtMs: readChanged(event.updated),
  };
}

/** The event's Meet link, where Google names one at once; it may also follow after the answer. */
export function readMeetUrl({ hangoutLink }: GoogleEvent): { readonly meetUrl?: string } {
  return hangoutLink?.startsWith('https://meet.google.com/') ? { meetUrl: hangoutLink } : {};
}

function readChanged(text: string | undefined): number | null {
  const atMs = Date.parse(text ?? '');
  return Number.isNaN(atMs) ? null : atMs;
}

function readId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
}

/** Rooms and other resources are not people; an entry without an address cannot be told from another. */
function readAttendees(event: GoogleEvent): readonly Attendee[] {
  return (event.attendees ?? [])
    .filter(({ email, resource }) => email !== undefined && email !== '' && resource !== true)
    .map(({ email = '', displayName = '' }) => ({ email, name: displayName, role: 'guest' }));
}

function readSpan({ start, end }: GoogleEvent, zone: string): Span | UnreadableRow {
  if (start === undefined || end === undefined) return { unreadable: 'it has no start or no end' };
  if (start.date !== undefined && end.date !== undefined) return readDays(start.date, end.date);
  const from = readGoogleInstant(start, zone);
  const until = readGoogleInstant(end, zone);
  if (from === null || until === null) return { unreadable: 'its times cannot be read' };
  if (until < from) return { unreadable: 'it ends before it starts' };
  if (until === from) return { unreadable: 'it has no length' };
  const ownZone = start.timeZone ?? '';
  return {
    kind: 'timed',
    start: from,
    end: until,
    // The instants are exact; a zone that this machine does not know only decides how people think of them.
    zone: isKnownZone(ownZone) ? ownZone : zone,
  };
}

function readDays(start: string, end: string): Span | UnreadableRow {
  const first = dayNumber(start);
  const after = dayNumber(end);
  if (first === null || after === null) return { unreadable: 'its dates cannot be read' };
  if (after <= first) return { unreadable: 'it ends before it starts' };
  return { kind: 'allDay', start, end };
}

/** In UTC. With an offset the zone is not needed; without one (RFC 3339 allows none, Google does) it decides. */
export function readGoogleInstant({ dateTime, timeZone }: GoogleEventTime, fallbackZone: string): string | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.exec(dateTime ?? '');
  if (parts?.[1] === undefined) return null;
  const atMs = Date.parse(parts[1] + (parts[2] ?? 'Z'));
  if (Number.isNaN(atMs)) return null;
  if (parts[2] !== undefined) return formatInstant(atMs);
  const zone = timeZone ?? fallbackZone;
  return isKnownZone(zone) ? formatInstant(fromWallMs(atMs, zone)) : null;
}

/** The body of an insert. `eventId`: see `event-id.ts`. */
export function toGoogleEvent(
  creation: Creation,
  eventId: string,
  context: GoogleContext,
): Readonly<Record<string, unknown>> {
  const { content, ticket } = creation;
  return {
    id: eventId,
    summary: content.subject,
    description: toGoogleDescription(content.notes, ticket),
    location: content.location,
    ...writeSpan(content.span),
    ...(creation.repeats !== undefined && { recurrence: creation.repeats }),
    // Google ignores a request whose id it has seen for the event: a repeated insert asks for the same conference.
    ...(creation.wantsMeet && {
      conferenceData: { createRequest: { requestId: eventId, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
    }),
    attendees: onePerAddress(content.attendees).map((attendee) => writeNewAttendee(attendee, context.accountEmail)),
    transparency: content.showAs === 'free' ? 'transparent' : 'opaque',
    visibility: content.isPrivate ? 'private' : 'default',
    extendedProperties: {
      private: {
        [keyProperty]: creation.creationKey,
        ...(creation.again && { [againProperty]: `${creation.again} ${eventId}` }),
      },
      shared: {
        [helpdeskProperty]: context.helpdeskOrigin,
        ...(ticket === null ? {} : { [ticketProperty]: String(ticket.id) }),
        ...(creation.twinId === null ? {} : { [appointmentProperty]: creation.twinId }),
      },
    },
    ...(ticket?.url.startsWith('https://') ? { source: { title: `Ticket ${ticket.id}`, url: ticket.url } } : {}),
  };
}

/** What ties an event to its ticket, for a patch: without it the ticket's line would be read as notes. */
export function toTicketProperties(ticket: TicketRef, context: GoogleContext): Readonly<Record<string, unknown>> {
  const shared = { [helpdeskProperty]: context.helpdeskOrigin, [ticketProperty]: String(ticket.id) };
  return { extendedProperties: { shared } };
}

/** What a patch adds once the helpdesk's record is known: maps are merged, so nothing else is touched. */
export function toTwinProperties(twinId: string, context: GoogleContext): Readonly<Record<string, unknown>> {
  const shared = { [helpdeskProperty]: context.helpdeskOrigin, [appointmentProperty]: twinId };
  return { extendedProperties: { shared } };
}

function writeSpan(span: Span): { start: object; end: object } {
  switch (span.kind) {
    case 'allDay':
      return { start: { date: span.start }, end: { date: span.end } };
    case 'timed':
      return {
        start: { dateTime: span.start, timeZone: span.zone },
        end: { dateTime: span.end, timeZone: span.zone },
      };
  }
}

/** An attendee who was not on the list before. */
export function writeNewAttendee({ email, name }: Attendee, accountEmail: string): Readonly<Record<string, unknown>> {
  return {
    email,
    ...(name === '' ? {} : { displayName: name }),
    // Who makes an appointment attends it: without this Google asks the agent to answer an own invitation.
    ...(sameEmail(email, accountEmail) ? { responseStatus: 'accepted' } : {}),
  };
}

/** Google invites an address once, however often it stands on the list. */
export function onePerAddress(attendees: readonly Attendee[]): readonly Attendee[] {
  const byAddress = new Map<string, Attendee>();
  for (const attendee of attendees) {
    if (!byAddress.has(emailKey(attendee.email))) byAddress.set(emailKey(attendee.email), attendee);
  }
  return [...byAddress.values()];
}
