import type { AppointmentContent, TicketRef } from '../../domain/appointment';
import { emailKey } from '../../domain/email-address';
import type { Span } from '../../domain/span';
import { toGoogleDescription } from './description';
import { type GoogleContext, toTicketProperties, writeNewAttendee } from './mapping';
import type { GoogleEvent } from './schemas';

export interface PatchBasis {
  /** The ticket whose address stands below the notes. */
  readonly ticket: TicketRef | null;
  /** Attendees as the event has them, with answers, rooms and all. */
  readonly attendees: GoogleEvent['attendees'];
}

/** The body of a PATCH that writes the named fields and no other. */
export function toEventPatch(
  content: AppointmentContent,
  fields: readonly (keyof AppointmentContent)[],
  { ticket, attendees }: PatchBasis,
  context: GoogleContext,
): Readonly<Record<string, unknown>> {
  const writers: Readonly<Record<keyof AppointmentContent, () => object>> = {
    subject: () => ({ summary: content.subject }),
    notes: () => ({
      description: toGoogleDescription(content.notes, ticket),
      ...(ticket === null ? {} : toTicketProperties(ticket, context)),
    }),
    location: () => ({ location: content.location }),
    span: () => patchSpan(content.span),
    attendees: () => ({ attendees: mergeAttendees(content, attendees ?? [], context) }),
    isPrivate: () => ({ visibility: content.isPrivate ? 'private' : 'default' }),
    showAs: () => ({ transparency: content.showAs === 'free' ? 'transparent' : 'opaque' }),
  };
  return Object.assign({}, ...fields.map((field) => writers[field]()));
}

/** A patch merges: what the other kind of time has left has to be taken away by name. */
function patchSpan(span: Span): object {
  switch (span.kind) {
    case 'allDay': {
      const at = (date: string) => ({ date, dateTime: null, timeZone: null });
      return { start: at(span.start), end: at(span.end) };
    }
    case 'timed': {
      const at = (dateTime: string) => ({ dateTime, timeZone: span.zone, date: null });
      return { start: at(span.start), end: at(span.end) };
    }
  }
}

/** Who stays keeps the answer given; rooms, which are not people, stay too. A patch replaces the whole list. */
function mergeAttendees(
  content: AppointmentContent,
  before: NonNullable<GoogleEvent['attendees']>,
  context: GoogleContext,
): readonly object[] {
  const known = new Map(before.map((entry) => [emailKey(entry.email ?? ''), entry]));
  const people = new Map(
    content.attendees.map((attendee) => {
      const there = known.get(emailKey(attendee.email));
      return [emailKey(attendee.email), there ?? writeNewAttendee(attendee, context.accountEmail)];
    }),
  );
  const rooms = before.filter(({ email, resource }) => resource === true && email && !people.has(emailKey(email)));
  // Marks that Google sets itself are not sent back.
  return [...people.values(), ...rooms].map(({ self, organizer, ...entry }) => entry);
}
