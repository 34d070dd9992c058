import type { CalendarSide, HelpdeskSide } from '../../lib/app/desk';
import { refreshHaloTokens } from '../../lib/auth/halo-token-endpoint';
import { renewGoogleTokens } from '../../lib/auth/renew-google-tokens';
import { createTokenKeeper } from '../../lib/auth/token-keeper';
import { listGoogleCalendars } from '../../lib/calendars/google/calendar-list';
import { createGoogleCalendar } from '../../lib/calendars/google/google-calendar';
import { createGoogleFreeBusy } from '../../lib/calendars/google/google-free-busy';
import type { Side } from '../../lib/domain/appointment';
import type { Problem } from '../../lib/domain/problem';
import { createHaloCalendar } from '../../lib/helpdesk/halo/halo-calendar';
import { createHaloDirectory } from '../../lib/helpdesk/halo/halo-directory';
import type { Authorized } from '../../lib/http/authorized-request';
import { AuthError } from '../../lib/http/errors';
import { accountKey, type CalendarAccount, type HelpdeskAccount, type Settings } from '../../lib/storage/settings';
import type { CalendarRef } from '../../lib/sync/link';
import { browserTokens, http, redirectAddress, signIn, withLock } from './outside';
import { googleTokenStore, haloTokenStore } from './token-stores';

export interface ConnectionDeps {
  readonly readSettings: () => Promise<Settings>;
  readonly zone: () => string;
  /** The provider has ended the session of a side. */
  readonly onNeedsSignIn: (side: Side) => Promise<void>;
}

export interface Connections {
  helpdesk(when?: 'alsoSignedOut'): Promise<HelpdeskSide | Problem>;
  calendar(named?: CalendarRef): Promise<CalendarSide | Problem>;
  /** The calendar's token, for taking the grant back; null when there is none that works. */
  calendarAuthorized(account: CalendarAccount): Authorized;
}

/** Ports made of the stored accounts, each with its own token keeper. */
export function createConnections(deps: ConnectionDeps): Connections {
  const haloKeepers = new Map<string, Authorized>();
  const googleKeepers = new Map<string, Authorized>();

  return {
    async helpdesk(when) {
      const { helpdesk: account } = await deps.readSettings();
      if (account === null) return { kind: 'notConnected', side: 'helpdesk' };
      if (account.needsSignIn && when !== 'alsoSignedOut') return { kind: 'needsSignIn', side: 'helpdesk' };
      const key = accountKey(account);
      const authorized = account.needsSignIn ? signedOut : once(haloKeepers, key, () => haloKeeper(account, deps));
      const halo = { ...http, origin: account.origin, authorized, agentId: account.agent.id, zone: deps.zone() };
      return { account, key, port: createHaloCalendar(halo), directory: createHaloDirectory(halo) };
    },

    async calendar(named) {
      const { calendar: account, helpdesk } = await deps.readSettings();
      if (account === null) return { kind: 'notConnected', side: 'calendar' };
      if (named !== undefined && named.email !== account.email) return { kind: 'notConnected', side: 'calendar' };
      if (account.needsSignIn) return { kind: 'needsSignIn', side: 'calendar' };
      const google = { ...http, authorized: this.calendarAuthorized(account) };
      return {
        account,
        port: createGoogleCalendar({
          ...google,
          calendarId: named?.calendarId ?? account.calendarId,
          accountEmail: account.email,
          helpdeskOrigin: helpdesk?.origin ?? '',
          zone: deps.zone(),
        }),
        freeBusy: createGoogleFreeBusy(google),
        listCalendars: async () => (await listGoogleCalendars(google)).calendars,
      };
    },

    calendarAuthorized: (account) =>
      once(googleKeepers, `${account.clientId} ${account.email}`, () => googleKeeper(account, deps)),
  };
}

/** Asks nobody: the provider has said that the sign-in is over. */
const signedOut: Authorized = {
  token: () => Promise.reject(new AuthError('Not signed in')),
  renew: () => Promise.reject(new AuthError('Not signed in')),
};

function haloKeeper(account: HelpdeskAccount, { onNeedsSignIn }: ConnectionDeps): Authorized {
  return createTokenKeeper({
    ...haloTokenStore,
    lockName: 'docket-tokens:helpdesk',
    renew: (tokens) => refreshHaloTokens(http, account, tokens),
    now: http.now,
    withLock,
    onNeedsSignIn: () => onNeedsSignIn('helpdesk'),
  });
}

function googleKeeper(account: CalendarAccount, { onNeedsSignIn }: ConnectionDeps): Authorized {
  const client = { clientId: account.clientId, redirectUri: redirectAddress() };
  return createTokenKeeper({
    ...googleTokenStore,
    lockName: 'docket-tokens:google',
    renew: (tokens, why) => renewGoogleTokens({ window: signIn, browser: browserTokens }, client, tokens, why),
    now: http.now,
    withLock,
    onNeedsSignIn: () => onNeedsSignIn('calendar'),
  });
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
