import { describe, expect, test } from 'vitest';
import type { GoogleSignInDeps } from '../../../lib/auth/google-page';
import { googleScopes } from '../../../lib/auth/google-scopes';
import { signInToGoogle } from '../../../lib/auth/google-sign-in';
import { renewGoogleSilently } from '../../../lib/auth/renew-google-silently';
import type { SignInWindow } from '../../../lib/auth/sign-in-window';
import {
  endlessWait,
  everythingSaid,
  jsonAnswer,
  noNet,
  noWait,
  redirectUri,
  type ScriptedNet,
  scriptedNet,
  startMs,
  thrownBy,
} from './sign-in-fixtures';

const client = { clientId: 'docket-web.apps.googleusercontent.com', redirectUri };
const email = 'leah.novak@acme.example';
const secret = 'ya29.s3cret-access-token';

function createGoogle(openWindow: SignInWindow, net: ScriptedNet = noNet()): GoogleSignInDeps {
  return { ...net, openWindow, crypto: globalThis.crypto, wait: endlessWait };
}

/** Google redirecting at once, with a fragment made of the request's state. */
function answering(fragment: (state: string) => string, opened: URL[] = []): SignInWindow {
  return async (address) => {
    const page = new URL(address);
    opened.push(page);
    return `${redirectUri}#${fragment(page.searchParams.get('state') ?? '')}`;
  };
}

function failing(sentence: string): SignInWindow {
  return () => Promise.reject(new Error(sentence));
}

function granting(scopes: readonly string[] | null, expiresIn = '3599'): SignInWindow {
  return answering((state) => {
    const scope = scopes === null ? '' : `&scope=${encodeURIComponent(scopes.join(' '))}`;
    return `access_token=${secret}&token_type=Bearer&expires_in=${expiresIn}&state=${state}${scope}`;
  });
}

