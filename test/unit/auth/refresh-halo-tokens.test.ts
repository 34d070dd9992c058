import { expect, test } from 'vitest';
import { refreshHaloTokens } from '../../../lib/auth/halo-token-endpoint';
import type { HaloTokens } from '../../../lib/auth/tokens';
import { AuthError, RateLimitError, UnreachableError, UnreadableError } from '../../../lib/http/errors';
import { everythingSaid, jsonAnswer, noNet, scriptedNet, startMs, thrownBy } from './sign-in-fixtures';

const application = { authUrl: 'https://acme.halopsa.com/auth', tenant: 'acme', clientId: 'docket-app' };
const tokens: HaloTokens = {
  schemaVersion: 1,
  accessToken: 'old-access-token',
  expiresAtMs: startMs,
  refreshToken: 'old-refresh-token',
  scopeSet: 'least',
};

test("a rotated refresh token takes the old one's place", async () => {
  const net = scriptedNet(() =>
    jsonAnswer({ access_token: 'new', token_type: 'Bearer', expires_in: 3600, refresh_token: 'next' }),
  );
  expect(await refreshHaloTokens(net, application, tokens)).toEqual({
    ...tokens,
    accessToken: 'new',
    expiresAtMs: startMs + 3_600_000,
    refreshToken: 'next',
  });
});

test('where none is returned the old refresh token stays', async () => {
  const net = scriptedNet(() => jsonAnswer({ access_token: 'new', expires_in: 1800 }));
  expect(await refreshHaloTokens(net, application, tokens)).toMatchObject({
    accessToken: 'new',
    refreshToken: 'old-refresh-token',
  });
});

test('the request names application and tenant, carries no secret of an application, and no token in its address', async () => {
  const net = scriptedNet(() => jsonAnswer({ access_token: 'new' }));
  await refreshHaloTokens(net, application, tokens);
  const [sent] = net.sent;
  expect(sent?.url.href).toBe('https://acme.halopsa.com/auth/token?tenant=acme');
  expect(sent?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/);
  expect(Object.fromEntries(sent?.form ?? [])).toEqual({
    grant_type: 'refresh_token',
    client_id: 'docket-app',
    refresh_token: 'old-refresh-token',
  });
});

test("a server of the organisation's own is not asked for a tenant", async () => {
  const net = scriptedNet(() => jsonAnswer({ access_token: 'new' }));
  await refreshHaloTokens(net, { ...application, tenant: null }, tokens);
  expect(net.sent[0]?.url.search).toBe('');
});

test.each([[undefined], [null], [0], [-5], ['soon']])(
  'a token whose life is given as %j is taken for an hour',
  async (life) => {
    const net = scriptedNet(() => jsonAnswer({ access_token: 'new', expires_in: life }));
    expect((await refreshHaloTokens(net, application, tokens)).expiresAtMs).toBe(startMs + 3_600_000);
  },
);

test('the life counts from the question, not from a late answer', async () => {
  let now = startMs;
  const net = scriptedNet(
    () => {
      now += 15_000;
      return jsonAnswer({ access_token: 'new', expires_in: '600' });
    },
    () => now,
  );
  expect((await refreshHaloTokens(net, application, tokens)).expiresAtMs).toBe(startMs + 600_000);
});

test('without a refresh token the agent signs in again, and nothing is sent', async () => {
  const net = noNet();
  await expect(refreshHaloTokens(net, application, { ...tokens, refreshToken: null })).rejects.toThrow(AuthError);
  expect(net.sent).toEqual([]);
});

const echo = 'The refresh token old-refresh-token is spent, old-access-token too';
const failures: [string, () => Response, new (...args: never[]) => Error][] = [
  ['invalid_grant', () => jsonAnswer({ error: 'invalid_grant', error_description: echo }, 400), AuthError],
  ['a refusal that repeats the token as its name', () => jsonAnswer({ error: 'old-refresh-token' }, 400), AuthError],
  ['invalid_client', () => jsonAnswer({ error: 'invalid_client' }, 401), AuthError],
  ['400 with a web page', () => new Response(`<p>${echo}</p>`, { status: 400 }), UnreadableError],
  ['200 with a web page', () => new Response(`<p>${echo}</p>`), UnreadableError],
  ['a cut answer', () => new Response('{"access_token":"new-access-token","refr'), UnreadableError],
  ['an answer without token', () => jsonAnswer({ refresh_token: 'new-access-token' }), UnreadableError],
  [
    'a token of another type',
    () => jsonAnswer({ access_token: 'new-access-token', token_type: 'mac' }),
    UnreadableError,
  ],
  [
    'a redirect',
    () => new Response(null, { status: 302, headers: { location: 'https://x.example/' } }),
    UnreadableError,
  ],
  ['a proxy that forbids', () => jsonAnswer({ error: 'blocked by policy' }, 403), UnreadableError],
  ['temporarily_unavailable', () => jsonAnswer({ error: 'temporarily_unavailable' }, 400), UnreachableError],
  ['500', () => jsonAnswer({ Message: echo }, 500), UnreachableError],
  ['429', () => new Response('Rate Limit Reached', { status: 429 }), RateLimitError],
];

test.each(failures)('%s is told apart, and says nothing of the tokens', async (_what, answer, kind) => {
  const error = await thrownBy(refreshHaloTokens(scriptedNet(answer), application, tokens));
  expect(error).toBeInstanceOf(kind);
  expect(everythingSaid(error)).not.toMatch(/(old|new)-(refresh|access)-token|access_token/);
});

test('without a network the sign-in stays valid', async () => {
  const net = noNet();
  const error = await thrownBy(refreshHaloTokens(net, application, tokens));
  expect(error).toMatchObject({ name: 'UnreachableError', reason: 'offline', host: 'acme.halopsa.com' });
  expect(net.sent).toHaveLength(1);
});

test('a server that asks to wait is obeyed', async () => {
  const net = scriptedNet(() => new Response('', { status: 429, headers: { 'retry-after': '30' } }));
  const error = await thrownBy(refreshHaloTokens(net, application, tokens));
  expect(error).toMatchObject({ name: 'RateLimitError', retryAtMs: startMs + 30_000 });
});
