import * as z from 'zod/mini';

const text = z.optional(z.string());
const flag = z.optional(z.boolean());
const texts = z.optional(z.record(z.string(), z.string()));

const eventDateTime = z.strictObject({ date: text, dateTime: text, timeZone: text });
const person = z.strictObject({ id: text, email: text, displayName: text, self: flag });
const responseStatus = z.enum(['needsAction', 'declined', 'tentative', 'accepted']);
const attendee = z.strictObject({
  id: text,
  email: text,
  displayName: text,
  organizer: flag,
  self: flag,
  resource: flag,
  optional: flag,
  responseStatus: z.optional(responseStatus),
  comment: text,
  additionalGuests: z.optional(z.int()),
  asyncOperation: text,
});
const reminder = z.strictObject({ method: z.enum(['email', 'popup']), minutes: z.int().check(z.minimum(0)) });
const conferenceData = z.strictObject({
  conferenceId: text,
  signature: text,
  notes: text,
  createRequest: z.optional(
    z.strictObject({
      requestId: z.string(),
      conferenceSolutionKey: z.optional(z.strictObject({ type: text })),
      status: z.optional(z.strictObject({ statusCode: text })),
    }),
  ),
  conferenceSolution: z.optional(
    z.strictObject({ key: z.optional(z.strictObject({ type: text })), name: text, iconUri: text }),
  ),
  entryPoints: z.optional(
    z.array(z.strictObject({ entryPointType: text, uri: text, label: text, pin: text, meetingCode: text })),
  ),
});

/**
 * An event as the API writes and reads it (Event in the Calendar v3 discovery document): what the server checks by
 * itself, with the values that the document names only in prose. A field that is not here is a violation.
 */
export const eventResource = z.strictObject({
  kind: text,
  etag: text,
  id: text,
  status: z.optional(z.enum(['confirmed', 'tentative', 'cancelled'])),
  htmlLink: text,
  hangoutLink: text,
  created: text,
  updated: text,
  summary: text,
  description: text,
  location: text,
  colorId: text,
  eventLabelId: text,
  creator: z.optional(person),
  organizer: z.optional(person),
  start: z.optional(eventDateTime),
  end: z.optional(eventDateTime),
  endTimeUnspecified: flag,
  recurrence: z.optional(z.array(z.string())),
  recurringEventId: text,
  originalStartTime: z.optional(eventDateTime),
  transparency: z.optional(z.enum(['opaque', 'transparent'])),
  visibility: z.optional(z.enum(['default', 'public', 'private', 'confidential'])),
  iCalUID: text,
  sequence: z.optional(z.int().check(z.minimum(0))),
  attendees: z.optional(z.array(attendee)),
  attendeesOmitted: flag,
  extendedProperties: z.optional(z.strictObject({ private: texts, shared: texts })),
  conferenceData: z.optional(conferenceData),
  anyoneCanAddSelf: flag,
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  privateCopy: flag,
  locked: flag,
  reminders: z.optional(z.strictObject({ useDefault: flag, overrides: z.optional(z.array(reminder)) })),
  source: z.optional(z.strictObject({ url: text, title: text })),
  attachments: z.optional(
    z.array(z.strictObject({ fileUrl: text, title: text, mimeType: text, iconLink: text, fileId: text })),
  ),
  eventType: z.optional(z.enum(['birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'])),
  outOfOfficeProperties: z.optional(z.strictObject({ autoDeclineMode: text, declineMessage: text })),
  focusTimeProperties: z.optional(z.strictObject({ autoDeclineMode: text, declineMessage: text, chatStatus: text })),
  workingLocationProperties: z.optional(
    z.strictObject({
      type: text,
      homeOffice: z.optional(z.unknown()),
      customLocation: z.optional(z.strictObject({ label: text })),
      officeLocation: z.optional(
        z.strictObject({ buildingId: text, floorId: text, floorSectionId: text, deskId: text, label: text }),
      ),
    }),
  ),
  birthdayProperties: z.optional(z.strictObject({ contact: text, type: text, customTypeName: text })),
});

export type EventResource = z.infer<typeof eventResource>;
export type EventDateTime = z.infer<typeof eventDateTime>;
export type EventAttendee = z.infer<typeof attendee>;
export type EventPerson = z.infer<typeof person>;
export type ResponseStatus = z.infer<typeof responseStatus>;

/** What the server computes or takes apart; everything else of a resource is kept as it was written. */
const computedFields = [
  'kind',
  'etag',
  'id',
  'status',
  'htmlLink',
  'hangoutLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'start',
  'end',
  'endTimeUnspecified',
  'recurringEventId',
  'originalStartTime',
  'iCalUID',
  'sequence',
  'attendeesOmitted',
  'locked',
] as const satisfies readonly (keyof EventResource)[];

export type EventDetails = Omit<EventResource, (typeof computedFields)[number]>;

/** The part of a body that is kept as written. */
export function detailsOf(body: EventResource): EventDetails {
  const kept: EventResource = { ...body };
  for (const field of computedFields) delete kept[field];
  return kept;
}