describe('the question to Google', () => {
  test('names the client, the three scopes, and lets the account be chosen', async () => {
    const opened: URL[] = [];
    const openWindow = answering(() => '', opened);
    await signInToGoogle(createGoogle(openWindow), client, { prompt: 'select_account' });
    const [page] = opened;
    expect(`${page?.origin}${page?.pathname}`).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    const { state, ...asked } = Object.fromEntries(page?.searchParams ?? []);
    expect(asked).toEqual({
      response_type: 'token',
      client_id: client.clientId,
      redirect_uri: redirectUri,
      scope: googleScopes.join(' '),
      include_granted_scopes: 'true',
      prompt: 'select_account',
    });
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('shows the boxes again to somebody who left one out, with the account they had', async () => {
    const opened: URL[] = [];
    const openWindow = answering(() => '', opened);
    await signInToGoogle(createGoogle(openWindow), client, { prompt: 'consent', loginHint: email });
    expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toMatchObject({ prompt: 'consent', login_hint: email });
  });

  test('shows nothing when a token is renewed', async () => {
    const modes: boolean[] = [];
    const opened: URL[] = [];
    const inner = answering((state) => `access_token=${secret}&state=${state}`, opened);
    const openWindow: SignInWindow = (url, mode) => {
      modes.push(mode.interactive);
      return inner(url, mode);
    };
    await renewGoogleSilently(createGoogle(openWindow), client, email);
    expect(modes).toEqual([false]);
    expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toMatchObject({ prompt: 'none', login_hint: email });
  });
});

describe('what Google grants', () => {
  test('is kept with its end and its scopes', async () => {
    const result = await signInToGoogle(createGoogle(granting(googleScopes)), client, { prompt: 'select_account' });
    expect(result).toEqual({
      kind: 'signedIn',
      grant: {
        schemaVersion: 1,
        accessToken: secret,
        expiresAtMs: startMs + 3_599_000,
        grantedScopes: googleScopes,
        by: 'window',
      },
    });
  });

  test.each(['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'])(
    'without the box %s is refused, and the box is named',
    async (box) => {
      const scopes = googleScopes.filter((scope) => !scope.endsWith(`/${box}`));
      const result = await signInToGoogle(createGoogle(granting(scopes)), client, { prompt: 'select_account' });
      expect(result).toEqual({ kind: 'refused', reason: 'boxUnticked', missing: [box], detail: '' });
    },
  );

  test('may be broader than what was asked for', async () => {
    const openWindow = granting(['openid', 'https://www.googleapis.com/auth/calendar']);
    const result = await signInToGoogle(createGoogle(openWindow), client, { prompt: 'select_account' });
    expect(result.kind).toBe('signedIn');
  });

  test('is as asked where it is not told', async () => {
    const result = await signInToGoogle(createGoogle(granting(null)), client, { prompt: 'select_account' });
    expect(result).toMatchObject({ kind: 'signedIn', grant: { grantedScopes: googleScopes } });
  });

  test.each(['0', '-1', 'soon'])('ends within the hour where its life is "%s"', async (life) => {
    const openWindow = granting(googleScopes, life);
    const result = await signInToGoogle(createGoogle(openWindow), client, { prompt: 'select_account' });
    expect(result).toMatchObject({ grant: { expiresAtMs: startMs + 3_599_000 } });
  });
});

describe('a Google sign-in that comes to nothing', () => {
  const reachable = scriptedNet(() => jsonAnswer({ error: 'invalid_token' }, 400));
  const troubled = scriptedNet(() => new Response('', { status: 503 }));
  const notLoaded = failing('Authorization page could not be loaded.');

  test.each<[string, string, SignInWindow, ScriptedNet]>([
    ['the window was closed', 'windowClosed', failing('The user did not approve access.'), noNet()],
    ['access was denied', 'denied', answering((state) => `error=access_denied&state=${state}`), noNet()],
    ['the client is unknown', 'unknownClient', answering((state) => `error=invalid_client&state=${state}`), noNet()],
    ['the page is an error page', 'unknownClient', notLoaded, reachable],
    ['there is no network', 'notReachable', notLoaded, noNet()],
    ['Google has trouble', 'notReachable', notLoaded, troubled],
    ['Google says so', 'notReachable', answering((state) => `error=server_error&state=${state}`), noNet()],
    ['of something new', 'failed', answering((state) => `error=brand_new&state=${state}`), noNet()],
    ['the browser has a reason of its own', 'failed', failing('Another flow is in progress.'), noNet()],
    ['the answer has another state', 'failed', answering(() => `access_token=${secret}&state=other`), noNet()],
    ['the answer has no state', 'failed', answering(() => `access_token=${secret}`), noNet()],
    ['the answer has no token', 'failed', answering((state) => `token_type=Bearer&state=${state}`), noNet()],
    [
      'it is refused with the token in the words',
      'failed',
      answering((state) => `error=odd&error_description=${secret}&access_token=${secret}&state=${state}`),
      noNet(),
    ],
  ])('because %s is told as %s, without the token', async (_what, reason, openWindow, net) => {
    const result = await signInToGoogle(createGoogle(openWindow, net), client, { prompt: 'select_account' });
    expect(result).toMatchObject({ kind: 'refused', reason, missing: [] });
    expect(JSON.stringify(result)).not.toContain(secret);
  });
});

describe('a silent renewal', () => {
  test('brings a new token', async () => {
    const grant = await renewGoogleSilently(createGoogle(granting(googleScopes)), client, email);
    expect(grant).toMatchObject({ accessToken: secret, expiresAtMs: startMs + 3_599_000, by: 'window' });
  });

  test.each(['login_required', 'interaction_required', 'consent_required', 'access_denied', 'invalid_client'])(
    'that is answered with %s asks for a new sign-in',
    async (name) => {
      const openWindow = answering((state) => `error=${name}&state=${state}`);
      const error = await thrownBy(renewGoogleSilently(createGoogle(openWindow), client, email));
      expect([error.name, error.message]).toEqual(['AuthError', `Google asks to sign in again (${name})`]);
    },
  );

  test('that would have to show something asks for a new sign-in', async () => {
    const openWindow = failing('User interaction required.');
    const error = await thrownBy(renewGoogleSilently(createGoogle(openWindow), client, email));
    expect(error.name).toBe('AuthError');
  });

  test('that grants less than before asks for a new sign-in, and names the box', async () => {
    const openWindow = granting(googleScopes.slice(1));
    const error = await thrownBy(renewGoogleSilently(createGoogle(openWindow), client, email));
    expect([error.name, error.message]).toEqual(['AuthError', 'Google no longer grants calendar.events']);
    expect(everythingSaid(error)).not.toContain(secret);
  });

  test.each<[string, string, SignInWindow]>([
    ['without a network', 'UnreachableError', failing('Authorization page could not be loaded.')],
    ['while Google has trouble', 'UnreachableError', answering((state) => `error=server_error&state=${state}`)],
    ['answered with another state', 'UnreadableError', answering(() => `access_token=${secret}&state=other`)],
    ['answered without a token', 'UnreadableError', answering((state) => `state=${state}`)],
    ['refused by the browser', 'SignInWindowError', failing(`Odd redirect ${redirectUri}#access_token=${secret}`)],
  ])('%s signs nobody out, and tells no token', async (_what, name, openWindow) => {
    const error = await thrownBy(renewGoogleSilently(createGoogle(openWindow), client, email));
    expect(error.name).toBe(name);
    expect(everythingSaid(error)).not.toContain(secret);
  });

  test('that hangs ends at our own limit, and signs nobody out', async () => {
    const deps = { ...createGoogle(() => new Promise(() => {})), wait: noWait };
    const error = await thrownBy(renewGoogleSilently(deps, client, email));
    expect(error).toMatchObject({ name: 'UnreachableError', reason: 'timeout', host: 'accounts.google.com' });
  });
});
