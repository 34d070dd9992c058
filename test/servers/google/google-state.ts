import type { EventDetails, EventPerson } from './event-schema';
import type { EventTime } from './event-time';

/** From the least to the most. */
export const accessRoles = ['freeBusyReader', 'reader', 'writerWithoutPrivateAccess', 'writer', 'owner'] as const;
export type AccessRole = (typeof accessRoles)[number];

export interface GoogleAccount {
  readonly email: string;
  readonly name: string;
  readonly zone: string;
  /** The calendars in the account's list, by calendar id, with its own settings for them. */
  readonly calendarList: Map<string, ListedCalendar>;
}

export interface ListedCalendar {
  readonly summaryOverride?: string;
  readonly hidden?: boolean;
  readonly selected?: boolean;
}

export interface GoogleCalendar {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly zone: string;
  /** What `conferenceProperties.allowedConferenceSolutionTypes` says of it. */
  readonly conferenceTypes: readonly string[];
  /** By address in lower case; `default` is everybody. Who is not here does not see the calendar at all. */
  readonly access: Map<string, AccessRole>;
  readonly events: Map<string, EventRow>;
  /** Cancelled entries of which nothing but the id, and perhaps the original start, is left. */
  readonly stubs: Map<string, Stub>;
  /** Ids of events that have disappeared altogether; they stay taken. */
  readonly retiredIds: Set<string>;
  /** Epoch ms of its newest version, as worked out after that change on the server. */
  newest: { readonly change: number; readonly updatedMs: number };
}

/** One version of one event in one calendar. Rows are replaced, never changed. */
export interface EventRow {
  readonly id: string;
  readonly iCalUID: string;
  readonly version: Version;
  readonly createdMs: number;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly sequence: number;
  readonly creator: EventPerson;
  readonly organizer: EventPerson;
  readonly start: EventTime;
  readonly end: EventTime;
  /** Present on exceptions of a series, and on instances computed from one. */
  readonly occurrence?: OccurrenceRef;
  readonly details: EventDetails;
}

export interface OccurrenceRef {
  readonly masterId: string;
  readonly original: EventTime;
}

export interface Stub {
  readonly id: string;
  readonly version: Version;
  readonly occurrence?: OccurrenceRef;
}

export interface Version {
  readonly etag: string;
  readonly updatedMs: number;
  /** Grows with every write on the server; a sync token is a value of it. */
  readonly change: number;
}

export interface AccessToken {
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
}

/** A Web client of the Google Cloud console: its redirect addresses are compared letter by letter. */
export interface WebClient {
  readonly name: string;
  readonly redirectUris: readonly string[];
}

export interface GoogleState {
  /** By address in lower case. */
  readonly accounts: Map<string, GoogleAccount>;
  /** By id in lower case; an account's primary calendar has its address as id. */
  readonly calendars: Map<string, GoogleCalendar>;
  readonly clients: Map<string, WebClient>;
  readonly tokens: Map<string, AccessToken>;
  /** Scopes granted, by `address client`. */
  readonly grants: Map<string, ReadonlySet<string>>;
  /** Addresses signed in, by session cookie. */
  readonly sessions: Map<string, Set<string>>;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly kind: 'invitation' | 'update' | 'cancellation';
  readonly eventId: string;
}

export interface GoogleSettings {
  /** The most items on a page, whatever the client asks for. */
  pageSize: number;
  /** An empty page with a `nextPageToken` stands before every other page. */
  emptyPages: boolean;
  tokenLifeSeconds: number;
  /** Units a minute and account (facts of the quota page: 600; a PATCH costs three). */
  unitsPerMinute: number;
  /** Whether the answer to a write has the wanted Meet room already, or only the next read. */
  meetRooms: 'atOnce' | 'later';
}

/** What every part of the server works on. */
export interface GoogleWorld {
  readonly state: GoogleState;
  readonly settings: GoogleSettings;
  readonly outbox: Mail[];
  readonly now: () => number;
  readonly violation: (sentence: string) => void;
  /** The version of a write made now; no two are equal, also when the clock stands still. */
  readonly nextVersion: () => Version;
  /** The last change that any write has made. */
  readonly lastChange: () => number;
  /** An opaque text that was never given before. */
  readonly mint: (kind: string) => string;
}

export function createGoogleState(): GoogleState {
  return {
    accounts: new Map(),
    calendars: new Map(),
    clients: new Map(),
    tokens: new Map(),
    grants: new Map(),
    sessions: new Map(),
  };
}

export function createCalendar(
  options: Pick<GoogleCalendar, 'id' | 'summary' | 'zone'> &
    Partial<Pick<GoogleCalendar, 'description' | 'conferenceTypes'>>,
): GoogleCalendar {
  return {
    conferenceTypes: ['hangoutsMeet'],
    ...options,
    access: new Map(),
    events: new Map(),
    stubs: new Map(),
    retiredIds: new Set(),
    newest: { change: -1, updatedMs: 0 },
  };
}

/** Adds an account with its primary calendar. */
export function addAccount(state: GoogleState, person: { email: string; name: string; zone: string }): GoogleAccount {
  const account: GoogleAccount = { ...person, calendarList: new Map([[person.email, {}]]) };
  const calendar = createCalendar({ id: person.email, summary: person.email, zone: person.zone });
  calendar.access.set(key(person.email), 'owner');
  state.accounts.set(key(person.email), account);
  state.calendars.set(key(person.email), calendar);
  return account;
}

export function findCalendar(state: GoogleState, id: string): GoogleCalendar | undefined {
  return state.calendars.get(key(id));
}

/** The account's role on a calendar, or null when it is not shared with it. */
export function roleOn(calendar: GoogleCalendar, email: string): AccessRole | null {
  const own = calendar.access.get(key(email));
  const everybody = calendar.access.get('default');
  if (own === undefined || everybody === undefined) return own ?? everybody ?? null;
  return hasRole(own, everybody) ? own : everybody;
}

export function hasRole(role: AccessRole, least: AccessRole): boolean {
  return accessRoles.indexOf(role) >= accessRoles.indexOf(least);
}

export function sameAddress(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && key(a) === key(b);
}

export function key(address: string): string {
  return address.toLowerCase();
}

/** The rules of the series, or nothing for a single event. */
export function recurrenceOf(row: EventRow): readonly string[] {
  return row.details.recurrence ?? [];
}

export function isMaster(row: EventRow): boolean {
  return recurrenceOf(row).length > 0;
}
