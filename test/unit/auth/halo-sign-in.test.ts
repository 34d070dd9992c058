import { describe, expect, test } from 'vitest';
import { discoverHalo } from '../../../lib/auth/discover-halo';
import { signInToHalo } from '../../../lib/auth/halo-sign-in';
import { refreshHaloTokens } from '../../../lib/auth/halo-token-endpoint';
import type { SignInWindow } from '../../../lib/auth/sign-in-window';
import { AuthError } from '../../../lib/http/errors';
import { createHelpdeskServer, type HelpdeskOptions } from '../../servers/helpdesk/helpdesk-server';
import { helpdeskWindow, notLoaded } from './helpdesk-window';
import { everythingSaid, jsonAnswer, noNet, redirectUri, scriptedNet, startMs, thrownBy } from './sign-in-fixtures';

const leah = 2;
const crypto = globalThis.crypto;

function createHelpdesk(settings: NonNullable<HelpdeskOptions['settings']> = {}) {
  const violations: string[] = [];
  const clock = { nowMs: startMs };
  const now = () => clock.nowMs;
  const server = createHelpdeskServer({ now, violation: (sentence) => violations.push(sentence) }, { settings });
  const registered = server.state.applications[0];
  if (registered === undefined) throw new Error('The seed registers no application');
  registered.redirecturi_list = [redirectUri];
  const http = { now, fetch: (address: string, init: RequestInit) => server.handle(new Request(address, init)) };
  const application = {
    authUrl: 'https://acme.halopsa.com/auth',
    tenant: 'acme',
    clientId: registered.client_id,
    redirectUri,
  };
  const window = (choice: number | 'deny' | 'close') => helpdeskWindow((request) => server.handle(request), choice);
  return { server, violations, clock, http, application, registered, window };
}

describe('an agent who signs in', () => {
  test.each([false, true])('gets tokens that the API takes (sign-in on another host: %s)', async (authOnOtherHost) => {
    const { http, application, window, server, violations } = createHelpdesk({ authOnOtherHost });
    const found = await discoverHalo(http, 'https://acme.halopsa.com');
    if (found.kind !== 'found') throw new Error(found.detail);
    const person = window(leah);
    const result = await signInToHalo({ ...http, ...person, crypto }, { ...application, ...found });
    if (result.kind !== 'signedIn') throw new Error(result.detail);

    expect(result.tokens).toMatchObject({ schemaVersion: 1, expiresAtMs: startMs + 3_600_000, scopeSet: 'least' });
    expect(result.tokens.refreshToken).toMatch(/./);
    const headers = { authorization: `Bearer ${result.tokens.accessToken}` };
    const me = await server.handle(new Request('https://acme.halopsa.com/api/Agent/me', { headers }));
    expect(await me.json()).toMatchObject({ id: leah });
    expect(violations).toEqual([]);
  });

  test('is asked for the least scopes, with PKCE and without a secret', async () => {
    const { http, application, window, server } = createHelpdesk();
    const person = window(leah);
    await signInToHalo({ ...http, ...person, crypto }, application);
    const asked = Object.fromEntries(person.opened[0]?.searchParams ?? []);
    expect(asked).toMatchObject({
      response_type: 'code',
      scope: 'edit:tickets edit:calendar offline_access',
      code_challenge_method: 'S256',
      tenant: 'acme',
    });
    const sent = JSON.stringify(server.requests.find(({ path }) => path.endsWith('/token'))?.body);
    expect(sent).toContain('code_verifier');
    expect(sent).not.toContain('client_secret');
  });

  test('has state, verifier and challenge made anew each time', async () => {
    const { http, application, window } = createHelpdesk();
    const person = window(leah);
    for (let i = 0; i < 3; i += 1) await signInToHalo({ ...http, ...person, crypto }, application);
    for (const name of ['state', 'code_challenge']) {
      expect(new Set(person.opened.map((url) => url.searchParams.get(name))).size).toBe(3);
    }
  });

  test("on a server of the organisation's own names no tenant", async () => {
    const net = scriptedNet(() => jsonAnswer({ access_token: 'a' }));
    const opened: string[] = [];
    await signInToHalo(
      { ...net, crypto, openWindow: answering((state) => `code=c&state=${state}`, opened) },
      { authUrl: 'https://helpdesk.acme.example/auth', tenant: null, clientId: 'app', redirectUri },
    );
    expect([opened[0], net.sent[0]?.url.href].join(' ')).not.toContain('tenant');
    expect(opened[0]).toMatch(/^https:\/\/helpdesk\.acme\.example\/auth\/authorize\?/);
    expect(net.sent[0]?.url.href).toBe('https://helpdesk.acme.example/auth/token');
  });
});

