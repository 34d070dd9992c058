import { describe, expect, test } from 'vitest';
import { amir, clientId, docketScopes, type GoogleDesk, leah, openDesk, redirectUri } from './google-desk';

const scopes = docketScopes.map((scope) => `https://www.googleapis.com/auth/${scope}`);
const standard = {
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'token',
  scope: scopes.join(' '),
  state: 's1',
};

/** A browser with cookies, as far as signing in needs one. */
function openBrowser(desk: GoogleDesk) {
  let cookie = '';
  const send = async (method: string, url: string, form?: URLSearchParams) => {
    const request = new Request(url, { method, headers: { cookie }, ...(form === undefined ? {} : { body: form }) });
    const response = await desk.server.handle(request);
    const given = response.headers.getSetCookie()[0];
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    const location = response.headers.get('location');
    const answer = location === null ? null : new URL(location);
    return {
      status: response.status,
      html: await response.text(),
      location,
      fragment: new URLSearchParams(answer?.hash.slice(1)),
    };
  };
  const query = (changes: Readonly<Record<string, string>> = {}) => new URLSearchParams({ ...standard, ...changes });
  return {
    open: (changes?: Readonly<Record<string, string>>) =>
      send('GET', `https://accounts.google.com/o/oauth2/v2/auth?${query(changes)}`),
    choose: (email: string, changes?: Readonly<Record<string, string>>) =>
      send('POST', `https://accounts.google.com/signin/account?${query(changes)}`, new URLSearchParams({ email })),
    answer: (email: string, answer: 'continue' | 'cancel', ticked: readonly string[]) =>
      send(
        'POST',
        `https://accounts.google.com/signin/consent?${query()}`,
        new URLSearchParams([['email', email], ['answer', answer], ...ticked.map((scope) => ['scope', scope])]),
      ),
  };
}

describe('first sign-in', () => {
  test('it goes through the chooser and the boxes to a token for what was ticked', async () => {
    const desk = openDesk();
    const browser = openBrowser(desk);
    const chooser = await browser.open();
    expect(chooser.html).toContain(`value="${leah}"`);
    expect(chooser.html).toContain(`value="${amir}"`);
    const consent = await browser.choose(leah);
    for (const scope of docketScopes) expect(consent.html).toContain(`(${scope})`);
    expect(consent.html.match(/type="checkbox" name="scope"/g)).toHaveLength(3);
    expect(consent.html).toContain('Select all');
    expect(consent.html).not.toContain('checked>');
    const { location, fragment } = await browser.answer(leah, 'continue', scopes.slice(0, 2));
    expect(location?.startsWith(`${redirectUri}#`)).toBe(true);
    expect(Object.fromEntries(fragment)).toEqual({
      state: 's1',
      access_token: expect.stringMatching(/^ya29\./),
      token_type: 'Bearer',
      expires_in: '3599',
      scope: scopes.slice(0, 2).join(' '),
    });
    expect(desk.violations).toEqual([]);
  });

  test('"Cancel", and no box at all, answer access_denied', async () => {
    for (const [answer, ticked] of [
      ['cancel', scopes],
      ['continue', []],
    ] as const) {
      const browser = openBrowser(openDesk());
      await browser.choose(leah);
      const { fragment } = await browser.answer(leah, answer, ticked);
      expect(Object.fromEntries(fragment)).toEqual({ state: 's1', error: 'access_denied' });
    }
  });

  test('nobody gives consent without having signed in', async () => {
    const desk = openDesk();
    const { location, html } = await openBrowser(desk).answer(leah, 'continue', scopes);
    expect(location).toBeNull();
    expect(html).toContain('Choose an account');
  });
});

describe('what stays on the page of Google', () => {
  test.each([
    [{ redirect_uri: 'https://other.chromiumapp.org/' }, 400, 'redirect_uri_mismatch'],
    [{ redirect_uri: redirectUri.slice(0, -1) }, 400, 'redirect_uri_mismatch'],
    [{ client_id: 'other.apps.googleusercontent.com' }, 401, 'invalid_client'],
    [{ client_id: '' }, 400, 'invalid_request'],
    [{ scope: 'https://www.googleapis.com/auth/everything' }, 400, 'invalid_scope'],
    [{ response_type: 'id_token' }, 400, 'unsupported_response_type'],
    [{ prompt: 'none consent' }, 400, 'invalid_request'],
  ] as const)('%o is an error page', async (changes, status, code) => {
    const reply = await openBrowser(openDesk()).open(changes);
    expect([reply.status, reply.location]).toEqual([status, null]);
    expect(reply.html).toContain(`Error ${status}: ${code}`);
  });

  test('markup in a request stays text', async () => {
    const { html } = await openBrowser(openDesk()).open({ redirect_uri: 'https://x/"><img src=x>' });
    expect(html).not.toContain('<img');
  });
});

