import { refusals } from './google-error';
import {
  type AccessRole,
  type AccessToken,
  findCalendar,
  type GoogleAccount,
  type GoogleCalendar,
  type GoogleWorld,
  roleOn,
} from './google-state';
import type { Query } from './query-parameters';

/** One authorized request to the Calendar API, its query read and its body parsed. */
export interface ApiCall {
  readonly world: GoogleWorld;
  readonly account: GoogleAccount;
  readonly token: AccessToken;
  readonly query: Query;
  readonly body: unknown;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly headers: Headers;
}

export type ApiAnswer =
  | { readonly kind: 'json'; readonly body: object; readonly etag?: string }
  | { readonly kind: 'noContent' }
  | { readonly kind: 'notModified'; readonly etag: string };

export interface OpenCalendar {
  readonly calendar: GoogleCalendar;
  readonly role: AccessRole;
}

/** The calendar of the path as the caller may use it; one that is not shared does not exist for them. */
export function openCalendar(call: ApiCall): OpenCalendar {
  const id = call.path['calendarId'] ?? '';
  const calendar = findCalendar(call.world.state, id === 'primary' ? call.account.email : id);
  const role = calendar === undefined ? null : roleOn(calendar, call.account.email);
  if (calendar === undefined || role === null) throw refusals.notFound();
  return { calendar, role };
}

/** Refuses a write or removal of another version than the one the client has seen. */
export function checkIfMatch(call: ApiCall, etag: string): void {
  const wanted = call.headers.get('if-match');
  if (wanted !== null && wanted !== '*' && wanted !== etag) throw refusals.conditionNotMet();
}