describe('scopes', () => {
  const least = 'edit:tickets edit:calendar offline_access';
  const all = 'all offline_access';

  test.each([
    ['the sign-in page calls the scope invalid', 'error=invalid_scope'],
    [
      'the application may not use the scope',
      'error=invalid_request&error_description=not+allowed+to+use+the+specified+scope.',
    ],
  ])('are asked for once more, all of them, when %s', async (_what, refusal) => {
    const net = scriptedNet(() => jsonAnswer({ access_token: 'a', refresh_token: 'r' }));
    const opened: string[] = [];
    const openWindow = answering((state, n) => `${n === 1 ? refusal : 'code=c'}&state=${state}`, opened);
    const result = await signInToHalo({ ...net, crypto, openWindow }, testApplication);
    expect(result).toMatchObject({ kind: 'signedIn', tokens: { scopeSet: 'all' } });
    expect(opened.map((page) => new URL(page).searchParams.get('scope'))).toEqual([least, all]);
  });

  test('are asked for once more when the token end point refuses them', async () => {
    const net = scriptedNet(({ form }) =>
      form.get('scope') === least ? jsonAnswer({ error: 'invalid_scope' }, 400) : jsonAnswer({ access_token: 'a' }),
    );
    const openWindow = answering((state) => `code=c&state=${state}`);
    const result = await signInToHalo({ ...net, crypto, openWindow }, testApplication);
    expect(result).toMatchObject({ kind: 'signedIn', tokens: { scopeSet: 'all' } });
  });

  test('that are refused twice end the attempt', async () => {
    const opened: string[] = [];
    const openWindow = answering((state) => `error=invalid_scope&error_description=No&state=${state}`, opened);
    const result = await signInToHalo({ ...noNet(), crypto, openWindow }, testApplication);
    expect(result).toEqual({ kind: 'refused', reason: 'failed', detail: 'No' });
    expect(opened).toHaveLength(2);
  });

  test('can all be asked for at once, where the API has refused the least', async () => {
    const { http, application, window } = createHelpdesk();
    const person = window(leah);
    const result = await signInToHalo({ ...http, ...person, crypto }, application, 'all');
    expect(result).toMatchObject({ kind: 'signedIn', tokens: { scopeSet: 'all' } });
    expect(person.opened.map((page) => page.searchParams.get('scope'))).toEqual([all]);
  });
});

