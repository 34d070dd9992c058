import { detailsOf, type EventAttendee, type EventDetails, type EventResource } from './event-schema';
import { checkOrder, type EventTime, readEventTime } from './event-time';
import { readRecurrence } from './expand-series';
import { refusals } from './google-error';
import { key } from './google-state';

const emailAddress = /^[^\s@]+@[^\s@]+$/;
// Limits of extended properties: developers.google.com/workspace/calendar/api/guides/extended-properties.
const longestKey = 44;
const longestValue = 1024;
const mostProperties = 300;

export interface NormalBody {
  readonly start: EventTime;
  readonly end: EventTime;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly details: EventDetails;
}

/** A complete body as Google keeps it: defaults and empty texts left out. Throws what Google answers. */
export function normaliseBody(body: EventResource, calendarZone: string): NormalBody {
  const needsZone = (body.recurrence ?? []).length > 0;
  const start = readEventTime(body.start, 'start', { calendarZone, needsZone });
  const end = readEventTime(body.end, 'end', { calendarZone, needsZone });
  checkOrder(start, end);
  return { start, end, status: body.status ?? 'confirmed', details: normaliseDetails(body, start) };
}

function normaliseDetails(body: EventResource, start: EventTime): EventDetails {
  const details = { ...detailsOf(body) };
  for (const field of ['summary', 'description', 'location', 'colorId', 'eventLabelId'] as const) {
    if (details[field] === '') delete details[field];
  }
  if (details.transparency === 'opaque') delete details.transparency;
  if (details.visibility === 'default') delete details.visibility;
  if (details.guestsCanInviteOthers === true) delete details.guestsCanInviteOthers;
  if (details.guestsCanSeeOtherGuests === true) delete details.guestsCanSeeOtherGuests;
  if (details.guestsCanModify === false) delete details.guestsCanModify;
  if (details.anyoneCanAddSelf === false) delete details.anyoneCanAddSelf;
  if (details.privateCopy === false) delete details.privateCopy;

  details.eventType = details.eventType ?? 'default';
  details.reminders = normaliseReminders(details.reminders);
  replace(details, 'attendees', normaliseAttendees(details.attendees ?? []));
  replace(details, 'recurrence', [...readRecurrence(details.recurrence ?? [], start)]);
  replace(details, 'extendedProperties', normaliseProperties(details.extendedProperties));
  checkSource(details.source);
  return details;
}

function normaliseReminders(reminders: EventDetails['reminders']): NonNullable<EventDetails['reminders']> {
  const overrides = reminders?.overrides ?? [];
  if (reminders === undefined) return { useDefault: true };
  if (overrides.length > 5) throw refusals.badField('The maximum number of override reminders is 5.');
  if (reminders.useDefault === true && overrides.length > 0) {
    throw refusals.badField('Cannot specify both default reminders and overrides at the same time.');
  }
  return overrides.length === 0
    ? { useDefault: reminders.useDefault ?? false }
    : { useDefault: reminders.useDefault ?? false, overrides };
}

function normaliseAttendees(attendees: readonly EventAttendee[]): EventAttendee[] {
  const byAddress = new Map<string, EventAttendee>();
  for (const { self, organizer, displayName, asyncOperation, ...attendee } of attendees) {
    if (attendee.email === undefined || attendee.email === '') throw refusals.required('Missing attendee email.');
    if (!emailAddress.test(attendee.email)) throw refusals.badField('Invalid attendee email.');
    // Who stands twice on the list is invited once.
    byAddress.set(key(attendee.email), {
      ...attendee,
      ...(displayName === undefined || displayName === '' ? {} : { displayName }),
      responseStatus: attendee.responseStatus ?? 'needsAction',
    });
  }
  return [...byAddress.values()];
}

function normaliseProperties(properties: EventDetails['extendedProperties']): EventDetails['extendedProperties'] {
  const kept: NonNullable<EventDetails['extendedProperties']> = {};
  for (const scope of ['private', 'shared'] as const) {
    const entries = Object.entries(properties?.[scope] ?? {});
    if (entries.some(([name, value]) => name.length > longestKey || value.length > longestValue)) {
      throw refusals.badField('Extended property is too long.');
    }
    if (entries.length > mostProperties) throw refusals.badField('Too many extended properties.');
    if (entries.length > 0) kept[scope] = Object.fromEntries(entries);
  }
  return kept.private === undefined && kept.shared === undefined ? undefined : kept;
}

function checkSource(source: EventDetails['source']): void {
  if (source?.url !== undefined && !/^https?:\/\//i.test(source.url)) throw refusals.badField('Invalid source URL.');
}

/** Sets a field, or takes it away when there is nothing to keep. */
function replace<Field extends 'attendees' | 'recurrence' | 'extendedProperties'>(
  details: EventDetails,
  field: Field,
  value: EventDetails[Field],
): void {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) delete details[field];
  else details[field] = value;
}
