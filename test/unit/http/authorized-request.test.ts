import { describe, expect, test } from 'vitest';
import { type AuthorizedDeps, authorizedRequest } from '../../../lib/http/authorized-request';
import { AuthError } from '../../../lib/http/errors';

/** Accepts one token only. */
function api(accepted: string, renewed = accepted) {
  const seen: { url: string; token: string | null; type: string | null; body: unknown }[] = [];
  const renewals: string[] = [];
  const deps: AuthorizedDeps = {
    origin: 'https://api.example',
    now: () => 0,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      seen.push({ url, token: headers.get('authorization'), type: headers.get('content-type'), body: init.body });
      const isAccepted = headers.get('authorization') === `Bearer ${accepted}`;
      return new Response('{}', { status: isAccepted ? 200 : 401 });
    },
    authorized: {
      token: async () => 'old',
      renew: async (rejected) => {
        renewals.push(rejected);
        return renewed;
      },
    },
  };
  return { deps, seen, renewals };
}

describe('authorizedRequest', () => {
  test('carries the token, and JSON as JSON', async () => {
    const { deps, seen, renewals } = api('old');
    await authorizedRequest(deps, { method: 'POST', path: '/a', json: [{ b: 1 }] });
    expect(seen).toEqual([
      { url: 'https://api.example/a', token: 'Bearer old', type: 'application/json', body: '[{"b":1}]' },
    ]);
    expect(renewals).toEqual([]);
  });

  test('a refused token is renewed once and the request repeated once, a write too: nothing was done', async () => {
    const { deps, seen, renewals } = api('new');
    const answer = await authorizedRequest(deps, { method: 'POST', path: '/a', json: {} });
    expect(answer.status).toBe(200);
    expect(renewals).toEqual(['old']);
    expect(seen.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer new']);
  });

  test('a renewed token that is refused too is not renewed again', async () => {
    const { deps, seen, renewals } = api('other', 'new');
    expect((await authorizedRequest(deps, { method: 'GET', path: '/a' })).status).toBe(401);
    expect(renewals).toHaveLength(1);
    expect(seen).toHaveLength(2);
  });

  test('where the token cannot be renewed the agent has to sign in', async () => {
    const { deps } = api('new');
    const authorized = { ...deps.authorized, renew: () => Promise.reject(new AuthError('Sign in again')) };
    await expect(authorizedRequest({ ...deps, authorized }, { method: 'GET', path: '/a' })).rejects.toThrow(AuthError);
  });

  test.each(['@evil.example/a', '.evil.example/a', ':444/a'])(
    'no token leaves for another host by the path %s',
    async (path) => {
      const { deps, seen } = api('old');
      await expect(authorizedRequest(deps, { method: 'GET', path })).rejects.toThrow(TypeError);
      expect(seen).toEqual([]);
    },
  );
});
