import { type AuthorizedDeps, type AuthorizedRequest, authorizedRequest } from '../../http/authorized-request';
import { UnreadableError } from '../../http/errors';
import { parseAnswer } from '../../http/parse-answer';
import type { HttpAnswer, QueryValue } from '../../http/request';
import { toGoogleError } from './google-error';
import { GoogleEvent, GoogleEventPage, GoogleFreeBusy, GooglePage } from './schemas';

/** What every call needs. Errors: `google-error.ts`. */
export type GoogleDeps = Omit<AuthorizedDeps, 'origin'>;

export const googleOrigin = 'https://www.googleapis.com';
const base = '/calendar/v3';

/** Whom Google mails about a write. */
export type SendUpdates = 'all' | 'none';

/** Calendars of the account, page by page. */
export function listCalendars(deps: GoogleDeps): AsyncGenerator<readonly unknown[]> {
  return listPages(deps, `${base}/users/me/calendarList`, { maxResults: 250 });
}

/**
 * What every page of events is asked with. A sync token is only good with the parameters of the listing it came from, so
 * these never depend on anything; whoever changes one gives it a new name, and old tokens are then left alone.
 * Without `showDeleted`: a listing brings no tombstones, a change list always does.
 */
const eventParameters = {
  singleEvents: false,
  // What takes up the agent's time; working locations and birthdays are notes about a day.
  eventTypes: ['default', 'focusTime', 'fromGmail', 'outOfOffice'],
  maxResults: 1000,
  fields:
    'nextPageToken,nextSyncToken,items(id,etag,status,updated,htmlLink,eventType,summary,description,location,start,end,' +
    'recurrence,recurringEventId,originalStartTime,attendees(email,displayName,self,resource,responseStatus),' +
    'attendeesOmitted,' +
    'transparency,visibility,extendedProperties)',
};
/** Name of this set of parameters. */
export const eventParametersName = 'events-2';

/** A thousand events with long descriptions; one that is beyond belief is named and skipped by the mapping. */
const mostPageBytes = 32 * 1024 * 1024;

export interface EventPageQuery {
  /** Absent: a listing. */
  readonly syncToken: string | undefined;
  readonly pageToken: string | undefined;
  /** RFC 3339; listings only, the same for each of their pages. */
  readonly timeMin: string | undefined;
}

/** One page of single events, series masters and exceptions. `SyncTokenExpiredError` when the token is no longer good. */
export async function getEventPage(
  deps: GoogleDeps,
  calendarId: string,
  asked: EventPageQuery,
): Promise<GoogleEventPage> {
  const query = { ...eventParameters, ...asked };
  const answer = await call(deps, { method: 'GET', path: eventsPath(calendarId), query, maxBytes: mostPageBytes });
  return parseAnswer(GoogleEventPage, answer.json(), answer.host);
}

/** Deleted events too: their `status` is `cancelled`. */
export async function getEvent(deps: GoogleDeps, calendarId: string, eventId: string): Promise<GoogleEvent> {
  return readEvent(await call(deps, { method: 'GET', path: eventPath(calendarId, eventId) }));
}

/** With an `id` of ours in the body: `DuplicateError` when it is taken. */
export async function insertEvent(
  deps: GoogleDeps,
  calendarId: string,
  event: Readonly<Record<string, unknown>>,
  sendUpdates: SendUpdates,
): Promise<GoogleEvent> {
  // Without this Google passes over the conference of a body.
  const conferenceDataVersion = 'conferenceData' in event ? 1 : undefined;
  const query = { sendUpdates, conferenceDataVersion };
  return readEvent(await call(deps, { method: 'POST', path: eventsPath(calendarId), query, json: event }));
}

/** Changes the named fields; arrays are replaced, maps are merged, a conference stays. Mails nobody. */
export async function patchEvent(
  deps: GoogleDeps,
  calendarId: string,
  target: EventVersion,
  fields: Readonly<Record<string, unknown>>,
): Promise<GoogleEvent> {
  const path = eventPath(calendarId, target.id);
  const query = { sendUpdates: 'none' };
  return readEvent(await call(deps, { method: 'PATCH', path, query, headers: ifMatch(target), json: fields }));
}

/** Mails nobody. */
export async function deleteEvent(deps: GoogleDeps, calendarId: string, target: EventVersion): Promise<void> {
  const path = eventPath(calendarId, target.id);
  await call(deps, { method: 'DELETE', path, query: { sendUpdates: 'none' }, headers: ifMatch(target) });
}

/** Google's limit of `items` in one request. */
export const mostFreeBusyCalendars = 50;

export async function queryFreeBusy(
  deps: GoogleDeps,
  asked: { readonly timeMin: string; readonly timeMax: string; readonly calendarIds: readonly string[] },
): Promise<GoogleFreeBusy> {
  const { timeMin, timeMax, calendarIds } = asked;
  const json = { timeMin, timeMax, items: calendarIds.map((id) => ({ id })) };
  const answer = await call(deps, { method: 'POST', path: `${base}/freeBusy`, json });
  return parseAnswer(GoogleFreeBusy, answer.json(), answer.host);
}

/** A record and the version it must still have; an empty version means whatever it has. */
export interface EventVersion {
  readonly id: string;
  readonly etag: string;
}

function ifMatch({ etag }: EventVersion): Readonly<Record<string, string>> {
  return etag === '' ? {} : { 'if-match': etag };
}

function eventsPath(calendarId: string): string {
  return `${base}/calendars/${encodeURIComponent(calendarId)}/events`;
}

function eventPath(calendarId: string, eventId: string): string {
  return `${eventsPath(calendarId)}/${encodeURIComponent(eventId)}`;
}

function readEvent(answer: HttpAnswer): GoogleEvent {
  return parseAnswer(GoogleEvent, answer.json(), answer.host);
}

/** More than any window holds: a server that never comes to an end is stopped here. */
const mostPages = 200;

/** A page may be short or empty and still have a next one: only the token says where the list ends. */
async function* listPages(
  deps: GoogleDeps,
  path: string,
  query: Readonly<Record<string, QueryValue>>,
): AsyncGenerator<readonly unknown[]> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const answer = await call(deps, { method: 'GET', path, query: { ...query, pageToken } });
    const page = parseAnswer(GooglePage, answer.json(), answer.host);
    yield page.items ?? [];
    pageToken = page.nextPageToken;
    if (pageToken === undefined) return;
    if (seen.has(pageToken) || seen.size >= mostPages) {
      throw new UnreadableError(`${answer.host} gives a list that does not end`, answer.host);
    }
    seen.add(pageToken);
  } while (pageToken !== '');
}

async function call(deps: GoogleDeps, asked: AuthorizedRequest): Promise<HttpAnswer> {
  const answer = await authorizedRequest({ ...deps, origin: googleOrigin }, asked);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw toGoogleError(answer, deps.now(), deps.random ?? Math.random);
}
