import { browser } from 'wxt/browser';
import type { ConnectGoogleDeps } from '../../lib/app/connect-google';
import type { ConnectHelpdeskDeps } from '../../lib/app/connect-helpdesk';
import type { Desk } from '../../lib/app/desk';
import { hastenSaves } from '../../lib/app/run-saves';
import { discoverHalo } from '../../lib/auth/discover-halo';
import { signInToGoogle } from '../../lib/auth/google-sign-in';
import { signInToGoogleByBrowser } from '../../lib/auth/google-token-by-browser';
import { signInToHalo } from '../../lib/auth/halo-sign-in';
import { hostPattern } from '../../lib/auth/host-pattern';
import { revokeGoogle } from '../../lib/auth/revoke-google';
import { listGoogleCalendars } from '../../lib/calendars/google/calendar-list';
import type { DisconnectResult } from '../../lib/domain/account-views';
import type { Side } from '../../lib/domain/appointment';
import type { Problem } from '../../lib/domain/problem';
import { createHaloDirectory } from '../../lib/helpdesk/halo/halo-directory';
import type { Authorized } from '../../lib/http/authorized-request';
import { accountKey } from '../../lib/storage/settings';
import type { SyncPart } from '../sync/sync-part';
import type { Connections } from './connections';
import { browserTokens, builtInGoogleClientId, googlePath, http, redirectAddress, signIn, withLock } from './outside';
import { registerPages } from './page-scripts';
import type { Rounds } from './rounds';
import { googleTokenStore, haloTokenStore } from './token-stores';

/** Signing in and out, as far as it needs the browser. */
export interface Accounts {
  readonly helpdesk: ConnectHelpdeskDeps;
  readonly google: ConnectGoogleDeps;
  /** What waited for the sign-in goes on, and both sides are read. */
  afterSignIn(side: Side): Promise<void>;
  disconnect(side: Side): Promise<DisconnectResult>;
}

export function createAccounts(
  desk: Desk,
  connections: Connections,
  rounds: Rounds,
  syncPart: () => Promise<SyncPart>,
): Accounts {
  return {
    helpdesk: {
      discover: (origin) => discoverHalo(http, origin),
      mayReach: (origin) => browser.permissions.contains({ origins: [hostPattern(origin)] }),
      signIn: (application, scopes) => signInToHalo(signIn, { ...application, redirectUri: redirectAddress() }, scopes),
      async readAgent(origin, { accessToken }) {
        const directory = createHaloDirectory({
          ...http,
          origin,
          authorized: fixedToken(accessToken),
          agentId: null,
          zone: desk.zone(),
        });
        await directory.workingHours('');
        return directory.me();
      },
      keepTokens: (tokens) => withLock('docket-tokens:helpdesk', () => haloTokenStore.write(tokens)),
    },
    google: {
      builtInClientId: builtInGoogleClientId,
      signIn(clientId, options) {
        const byWindow = () => signInToGoogle(signIn, { clientId, redirectUri: redirectAddress() }, options);
        return googlePath() === 'browser' ? signInToGoogleByBrowser(browserTokens, byWindow) : byWindow();
      },
      listCalendars: async ({ accessToken }) =>
        (await listGoogleCalendars({ ...http, authorized: fixedToken(accessToken) })).calendars,
      keepTokens: (tokens) => withLock('docket-tokens:google', () => googleTokenStore.write(tokens)),
    },
    async afterSignIn(side) {
      if (side === 'helpdesk') await registerPages(desk);
      await hastenSaves(desk, (_link, { kind }) => kind === 'needsSignIn' || kind === 'notConnected');
      await rounds.save('hasten');
      // With the other side back, or another one in its place, other things are left to do.
      await (await syncPart()).reconsiderAll();
      // The run that follows tells of itself only when it is over, or of its reading alone; that may take minutes.
      await rounds.preparePopup();
      // A run under way may have met the side without its sign-in: another one follows it.
      if ((await rounds.read()).isUnderWay) rounds.start();
    },
    async disconnect(side) {
      const part = await syncPart();
      await part.stopOwing(side);
      const revoke = side === 'calendar' ? await leaveGoogle(desk, connections, part) : await leaveHelpdesk(desk, part);
      await rounds.preparePopup();
      return { revoke };
    },
  };
}

async function leaveGoogle(
  desk: Desk,
  connections: Connections,
  { releaseAll }: SyncPart,
): Promise<DisconnectResult['revoke']> {
  const { calendar } = await desk.readSettings();
  const problem = calendar === null ? null : await revokeAccess(desk, await connections.calendarAuthorized(calendar));
  await withLock('docket-tokens:google', () => googleTokenStore.forget());
  await desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  await releaseAll(await desk.store.accounts(), 'calendar');
  await browser.permissions.remove({ origins: ['https://www.googleapis.com/*', 'https://oauth2.googleapis.com/*'] });
  return problem === null ? { kind: 'revoked' } : { kind: 'failed', problem };
}

/** An access token that ran out is renewed for this: only a living one takes the grant with it. */
async function revokeAccess(desk: Desk, authorized: Authorized): Promise<Problem | null> {
  try {
    const token = await authorized.token();
    if ((await revokeGoogle(http, token)) === 'tokenWasInvalid')
      await revokeGoogle(http, await authorized.renew(token));
    return null;
  } catch (error) {
    return desk.toProblem(error, 'calendar');
  }
}

/** Halo names no way to take a token back: it is forgotten here, and the helpdesk lets it run out. */
async function leaveHelpdesk(desk: Desk, { releaseAll }: SyncPart): Promise<DisconnectResult['revoke']> {
  const { helpdesk } = await desk.readSettings();
  await withLock('docket-tokens:helpdesk', () => haloTokenStore.forget());
  await desk.changeSettings((settings) => ({ ...settings, helpdesk: null }));
  await desk.directory.clear();
  if (helpdesk !== null) {
    await releaseAll([accountKey(helpdesk)], 'helpdesk');
    await browser.permissions.remove({ origins: [helpdesk.origin, helpdesk.authUrl].map(hostPattern) });
  }
  await registerPages(desk);
  return { kind: 'runsOut' };
}

function fixedToken(token: string): Authorized {
  return { token: async () => token, renew: async () => token };
}
