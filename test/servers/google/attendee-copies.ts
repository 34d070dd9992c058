import { findEvent, saveRow } from './calendar-rows';
import type { EventAttendee } from './event-schema';
import { type EventRow, findCalendar, type GoogleCalendar, type GoogleWorld, sameAddress } from './google-state';
import { firstCopyDetails, mixDetails, sameValue } from './shared-fields';

/** Brings the copies in the calendars of all guests who have accounts here in line with the organizer's version. */
export function updateCopies(world: GoogleWorld, organizers: GoogleCalendar, row: EventRow): void {
  if (row.details.privateCopy === true) return;
  for (const account of world.state.accounts.values()) {
    const guests = findCalendar(world.state, account.email);
    if (guests === undefined || guests === organizers) continue;
    updateCopy(world, guests, row);
  }
}

/** The organizer's calendar and version of an event, when both are on this server. */
export function organizersVersion(
  world: GoogleWorld,
  copy: EventRow,
): { readonly calendar: GoogleCalendar; readonly row: EventRow } | null {
  const calendar = copy.organizer.email === undefined ? undefined : findCalendar(world.state, copy.organizer.email);
  const found = calendar === undefined ? null : findEvent(calendar, copy.id);
  return calendar === undefined || found === null || found.kind === 'stub' ? null : { calendar, row: found.row };
}

/** Carries a guest's own answer into the organizer's version, and from there into all copies. */
export function passAnswerOn(world: GoogleWorld, copy: EventRow, email: string, answer: Partial<EventAttendee>): void {
  const organizers = organizersVersion(world, copy);
  if (organizers === null || organizers.row.status === 'cancelled') return;
  const attendees = (organizers.row.details.attendees ?? []).map((attendee) =>
    sameAddress(attendee.email, email) ? { ...attendee, ...answer } : attendee,
  );
  const { version, ...draft } = organizers.row;
  const saved = saveRow(world, organizers.calendar, { ...draft, details: { ...draft.details, attendees } });
  updateCopies(world, organizers.calendar, saved);
}

function updateCopy(world: GoogleWorld, guests: GoogleCalendar, row: EventRow): void {
  const existing = guests.events.get(row.id);
  if (existing !== undefined && existing.iCalUID !== row.iCalUID) return;
  const guest = row.details.attendees?.find((attendee) => sameAddress(attendee.email, guests.id));
  const { version, ...draft } = row;
  if (row.status !== 'cancelled' && guest !== undefined) {
    // A guest who removed it has declined; a later change does not bring it back.
    if (existing?.status === 'cancelled' && guest.responseStatus === 'declined') return;
    const details = existing === undefined ? firstCopyDetails(row.details) : mixDetails(row.details, existing.details);
    saveIfDifferent(world, guests, existing, { ...draft, details });
  } else if (existing !== undefined) {
    if (existing.status !== 'cancelled') saveIfDifferent(world, guests, existing, { ...existing, status: 'cancelled' });
  } else if (row.occurrence !== undefined && isLive(guests.events.get(row.occurrence.masterId))) {
    saveRow(world, guests, { ...draft, status: 'cancelled', details: firstCopyDetails(row.details) });
  }
}

function saveIfDifferent(
  world: GoogleWorld,
  calendar: GoogleCalendar,
  existing: EventRow | undefined,
  draft: Omit<EventRow, 'version'>,
): void {
  if (existing !== undefined && sameValue({ ...existing, version: null }, { ...draft, version: null })) return;
  saveRow(world, calendar, draft);
}

function isLive(row: EventRow | undefined): boolean {
  return row !== undefined && row.status !== 'cancelled';
}
