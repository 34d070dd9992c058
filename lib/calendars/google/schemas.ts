import * as z from 'zod/mini';

// Calendar API v3 (https://developers.google.com/calendar/api/v3/reference), as far as Docket reads it.
// Words such as `status` or `accessRole` stay strings: Google adds new ones without notice.
const Text = z.optional(z.string());
const Flag = z.optional(z.boolean());

export const GoogleCalendarEntry = z.looseObject({
  id: z.string(),
  summary: Text,
  summaryOverride: Text,
  primary: Flag,
  accessRole: Text,
  timeZone: Text,
  deleted: Flag,
});
export type GoogleCalendarEntry = z.infer<typeof GoogleCalendarEntry>;

/** One page of any list. */
export const GooglePage = z.looseObject({ items: z.optional(z.array(z.unknown())), nextPageToken: Text });

/** One page of events. The token for later changes stands on the last page only. */
export const GoogleEventPage = z.looseObject({
  items: z.optional(z.array(z.unknown())),
  nextPageToken: Text,
  nextSyncToken: Text,
});
export type GoogleEventPage = z.infer<typeof GoogleEventPage>;

export const EventTime = z.looseObject({ date: Text, dateTime: Text, timeZone: Text });
export type GoogleEventTime = z.infer<typeof EventTime>;

export const GoogleEvent = z.looseObject({
  id: z.string(),
  etag: Text,
  status: Text,
  updated: Text,
  htmlLink: Text,
  hangoutLink: Text,
  eventType: Text,
  summary: Text,
  description: Text,
  location: Text,
  start: z.optional(EventTime),
  end: z.optional(EventTime),
  recurrence: z.optional(z.array(z.string())),
  recurringEventId: Text,
  originalStartTime: z.optional(EventTime),
  attendees: z.optional(
    z.array(z.looseObject({ email: Text, displayName: Text, self: Flag, resource: Flag, responseStatus: Text })),
  ),
  attendeesOmitted: Flag,
  transparency: Text,
  visibility: Text,
  extendedProperties: z.optional(
    z.looseObject({
      private: z.optional(z.record(z.string(), z.string())),
      shared: z.optional(z.record(z.string(), z.string())),
    }),
  ),
});
export type GoogleEvent = z.infer<typeof GoogleEvent>;

export const GoogleFreeBusy = z.looseObject({
  calendars: z.record(
    z.string(),
    z.looseObject({
      errors: z.optional(z.array(z.looseObject({ reason: Text }))),
      busy: z.optional(z.array(z.looseObject({ start: z.string(), end: z.string() }))),
    }),
  ),
});
export type GoogleFreeBusy = z.infer<typeof GoogleFreeBusy>;

export const GoogleFailure = z.looseObject({
  error: z.looseObject({
    message: Text,
    errors: z.optional(z.array(z.looseObject({ reason: Text, message: Text }))),
    details: z.optional(z.array(z.looseObject({ reason: Text }))),
  }),
});
