import { describe, expect, test } from 'vitest';
import { helpdeskClientId } from '../../fixtures/helpdesk-seed';
import {
  type Answer,
  authorizeAddress,
  field,
  type HelpdeskUnderTest,
  helpdeskUnderTest,
  pkce,
  redeem,
  signIn,
} from './helpdesk-under-test';

async function codeFor(helpdesk: HelpdeskUnderTest, agent = '2', address = authorizeAddress()): Promise<string> {
  return (await signIn(helpdesk, agent, address)).searchParams.get('code') ?? '';
}

async function tokensFor(helpdesk: HelpdeskUnderTest): Promise<{ access: string; refresh: string }> {
  const { body } = await redeem(helpdesk, await codeFor(helpdesk));
  return { access: String(field(body, 'access_token')), refresh: String(field(body, 'refresh_token')) };
}

function refresh(helpdesk: HelpdeskUnderTest, token: string): Promise<Answer> {
  return helpdesk.form('/auth/token?tenant=acme', {
    grant_type: 'refresh_token',
    client_id: helpdeskClientId,
    refresh_token: token,
  });
}

describe('code and PKCE', () => {
  test('a code with its verifier brings an opaque token of 43 characters for an hour', async () => {
    const helpdesk = helpdeskUnderTest();
    const { status, body } = await redeem(helpdesk, await codeFor(helpdesk));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'edit:tickets edit:calendar offline_access',
    });
    expect(field(body, 'access_token')).toMatch(/^[\w-]{43}$/);
    expect(field(body, 'refresh_token')).toMatch(/^[\w-]{43}$/);
  });

  test('the token is that of the agent who pressed the button', async () => {
    const helpdesk = helpdeskUnderTest();
    const { body } = await redeem(helpdesk, await codeFor(helpdesk, '4'));
    const me = await helpdesk.ask('GET', '/api/Agent/me', { token: String(field(body, 'access_token')) });
    expect(me.body).toMatchObject({ id: 4, name: 'Mia Chen', email: 'mia.chen@acme.example' });
  });

  test('there is a refresh token only with offline_access', async () => {
    const helpdesk = helpdeskUnderTest();
    const { body } = await redeem(helpdesk, await codeFor(helpdesk, '2', authorizeAddress({ scope: 'all' })));
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('a code works once', async () => {
    const helpdesk = helpdeskUnderTest();
    const code = await codeFor(helpdesk);
    expect((await redeem(helpdesk, code)).status).toBe(200);
    expect((await redeem(helpdesk, code)).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('a code is too old after five minutes', async () => {
    const helpdesk = helpdeskUnderTest();
    const code = await codeFor(helpdesk);
    helpdesk.clock.nowMs += 5 * 60_000;
    expect((await redeem(helpdesk, code)).body).toMatchObject({ error: 'invalid_grant' });
  });

  test.each([
    [{ code_verifier: pkce.verifier.replace('d', 'e') }, 'invalid_grant'],
    [{ code_verifier: pkce.challenge }, 'invalid_grant'],
    [{ redirect_uri: 'https://evil.example/' }, 'invalid_grant'],
    [{ scope: 'all' }, 'invalid_grant'],
    [{ scope: 'read:agents' }, 'invalid_scope'],
    [{ client_id: 'nobody' }, 'invalid_client'],
  ])('with %j the exchange fails: %s', async (changes, error) => {
    const helpdesk = helpdeskUnderTest();
    const { status, body } = await redeem(helpdesk, await codeFor(helpdesk), changes);
    expect(status).toBe(error === 'invalid_client' ? 401 : 400);
    expect(body).toEqual({ error, error_description: expect.any(String) });
    expect(helpdesk.violations).toEqual([]);
  });

  test('a public client that sends a secret is refused, and that is a violation', async () => {
    const helpdesk = helpdeskUnderTest();
    const { body } = await redeem(helpdesk, await codeFor(helpdesk), { client_secret: 'shh' });
    expect(body).toMatchObject({ error: 'invalid_client' });
    expect(helpdesk.violations).toHaveLength(1);
  });

  test('a body that is not form-encoded is a violation', async () => {
    const helpdesk = helpdeskUnderTest();
    const { status } = await helpdesk.ask('POST', '/auth/token?tenant=acme', { body: {}, token: null });
    expect(status).toBe(400);
    expect(helpdesk.violations).toHaveLength(1);
  });
});

describe('refresh', () => {
  test('with rotation a refresh token works once and brings the next', async () => {
    const helpdesk = helpdeskUnderTest();
    const first = await tokensFor(helpdesk);
    const { status, body } = await refresh(helpdesk, first.refresh);
    expect(status).toBe(200);
    const next = String(field(body, 'refresh_token'));
    expect(next).not.toBe(first.refresh);
    expect((await refresh(helpdesk, first.refresh)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(helpdesk, next)).status).toBe(200);
  });

  test('without rotation it keeps working and is not named again', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { rotateRefreshTokens: false } });
    const first = await tokensFor(helpdesk);
    for (let round = 0; round < 3; round += 1) {
      const { status, body } = await refresh(helpdesk, first.refresh);
      expect(status).toBe(200);
      expect(body).not.toHaveProperty('refresh_token');
      expect(field(body, 'access_token')).not.toBe(first.access);
    }
  });

  test('a tenant may also name the same refresh token again', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { rotateRefreshTokens: false, repeatsRefreshToken: true } });
    const first = await tokensFor(helpdesk);
    expect(field((await refresh(helpdesk, first.refresh)).body, 'refresh_token')).toBe(first.refresh);
  });

  test('an access token ends with its life, and refreshing makes one that works', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { tokenLifeSeconds: 60 } });
    const { access, refresh: kept } = await tokensFor(helpdesk);
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token: access })).status).toBe(200);
    helpdesk.clock.nowMs += 60_000;
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token: access })).status).toBe(401);
    const { body } = await refresh(helpdesk, kept);
    const token = String(field(body, 'access_token'));
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token })).status).toBe(200);
  });

  test('expired access tokens can be refreshed, revoked ones cannot', async () => {
    const helpdesk = helpdeskUnderTest();
    const first = await tokensFor(helpdesk);
    helpdesk.server.expireAccessTokens();
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token: first.access })).status).toBe(401);
    const { body } = await refresh(helpdesk, first.refresh);
    helpdesk.server.revokeTokens();
    expect((await refresh(helpdesk, String(field(body, 'refresh_token')))).body).toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('a disabled agent gets no further token and no further answer', async () => {
    const helpdesk = helpdeskUnderTest();
    const first = await tokensFor(helpdesk);
    const leah = helpdesk.server.state.agents.find(({ id }) => id === 2);
    if (leah !== undefined) leah.isdisabled = true;
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token: first.access })).status).toBe(401);
    expect((await refresh(helpdesk, first.refresh)).body).toMatchObject({ error: 'invalid_grant' });
  });
});
