import { describe, expect, test } from 'vitest';
import { refreshHaloTokens } from '../../../lib/auth/halo-token-endpoint';
import { createTokenKeeper } from '../../../lib/auth/token-keeper';
import type { HaloTokens } from '../../../lib/auth/tokens';
import { type Authorized, authorizedRequest } from '../../../lib/http/authorized-request';
import { createHelpdeskServer } from '../../servers/helpdesk/helpdesk-server';
import { everythingSaid, startMs, thrownBy } from './sign-in-fixtures';

const origin = 'https://acme.halopsa.com';

/** An agent who is signed in; the keeper, the token end point and the API together. */
function createSignedInAgent(settings: { readonly rotateRefreshTokens: boolean }) {
  const net = { isThere: true, nowMs: startMs };
  const violations: string[] = [];
  const now = () => net.nowMs;
  const server = createHelpdeskServer({ now, violation: (sentence) => violations.push(sentence) }, { settings });
  const { accessToken, refreshToken } = server.issueTokens(2);
  const store: { tokens: HaloTokens; needsSignIn: boolean } = {
    tokens: { schemaVersion: 1, accessToken, expiresAtMs: startMs + 3_600_000, refreshToken, scopeSet: 'all' },
    needsSignIn: false,
  };
  const http = {
    now,
    fetch: async (address: string, init: RequestInit) => {
      if (!net.isThere) throw new TypeError('Failed to fetch');
      return server.handle(new Request(address, init));
    },
  };
  const clientId = server.state.applications[0]?.client_id ?? '';
  const application = { authUrl: `${origin}/auth`, tenant: 'acme', clientId };
  let queue: Promise<unknown> = Promise.resolve();
  const live = (): Authorized =>
    createTokenKeeper<HaloTokens>({
      lockName: 'docket.tokens.helpdesk',
      read: async () => store.tokens,
      write: async (tokens) => {
        store.tokens = tokens;
      },
      renew: (tokens) => refreshHaloTokens(http, application, tokens),
      now,
      withLock: (_name, work) => {
        const run = queue.then(work, work);
        queue = run.catch(() => undefined);
        return run;
      },
      onNeedsSignIn: async () => {
        store.needsSignIn = true;
      },
    });
  const readMe = (authorized: Authorized) =>
    authorizedRequest({ ...http, origin, authorized }, { method: 'GET', path: '/api/Agent/me' });
  const renewals = () => server.requests.filter(({ path }) => path === '/auth/token').length;
  return { net, server, store, live, readMe, renewals, violations };
}

describe.each([true, false])('with refresh tokens that rotate: %s', (rotateRefreshTokens) => {
  test("ten requests in an hour's time make one renewal", async () => {
    const { net, live, readMe, renewals, violations } = createSignedInAgent({ rotateRefreshTokens });
    net.nowMs += 3_600_000;
    const authorized = live();
    const answers = await Promise.all(Array.from({ length: 10 }, () => readMe(authorized)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect([renewals(), violations]).toEqual([1, []]);
  });

  test('ten lives whose token the helpdesk refuses make one renewal', async () => {
    const { server, live, readMe, renewals } = createSignedInAgent({ rotateRefreshTokens });
    server.expireAccessTokens();
    const answers = await Promise.all(Array.from({ length: 10 }, () => readMe(live())));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(renewals()).toBe(1);
  });

  test('a day of requests, one each hour, never asks for a sign-in', async () => {
    const { net, live, readMe, renewals, store } = createSignedInAgent({ rotateRefreshTokens });
    for (let hour = 0; hour < 24; hour += 1) {
      net.nowMs += 3_600_000;
      expect((await readMe(live())).status).toBe(200);
    }
    expect([renewals(), store.needsSignIn]).toEqual([24, false]);
  });

  test('a network that is gone during the renewal signs nobody out', async () => {
    const { net, live, readMe, store } = createSignedInAgent({ rotateRefreshTokens });
    net.nowMs += 3_600_000;
    net.isThere = false;
    const error = await thrownBy(readMe(live()));
    expect([error.name, store.needsSignIn]).toEqual(['UnreachableError', false]);
    net.isThere = true;
    expect((await readMe(live())).status).toBe(200);
  });

  test('a sign-in that the helpdesk took back is marked, and no token is told', async () => {
    const { server, live, readMe, store } = createSignedInAgent({ rotateRefreshTokens });
    server.revokeTokens();
    const error = await thrownBy(readMe(live()));
    expect([error.name, store.needsSignIn]).toEqual(['AuthError', true]);
    expect(everythingSaid(error)).not.toContain(store.tokens.accessToken);
    expect(everythingSaid(error)).not.toContain(store.tokens.refreshToken);
  });
});
