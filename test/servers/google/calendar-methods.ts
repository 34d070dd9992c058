import { type ApiAnswer, type ApiCall, openCalendar } from './api-call';
import { findEntry } from './calendar-list';
import type { EventsEndpoints } from './events-endpoints';
import { freeBusyRequest, queryFreeBusy } from './free-busy';
import { refusals, violate } from './google-error';
import { accessRoles } from './google-state';
import type { ParameterTable } from './query-parameters';
import { sendUpdatesChoices } from './send-mail';

/** One method of the API: where it is, what it takes, which scopes open it. */
export interface CalendarMethod {
  /** Its name in the discovery document. */
  readonly id: string;
  readonly verb: string;
  readonly path: RegExp;
  readonly parameters: ParameterTable;
  readonly scopes: readonly string[];
  readonly body: 'none' | 'complete' | 'patch';
  readonly run: (call: ApiCall) => ApiAnswer;
}

const calendarPath = 'calendars/(?<calendarId>[^/]+)/events';
const eventPath = `${calendarPath}/(?<eventId>[^/]+)`;
// Which scope opens which method: `scopes` of the discovery document, without those that no user of ours is asked for.
const readScopes = ['calendar', 'calendar.readonly', 'calendar.events', 'calendar.events.readonly'];
const writeScopes = ['calendar', 'calendar.events'];
const listScopes = ['calendar', 'calendar.readonly', 'calendar.calendarlist', 'calendar.calendarlist.readonly'];
const freeBusyScopes = ['calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'];

const count = { kind: 'count', least: 1, most: 2_147_483_647 } as const;
const version = { kind: 'count', least: 0, most: 1 } as const;
const flag = { kind: 'flag' } as const;
const text = { kind: 'text' } as const;
const stamp = { kind: 'stamp' } as const;
const zone = { kind: 'zone' } as const;
const sendUpdates = { kind: 'choice', values: sendUpdatesChoices } as const;
const eventTypes = ['birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'];
const paging = { maxResults: count, pageToken: text };
const reading = { maxAttendees: count, timeZone: zone };
const importing = { conferenceDataVersion: version, supportsAttachments: flag };
const writing = { ...importing, maxAttendees: count, sendUpdates };
const listing: ParameterTable = {
  ...paging,
  ...reading,
  eventTypes: { kind: 'choice', values: eventTypes, repeated: true },
  iCalUID: text,
  orderBy: { kind: 'choice', values: ['startTime', 'updated'] },
  privateExtendedProperty: { kind: 'text', repeated: true },
  sharedExtendedProperty: { kind: 'text', repeated: true },
  q: text,
  showDeleted: flag,
  showHiddenInvitations: flag,
  singleEvents: flag,
  syncToken: text,
  timeMin: stamp,
  timeMax: stamp,
  updatedMin: stamp,
};
const instanceListing: ParameterTable = {
  ...paging,
  ...reading,
  originalStart: text,
  showDeleted: flag,
  timeMin: stamp,
  timeMax: stamp,
};
const calendarListing: ParameterTable = {
  ...paging,
  minAccessRole: { kind: 'choice', values: accessRoles },
  showDeleted: flag,
  showHidden: flag,
  syncToken: text,
};

/** The methods that Docket uses. */
export function createMethods(
  events: EventsEndpoints,
  listOfCalendars: (call: ApiCall) => ApiAnswer,
): readonly CalendarMethod[] {
  const method = (
    id: string,
    verb: string,
    path: string,
    rest: Pick<CalendarMethod, 'parameters' | 'scopes' | 'body' | 'run'>,
  ): CalendarMethod => ({ id, verb, path: new RegExp(`^${path}$`), ...rest });
  const read = { scopes: readScopes, body: 'none' } as const;
  const write = { scopes: writeScopes, body: 'complete', parameters: writing } as const;

  return [
    method('calendarList.list', 'GET', 'users/me/calendarList', {
      ...{ parameters: calendarListing, scopes: listScopes, body: 'none', run: listOfCalendars },
    }),
    method('calendarList.get', 'GET', 'users/me/calendarList/(?<calendarId>[^/]+)', {
      ...{ parameters: {}, scopes: listScopes, body: 'none', run: entryOfCalendar },
    }),
    method('events.list', 'GET', calendarPath, { ...read, parameters: listing, run: events.list }),
    method('events.instances', 'GET', `${eventPath}/instances`, {
      ...{ ...read, parameters: instanceListing, run: events.instances },
    }),
    method('events.get', 'GET', eventPath, { ...read, parameters: reading, run: events.get }),
    method('events.import', 'POST', `${calendarPath}/import`, { ...write, parameters: importing, run: events.import }),
    method('events.insert', 'POST', calendarPath, { ...write, run: events.insert }),
    method('events.update', 'PUT', eventPath, { ...write, run: events.update }),
    method('events.patch', 'PATCH', eventPath, { ...write, body: 'patch', run: events.patch }),
    method('events.delete', 'DELETE', eventPath, {
      ...{ scopes: writeScopes, body: 'none', parameters: { sendUpdates }, run: events.delete },
    }),
    method('freebusy.query', 'POST', 'freeBusy', {
      ...{ parameters: {}, scopes: freeBusyScopes, body: 'complete', run: freeBusy },
    }),
  ];
}

function entryOfCalendar(call: ApiCall): ApiAnswer {
  const entry = findEntry(call.world, call.account, openCalendar(call).calendar);
  if (entry === null) throw refusals.notFound();
  return { kind: 'json', body: entry, etag: entry.etag };
}

function freeBusy(call: ApiCall): ApiAnswer {
  const parsed = freeBusyRequest.safeParse(call.body);
  if (!parsed.success) throw violate(call.world, 'a free/busy request has another shape', 'body');
  return { kind: 'json', body: queryFreeBusy(call.world, call.account, parsed.data) };
}
