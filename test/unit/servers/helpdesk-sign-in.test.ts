import { describe, expect, test } from 'vitest';
import { docketRedirectUri } from '../../fixtures/helpdesk-seed';
import { authorizeAddress, field, helpdeskUnderTest, signIn } from './helpdesk-under-test';

describe('finding the sign-in', () => {
  test('authinfo needs no token and names the authorisation server and the tenant', async () => {
    const { body, status } = await helpdeskUnderTest().ask('GET', '/api/authinfo', { token: null });
    expect(status).toBe(200);
    expect(body).toEqual({ auth_url: 'https://acme.halopsa.com/auth', tenant_id: 'acme' });
  });

  test('a tenant hosted by Halo signs in on another host, and there only', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { authOnOtherHost: true } });
    expect(helpdesk.server.hosts).toEqual(['acme.halopsa.com', 'auth.haloservicedesk.com']);
    const { body } = await helpdesk.ask('GET', '/api/authinfo', { token: null });
    expect(field(body, 'auth_url')).toBe('https://auth.haloservicedesk.com');
    const elsewhere = `https://auth.haloservicedesk.com${authorizeAddress().slice('/auth'.length)}`;
    expect((await signIn(helpdesk, '2', elsewhere)).searchParams.has('code')).toBe(true);
    expect(helpdesk.violations).toEqual([]);
    expect((await helpdesk.ask('GET', authorizeAddress(), { token: null })).status).toBe(404);
    expect(helpdesk.violations).toHaveLength(1);
  });

  test('without the name of the tenant a hosted helpdesk refuses', async () => {
    const helpdesk = helpdeskUnderTest();
    expect((await helpdesk.form('/auth/token', { grant_type: 'refresh_token' })).status).toBe(400);
    expect(helpdesk.violations).toEqual(['POST /auth/token: the tenant is "null"']);
  });
});

describe('the sign-in page', () => {
  test('has a button for every person who may sign in, and one to deny', async () => {
    const { text } = await helpdeskUnderTest().ask('GET', authorizeAddress(), { token: null });
    const labels = [...text.matchAll(/<button[^>]*>([^<]*)</g)].map((match) => match[1]);
    expect(labels).toEqual([
      ...['Leah Novak', 'Amir Haddad', 'Mia Chen', 'Tomás Ortiz', 'Priya Rao'].map((name) => `Sign in as ${name}`),
      ...['Noor Bakker', 'Sam Okafor', 'Ida Lindqvist'].map((name) => `Sign in as ${name}`),
      'Deny',
    ]);
  });

  test('the form sends to the very address of the page', async () => {
    const { text } = await helpdeskUnderTest().ask('GET', authorizeAddress(), { token: null });
    const action = /action="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    expect(action).toBe(authorizeAddress());
  });

  test('a press on a name leads back with a code and the state', async () => {
    const back = await signIn(helpdeskUnderTest(), '2');
    expect(back.origin + back.pathname).toBe(docketRedirectUri);
    expect(back.searchParams.get('state')).toBe('st-1');
    expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
  });

  test.each(['deny', '7', '11', '1', '404'])('"%s" is nobody who may sign in: access is denied', async (agent) => {
    const back = await signIn(helpdeskUnderTest(), agent);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('st-1');
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('an unknown client ends on a page and is never redirected', async () => {
    const answer = await helpdeskUnderTest().ask('GET', authorizeAddress({ client_id: 'nobody' }), { token: null });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toContain('invalid_client');
  });

  test.each(['https://evil.example/', `${docketRedirectUri}more`, docketRedirectUri.slice(0, -1), ''])(
    'the redirect address "%s" is not the registered one letter by letter',
    async (address) => {
      const { status, headers } = await helpdeskUnderTest().ask('GET', authorizeAddress({ redirect_uri: address }), {
        token: null,
      });
      expect(status).toBe(400);
      expect(headers.has('location')).toBe(false);
    },
  );

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'read:agents offline_access' }, 'invalid_scope'],
    [{ scope: 'read:users' }, 'invalid_scope'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: '' }, 'invalid_request'],
  ])('%j is sent back as %s', async (changes, error) => {
    const { status, headers } = await helpdeskUnderTest().ask('GET', authorizeAddress(changes), { token: null });
    expect(status).toBe(302);
    expect(new URL(headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  test('an application gives no scope that its permissions withhold', async () => {
    const helpdesk = helpdeskUnderTest();
    const [application] = helpdesk.server.state.applications;
    if (application !== undefined) application.scopes = ['edit:tickets', 'read:calendar'];
    const { headers } = await helpdesk.ask('GET', authorizeAddress(), { token: null });
    expect(headers.get('location')).toContain('error=invalid_request');
  });

  test('a parameter that OAuth does not have is a violation', async () => {
    const helpdesk = helpdeskUnderTest();
    await helpdesk.ask('GET', authorizeAddress({ audience: 'x' }), { token: null });
    expect(helpdesk.violations).toEqual(['GET /auth/authorize: the parameter "audience" has no place here']);
  });
});