describe('silent renewal', () => {
  const silent = { prompt: 'none', login_hint: leah };

  test('without a session it answers login_required', async () => {
    const { fragment } = await openBrowser(openDesk()).open(silent);
    expect(Object.fromEntries(fragment)).toEqual({ state: 's1', error: 'login_required' });
  });

  test('with session and grant it answers a token at once, until the session or the grant ends', async () => {
    const desk = openDesk();
    const browser = openBrowser(desk);
    await browser.choose(leah);
    await browser.answer(leah, 'continue', scopes);
    expect((await browser.open(silent)).fragment.get('access_token')).toMatch(/^ya29\./);
    expect((await browser.open({ ...silent, login_hint: amir })).fragment.get('error')).toBe('login_required');
    desk.server.revokeAccess(leah);
    expect((await browser.open(silent)).fragment.get('error')).toBe('consent_required');
    desk.server.signOut(leah);
    expect((await browser.open(silent)).fragment.get('error')).toBe('login_required');
  });

  test('a box that was left out needs consent again', async () => {
    const browser = openBrowser(openDesk());
    await browser.choose(leah);
    await browser.answer(leah, 'continue', scopes.slice(0, 2));
    expect((await browser.open(silent)).fragment.get('error')).toBe('consent_required');
    expect((await browser.open({ ...silent, scope: scopes[0] ?? '' })).fragment.get('scope')).toBe(scopes[0]);
  });

  test('two accounts and no hint need somebody to choose', async () => {
    const browser = openBrowser(openDesk());
    await browser.choose(leah);
    await browser.choose(amir);
    expect((await browser.open({ prompt: 'none' })).fragment.get('error')).toBe('interaction_required');
  });

  test('include_granted_scopes adds what was granted before', async () => {
    const browser = openBrowser(openDesk());
    await browser.choose(leah);
    await browser.answer(leah, 'continue', scopes);
    const more = { ...silent, scope: scopes[0] ?? '', include_granted_scopes: 'true' };
    expect((await browser.open(more)).fragment.get('scope')?.split(' ')).toEqual(scopes);
  });

  test('select_account shows the chooser, consent the boxes, to somebody who has granted everything', async () => {
    const browser = openBrowser(openDesk());
    await browser.choose(leah);
    await browser.answer(leah, 'continue', scopes);
    expect((await browser.open()).fragment.has('access_token')).toBe(true);
    expect((await browser.open({ prompt: 'select_account' })).html).toContain('Choose an account');
    expect((await browser.open({ prompt: 'consent' })).html).toContain('wants access');
  });
});

describe('token end points', () => {
  const post = (desk: GoogleDesk, path: string, body: Readonly<Record<string, string>>) =>
    desk.server.handle(
      new Request(`https://oauth2.googleapis.com/${path}`, { method: 'POST', body: new URLSearchParams(body) }),
    );

  test('tokeninfo names client, scopes and time left; the address only with its scope', async () => {
    const desk = openDesk();
    const ask = async (token: string) =>
      (await desk.server.handle(new Request(`https://oauth2.googleapis.com/tokeninfo?access_token=${token}`))).json();
    const plain = await ask(desk.server.issueToken(leah, docketScopes));
    expect(plain).toMatchObject({ aud: clientId, scope: scopes.join(' '), expires_in: '3599' });
    expect(plain).not.toHaveProperty('email');
    expect(await ask(desk.server.issueToken(leah, ['email']))).toMatchObject({ email: leah });
    expect(await ask('x')).toMatchObject({ error: 'invalid_token' });
  });

  test('a revoked token takes its grant with it', async () => {
    const desk = openDesk();
    const token = desk.server.issueToken(leah, docketScopes);
    expect((await post(desk, 'revoke', { token })).status).toBe(200);
    expect((await post(desk, 'revoke', { token })).status).toBe(400);
    expect(desk.server.state.grants.size).toBe(0);
    const ours = desk.server.issueToken(leah, docketScopes);
    const others = desk.server.issueToken(leah, docketScopes, 'another-client');
    await post(desk, 'revoke', { token: others });
    expect([...desk.server.state.tokens.keys()]).toEqual([ours]);
    expect(desk.violations).toEqual([]);
  });

  test('a Web client gets a code, and no token for it without its secret', async () => {
    const desk = openDesk();
    const browser = openBrowser(desk);
    await browser.choose(leah);
    await browser.answer(leah, 'continue', scopes);
    const { location } = await browser.open({
      response_type: 'code',
      code_challenge: 'x',
      code_challenge_method: 'S256',
    });
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    const reply = await post(desk, 'token', {
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      code_verifier: 'x',
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ error: 'invalid_request', error_description: 'client_secret is missing.' });
  });

  test('unknown routes are violations, what browsers ask for by themselves is not', async () => {
    const desk = openDesk();
    await desk.server.handle(new Request('https://accounts.google.com/favicon.ico'));
    await desk.server.handle(new Request('https://accounts.google.com/ListAccounts?gpsia=1'));
    expect(desk.violations).toEqual([]);
    await desk.server.handle(new Request('https://accounts.google.com/o/oauth2/auth'));
    await post(desk, 'device', {});
    expect(desk.violations).toHaveLength(2);
  });
});
