import type { CalendarSide } from '../../lib/app/desk';
import { renewGoogleTokens } from '../../lib/auth/renew-google-tokens';
import { createTokenKeeper } from '../../lib/auth/token-keeper';
import { listGoogleCalendars } from '../../lib/calendars/google/calendar-list';
import { createGoogleCalendar } from '../../lib/calendars/google/google-calendar';
import { createGoogleFreeBusy } from '../../lib/calendars/google/google-free-busy';
import type { Authorized } from '../../lib/http/authorized-request';
import type { CalendarAccount } from '../../lib/storage/settings';
import { browserTokens, http, redirectAddress, signIn, withLock } from './outside';
import { googleTokenStore } from './token-stores';

const keepers = new Map<string, Authorized>();

/** A calendar of a stored account. */
export function createCalendarSide(
  account: CalendarAccount,
  asked: {
    readonly calendarId: string;
    readonly helpdeskOrigin: string;
    readonly zone: string;
    readonly onNeedsSignIn: () => Promise<void>;
  },
): CalendarSide {
  const { onNeedsSignIn, ...where } = asked;
  const google = { ...http, authorized: calendarAuthorized(account, onNeedsSignIn) };
  return {
    account,
    port: createGoogleCalendar({ ...google, ...where, accountEmail: account.email }),
    freeBusy: createGoogleFreeBusy(google),
    listCalendars: async () => (await listGoogleCalendars(google)).calendars,
  };
}

/** The one keeper of an account's tokens. */
export function calendarAuthorized(account: CalendarAccount, onNeedsSignIn: () => Promise<void>): Authorized {
  const key = `${account.clientId} ${account.email}`;
  const authorized = keepers.get(key) ?? keeperOf(account, onNeedsSignIn);
  keepers.set(key, authorized);
  return authorized;
}

function keeperOf(account: CalendarAccount, onNeedsSignIn: () => Promise<void>): Authorized {
  const client = { clientId: account.clientId, redirectUri: redirectAddress() };
  return createTokenKeeper({
    ...googleTokenStore,
    lockName: 'docket-tokens:google',
    renew: (tokens, why) => renewGoogleTokens({ window: signIn, browser: browserTokens }, client, tokens, why),
    now: http.now,
    withLock,
    onNeedsSignIn,
  });
}
