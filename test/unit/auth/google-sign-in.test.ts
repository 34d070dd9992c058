import { describe, expect, test } from 'vitest';
import type { GoogleSignInDeps } from '../../../lib/auth/google-page';
import { googleScopes } from '../../../lib/auth/google-scopes';
import { signInToGoogle } from '../../../lib/auth/google-sign-in';
import { renewGoogleTokens } from '../../../lib/auth/renew-google-tokens';
import { revokeGoogle } from '../../../lib/auth/revoke-google';
import type { GoogleTokens } from '../../../lib/auth/tokens';
import { createGoogleServer, type GoogleServer } from '../../servers/google/google-server';
import { addAccount } from '../../servers/google/google-state';
import { googleBrowser } from './google-window';
import { endlessWait, redirectUri, startMs, thrownBy } from './sign-in-fixtures';

const client = { clientId: 'docket-web.apps.googleusercontent.com', redirectUri };
const leah = 'leah.novak@acme.example';
const personal = 'personal@gmail.example';
const selectAccount = { prompt: 'select_account' } as const;

/** Two accounts and the client: nothing here is about calendars. */
function seed({ state }: GoogleServer): void {
  state.clients.set(client.clientId, { name: 'Docket', redirectUris: [redirectUri] });
  addAccount(state, { email: leah, name: 'Leah Novak', zone: 'Europe/London' });
  addAccount(state, { email: personal, name: 'A private account', zone: 'Europe/London' });
}

function createGoogle() {
  const violations: string[] = [];
  const clock = { nowMs: startMs };
  const now = () => clock.nowMs;
  const server = createGoogleServer({ now, violation: (sentence) => violations.push(sentence) }, { seed });
  const browser = googleBrowser((request) => server.handle(request), {
    email: leah,
    boxes: googleScopes,
    answer: 'continue',
  });
  const deps: GoogleSignInDeps = {
    now,
    fetch: (address, init) => server.handle(new Request(address, init)),
    openWindow: browser.openWindow,
    crypto: globalThis.crypto,
    wait: endlessWait,
  };
  const readCalendars = (token: string) =>
    server.handle(
      new Request('https://www.googleapis.com/calendar/v3/users/me/calendarList', {
        headers: { authorization: `Bearer ${token}` },
      }),
    );
  const noChrome = {
    now,
    wait: endlessWait,
    getAuthToken: () => Promise.reject(new Error('Not asked in this test')),
    removeCachedAuthToken: () => Promise.reject(new Error('Not asked in this test')),
  };
  const renew = (tokens: GoogleTokens) =>
    renewGoogleTokens({ window: deps, browser: noChrome }, client, tokens, 'expired');
  return { server, violations, clock, browser, deps, readCalendars, renew };
}

async function signedIn() {
  const google = createGoogle();
  const result = await signInToGoogle(google.deps, client, selectAccount);
  if (result.kind !== 'signedIn') throw new Error(result.detail);
  const tokens: GoogleTokens = { ...result.grant, accountEmail: leah };
  return { ...google, tokens };
}

describe('somebody who signs in with Google', () => {
  test('chooses the account, ticks the boxes, and gets a token that Calendar takes', async () => {
    const { tokens, readCalendars, browser, violations } = await signedIn();
    expect(browser.visited).toEqual(['/o/oauth2/v2/auth', '/signin/account', '/signin/consent']);
    expect(tokens).toMatchObject({ expiresAtMs: startMs + 3_599_000, grantedScopes: googleScopes, by: 'window' });
    expect((await readCalendars(tokens.accessToken)).status).toBe(200);
    expect(violations).toEqual([]);
  });

  test.each(['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'] as const)(
    'and leaves %s out is told which box it was, and gets in once it is ticked',
    async (box) => {
      const { deps, browser, violations } = createGoogle();
      browser.choice.boxes = googleScopes.filter((scope) => !scope.endsWith(`/${box}`));
      const refused = await signInToGoogle(deps, client, selectAccount);
      expect(refused).toEqual({ kind: 'refused', reason: 'boxUnticked', missing: [box], detail: '' });

      browser.choice.boxes = googleScopes;
      const again = { prompt: 'consent', loginHint: leah } as const;
      expect((await signInToGoogle(deps, client, again)).kind).toBe('signedIn');
      expect(violations).toEqual([]);
    },
  );

  test.each([
    ['cancels', 'cancel', 'denied'],
    ['closes the window', 'close', 'windowClosed'],
  ] as const)('and %s is told so', async (_what, answer, reason) => {
    const { deps, browser } = createGoogle();
    browser.choice.answer = answer;
    expect(await signInToGoogle(deps, client, selectAccount)).toMatchObject({ kind: 'refused', reason });
  });

  test.each([
    ['client', { clientId: 'other.apps.googleusercontent.com' }],
    ['redirect address', { redirectUri: 'https://other.chromiumapp.org/' }],
  ])('with a %s that Google does not know is told so', async (_what, wrong) => {
    const { deps, violations } = createGoogle();
    const result = await signInToGoogle(deps, { ...client, ...wrong }, selectAccount);
    expect(result).toMatchObject({ kind: 'refused', reason: 'unknownClient' });
    expect(violations).toEqual([]);
  });
});

describe('an hour later', () => {
  test('the token is renewed without a window, for the same account', async () => {
    const { tokens, clock, browser, renew, readCalendars, violations } = await signedIn();
    clock.nowMs += 3_600_000;
    expect((await readCalendars(tokens.accessToken)).status).toBe(401);
    browser.visited.length = 0;
    const renewed = await renew(tokens);
    expect(browser.visited).toEqual(['/o/oauth2/v2/auth']);
    expect(renewed).toMatchObject({ accountEmail: leah, expiresAtMs: clock.nowMs + 3_599_000 });
    expect((await readCalendars(renewed.accessToken)).status).toBe(200);
    expect(violations).toEqual([]);
  });

  test('another account in the same browser is not taken instead', async () => {
    const { tokens, server, deps, browser, renew } = await signedIn();
    browser.choice.email = personal;
    expect((await signInToGoogle(deps, client, selectAccount)).kind).toBe('signedIn');
    server.signOut(leah);
    expect((await thrownBy(renew(tokens))).message).toBe('Google asks to sign in again (login_required)');
  });

  test.each([
    ['who has signed out', 'signOut', 'login_required'],
    ['who has taken the access back', 'revokeAccess', 'consent_required'],
  ] as const)('somebody %s is asked to sign in again', async (_what, act, error) => {
    const { tokens, server, renew } = await signedIn();
    server[act](leah);
    const thrown = await thrownBy(renew(tokens));
    expect([thrown.name, thrown.message]).toEqual(['AuthError', `Google asks to sign in again (${error})`]);
  });
});

describe('"Disconnect"', () => {
  test('takes the grant back: the token is dead, and none comes without consent', async () => {
    const { tokens, deps, readCalendars, renew, violations } = await signedIn();
    expect(await revokeGoogle(deps, tokens.accessToken)).toBe('revoked');
    expect((await readCalendars(tokens.accessToken)).status).toBe(401);
    expect((await thrownBy(renew(tokens))).message).toContain('consent_required');
    expect(violations).toEqual([]);
  });

  test('with a token that has run out says so, and works with a renewed one', async () => {
    const { tokens, deps, clock, renew } = await signedIn();
    clock.nowMs += 3_600_000;
    expect(await revokeGoogle(deps, tokens.accessToken)).toBe('tokenWasInvalid');
    expect(await revokeGoogle(deps, (await renew(tokens)).accessToken)).toBe('revoked');
  });
});