describe('a sign-in that comes to nothing', () => {
  test('because the agent closed the window', async () => {
    const { http, application, window } = createHelpdesk();
    const result = await signInToHalo({ ...http, ...window('close'), crypto }, application);
    expect(result).toEqual({ kind: 'refused', reason: 'windowClosed', detail: '' });
  });

  test('because the agent denied it', async () => {
    const { http, application, window } = createHelpdesk();
    const result = await signInToHalo({ ...http, ...window('deny'), crypto }, application);
    expect(result).toEqual({ kind: 'refused', reason: 'denied', detail: 'The agent denied access.' });
  });

  test.each([
    ['client ID is unknown', { clientId: 'no-such-application' }],
    ['redirect address is not registered', { redirectUri: 'https://other.chromiumapp.org/' }],
  ])('because the %s', async (_what, wrong) => {
    const { http, application, window } = createHelpdesk();
    const result = await signInToHalo({ ...http, ...window(leah), crypto }, { ...application, ...wrong });
    expect(result).toMatchObject({ kind: 'refused', reason: 'unknownClient' });
  });

  test('tells what the error page said', async () => {
    const page = "error:invalid_request\r\nerror_description:The specified 'client_id' is invalid.\r\nerror_uri:x";
    const openWindow = () => Promise.reject(new Error(notLoaded));
    const net = scriptedNet(() => new Response(page, { status: 400 }));
    expect(await signInToHalo({ ...net, crypto, openWindow }, testApplication)).toEqual({
      kind: 'refused',
      reason: 'unknownClient',
      detail: "The specified 'client_id' is invalid.",
    });
  });

  test.each<[string, string, () => Response]>([
    [
      'is not there',
      'notReachable',
      () => {
        throw new TypeError('Failed to fetch');
      },
    ],
    ['has trouble', 'notReachable', () => new Response('', { status: 503 })],
    [
      'leads on to a dead one',
      'notReachable',
      () => new Response(null, { status: 302, headers: { location: 'https://x.example/' } }),
    ],
    ['is there after all', 'failed', () => new Response('<p>Sign in</p>')],
  ])('because the page that would not load %s', async (_what, reason, answer) => {
    const openWindow = () => Promise.reject(new Error(notLoaded));
    const result = await signInToHalo({ ...scriptedNet(answer), crypto, openWindow }, testApplication);
    expect(result).toMatchObject({ kind: 'refused', reason });
  });

  test.each([
    ['another state', () => 'code=c0de-c0de&state=other'],
    ['no state', () => 'code=c0de-c0de'],
    ['no code', (state: string) => `state=${state}`],
  ])('because the answer has %s, and then no code is traded', async (_what, query) => {
    const net = noNet();
    const result = await signInToHalo({ ...net, crypto, openWindow: answering(query) }, testApplication);
    expect(result).toMatchObject({ kind: 'refused', reason: 'failed' });
    expect(JSON.stringify(result)).not.toContain('c0de-c0de');
    expect(net.sent).toEqual([]);
  });

  test.each<[string, string, () => Response]>([
    ['does not know the application', 'unknownClient', () => jsonAnswer({ error: 'invalid_client' }, 401)],
    [
      'refuses the code',
      'failed',
      () => jsonAnswer({ error: 'invalid_grant', error_description: 'the code c0de-c0de is spent' }, 400),
    ],
    ['answers with a web page', 'failed', () => new Response('<p>c0de-c0de</p>')],
    ['answers with cut JSON', 'failed', () => new Response('{"access_token":"t0ken-t0ken')],
    ['asks to wait', 'failed', () => new Response('', { status: 429 })],
    ['has trouble', 'notReachable', () => new Response('', { status: 500 })],
    [
      'is not there',
      'notReachable',
      () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('because the token end point %s, and code and token are not told', async (_what, reason, answer) => {
    const openWindow = answering((state) => `code=c0de-c0de&state=${state}`);
    const result = await signInToHalo({ ...scriptedNet(answer), crypto, openWindow }, testApplication);
    expect(result).toMatchObject({ kind: 'refused', reason });
    expect(JSON.stringify(result)).not.toMatch(/c0de-c0de|t0ken-t0ken/);
  });
});

describe('tokens are renewed', () => {
  async function signedIn(settings: NonNullable<HelpdeskOptions['settings']>) {
    const helpdesk = createHelpdesk(settings);
    const { http, application, window } = helpdesk;
    const result = await signInToHalo({ ...http, ...window(leah), crypto }, application);
    if (result.kind !== 'signedIn') throw new Error(result.detail);
    return { ...helpdesk, tokens: result.tokens };
  }

  test('where the helpdesk rotates: each renewal uses the newest refresh token, and an old one is refused', async () => {
    const { http, application, tokens, violations } = await signedIn({ rotateRefreshTokens: true });
    const second = await refreshHaloTokens(http, application, tokens);
    const third = await refreshHaloTokens(http, application, second);
    expect(new Set([tokens, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    const error = await thrownBy(refreshHaloTokens(http, application, tokens));
    expect(error).toBeInstanceOf(AuthError);
    expect(everythingSaid(error)).not.toContain(tokens.refreshToken);
    expect(violations).toEqual([]);
  });

  test('where the helpdesk does not rotate: the same refresh token goes on working', async () => {
    const { http, application, tokens } = await signedIn({ rotateRefreshTokens: false });
    const second = await refreshHaloTokens(http, application, tokens);
    const third = await refreshHaloTokens(http, application, second);
    expect([second.refreshToken, third.refreshToken]).toEqual([tokens.refreshToken, tokens.refreshToken]);
    expect(new Set([tokens, second, third].map(({ accessToken }) => accessToken)).size).toBe(3);
  });

  test('until the helpdesk takes the sign-in back', async () => {
    const { http, application, tokens, server } = await signedIn({});
    server.revokeTokens();
    expect(await thrownBy(refreshHaloTokens(http, application, tokens))).toBeInstanceOf(AuthError);
  });
});

const testApplication = { authUrl: 'https://acme.halopsa.com/auth', tenant: 'acme', clientId: 'app', redirectUri };

/** A sign-in page that redirects at once, with a query made of the request's state and its number. */
function answering(query: (state: string, n: number) => string, opened: string[] = []): SignInWindow {
  return async (page) => {
    opened.push(page);
    return `${redirectUri}?${query(new URL(page).searchParams.get('state') ?? '', opened.length)}`;
  };
}
