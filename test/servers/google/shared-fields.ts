import type { EventDetails } from './event-schema';
import type { EventRow } from './google-state';

/** What each copy of an event has for itself; `extendedProperties.private` is the other such part. */
const ownFields = ['reminders', 'colorId', 'eventLabelId', 'transparency', 'visibility'] as const;

/** The shared part of one copy with the own part of another. */
export function mixDetails(shared: EventDetails, own: EventDetails): EventDetails {
  const mixed = sharedDetails(shared);
  for (const field of ownFields) assign(mixed, field, own[field]);
  const properties = {
    ...(own.extendedProperties?.private === undefined ? {} : { private: own.extendedProperties.private }),
    ...(shared.extendedProperties?.shared === undefined ? {} : { shared: shared.extendedProperties.shared }),
  };
  if (Object.keys(properties).length > 0) mixed.extendedProperties = properties;
  return mixed;
}

/** What a guest's copy starts with: the organizer's choice of busy and private, and reminders of the guest's own. */
export function firstCopyDetails(organizers: EventDetails): EventDetails {
  const { transparency, visibility } = organizers;
  return mixDetails(organizers, { transparency, visibility, reminders: { useDefault: true } });
}

/** Whether two versions differ in what all copies share, the answers of `exceptAnswersOf` left aside. */
export function sharesDiffer(a: EventRow, b: EventRow, exceptAnswersOf: string | null = null): boolean {
  return shareOf(a, exceptAnswersOf) !== shareOf(b, exceptAnswersOf);
}

/** Compares JSON values; absent and undefined are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function shareOf(row: EventRow, exceptAnswersOf: string | null): string {
  const { attendees, ...details } = sharedDetails(row.details);
  const people = (attendees ?? []).map((attendee) => {
    const isExcepted = attendee.email?.toLowerCase() === exceptAnswersOf?.toLowerCase();
    const { email = '', responseStatus, comment, additionalGuests, optional = false } = attendee;
    return isExcepted
      ? { email: email.toLowerCase(), optional }
      : { email: email.toLowerCase(), optional, responseStatus, comment, additionalGuests };
  });
  people.sort((a, b) => (a.email < b.email ? -1 : 1));
  const cancelled = row.status === 'cancelled';
  return JSON.stringify(sorted({ details, people, start: row.start, end: row.end, cancelled }));
}

function sharedDetails(details: EventDetails): EventDetails {
  const kept: EventDetails = { ...details };
  for (const field of ownFields) delete kept[field];
  delete kept.extendedProperties;
  const shared = details.extendedProperties?.shared;
  return shared === undefined ? kept : { ...kept, extendedProperties: { shared } };
}

function assign<Field extends (typeof ownFields)[number]>(
  details: EventDetails,
  field: Field,
  value: EventDetails[Field],
): void {
  if (value !== undefined) details[field] = value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}
