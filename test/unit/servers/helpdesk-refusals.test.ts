import { describe, expect, test } from 'vitest';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { helpdeskUnderTest, wednesday } from './helpdesk-under-test';

describe('error bodies', () => {
  test('401 without a token, with a wrong one, and with another scheme', async () => {
    const helpdesk = helpdeskUnderTest();
    for (const token of [null, 'wrong', 'two words']) {
      const { status, body } = await helpdesk.ask('GET', '/api/Agent/me', { token });
      expect(status).toBe(401);
      expect(body).toEqual({ error: expect.any(String) });
    }
  });

  test.each([
    ['GET', '/api/Appointment', 'edit:tickets'],
    ['POST', '/api/Appointment', 'read:calendar'],
    ['DELETE', '/api/Appointment/5001', 'read:calendar'],
    ['GET', '/api/Tickets/1001', 'edit:calendar'],
    ['GET', '/api/Workday', 'edit:tickets'],
  ])('403 for %s %s with the scope %s alone', async (method, path, scope) => {
    const helpdesk = helpdeskUnderTest();
    const token = helpdesk.server.issueTokens(agentIds.leah, scope).accessToken;
    const { status, body } = await helpdesk.ask(method, path, { token, ...(method === 'POST' && { body: [] }) });
    expect(status).toBe(403);
    expect(body).toEqual({ Message: expect.stringContaining('is needed') });
    expect(helpdesk.server.state.appointments.has(5_001)).toBe(true);
  });

  test('edit:x grants what read:x does, and the directory needs no scope', async () => {
    const helpdesk = helpdeskUnderTest();
    const { accessToken: token } = helpdesk.server.issueTokens(agentIds.leah, 'edit:calendar edit:tickets');
    for (const path of ['/api/Appointment', '/api/Tickets', '/api/Workday', '/api/Holiday', '/api/Agent'])
      expect((await helpdesk.ask('GET', path, { token })).status, path).toBe(200);
  });

  test('a tenant may insist on the scope all', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { narrowScopesForbidden: true } });
    const narrow = helpdesk.server.issueTokens(agentIds.leah, 'edit:calendar edit:tickets').accessToken;
    expect((await helpdesk.ask('GET', '/api/Agent/me', { token: narrow })).status).toBe(403);
    expect((await helpdesk.get('/api/Agent/me')).status).toBe(200);
  });

  test.each(['/api/Appointment/99', '/api/Tickets/99', '/api/Agent/99', '/api/Workday/99'])(
    '404 for %s, which is not a violation',
    async (path) => {
      const helpdesk = helpdeskUnderTest();
      const { status, body } = await helpdesk.get(path);
      expect(status).toBe(404);
      expect(body).toEqual({ resultCode: 404, errorMessage: expect.stringContaining('99') });
      expect(helpdesk.violations).toEqual([]);
    },
  );

  test('the configuration may be for administrators only', async () => {
    const helpdesk = helpdeskUnderTest();
    expect((await helpdesk.get('/api/Control')).body).toMatchObject({
      rtimezone: 'GMT Standard Time',
      useutcforappointments: true,
    });
    helpdesk.server.settings.controlForbidden = true;
    expect((await helpdesk.get('/api/Control')).status).toBe(403);
  });
});

describe('what this helpdesk does not know fails the test', () => {
  test.each([
    ['GET', '/api/Appointments', 404],
    ['GET', '/api/Appointment/abc', 404],
    ['PUT', '/api/Appointment', 405],
    ['PATCH', '/api/Appointment/5001', 405],
    ['POST', '/api/Agent', 405],
    ['POST', '/auth/revoke', 404],
    ['GET', '/anything', 404],
  ])('%s %s', async (method, path, expected) => {
    const helpdesk = helpdeskUnderTest();
    expect((await helpdesk.ask(method, path)).status).toBe(expected);
    expect(helpdesk.violations).toHaveLength(1);
  });

  test.each([
    'agent_id=2',
    'Agents=2',
    'agents=Leah',
    'agents=2&agents=3',
    'pageinate=1',
    'start_date=2026-11-18T00:00:00Z',
    'start_date=2026-13-40',
    'modifiedsince=2026-11-18',
  ])('the query %s of the appointment list', async (query) => {
    const helpdesk = helpdeskUnderTest();
    const { status, body } = await helpdesk.get(`/api/Appointment?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ ClassName: 'System.ArgumentException', Message: expect.any(String) });
    expect(helpdesk.violations).toEqual([expect.stringContaining('GET /api/Appointment: the parameter')]);
  });
});

test('paths are compared without case', async () => {
  const helpdesk = helpdeskUnderTest();
  for (const path of ['/api/agent/ME', '/API/Agent/2', '/api/appointment/5001', '/api/tickets/1001'])
    expect((await helpdesk.get(path)).status, path).toBe(200);
});

test('no answer lets another origin read it', async () => {
  const helpdesk = helpdeskUnderTest();
  const request = (method: string): Request =>
    new Request('https://acme.halopsa.com/api/Agent/me', { method, headers: { origin: 'https://evil.example' } });
  for (const method of ['GET', 'OPTIONS']) {
    const { headers } = await helpdesk.server.handle(request(method));
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  expect((await helpdesk.server.handle(request('OPTIONS'))).status).toBe(405);
});

describe('the rate limit', () => {
  const sentence = 'Rate Limit Reached - 300 Requests per rolling 5 minute window';

  test('the 301st request within five minutes is refused with the known sentence and no Retry-After', async () => {
    const helpdesk = helpdeskUnderTest();
    for (let sent = 0; sent < 300; sent += 1) {
      helpdesk.clock.nowMs = wednesday + sent * 500;
      expect((await helpdesk.get('/api/Agent/me')).status).toBe(200);
    }
    const refused = await helpdesk.get('/api/Agent/me');
    expect(refused.status).toBe(429);
    expect(refused.text).toBe(sentence);
    expect(refused.headers.has('retry-after')).toBe(false);
  });

  test('the window rolls: five minutes after the first request one more gets through, and only one', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { rateLimit: 3 } });
    const at = async (seconds: number): Promise<number> => {
      helpdesk.clock.nowMs = wednesday + seconds * 1_000;
      return (await helpdesk.get('/api/Agent/me')).status;
    };
    expect([await at(0), await at(100), await at(200), await at(299)]).toEqual([200, 200, 200, 429]);
    expect([await at(300), await at(301), await at(399), await at(400)]).toEqual([200, 429, 429, 200]);
  });

  test('a refused save saves nothing', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { rateLimit: 0 } });
    const before = helpdesk.server.state.appointments.size;
    const body = [{ subject: 'x', start_date: '2026-11-19T10:00:00', end_date: '2026-11-19T11:00:00' }];
    expect((await helpdesk.ask('POST', '/api/Appointment', { body })).status).toBe(429);
    expect(helpdesk.server.state.appointments.size).toBe(before);
  });

  test('a tenant may say how long to wait', async () => {
    const helpdesk = helpdeskUnderTest({ settings: { rateLimit: 1, sendsRetryAfter: true } });
    await helpdesk.get('/api/Agent/me');
    helpdesk.clock.nowMs += 60_000;
    expect((await helpdesk.get('/api/Agent/me')).headers.get('retry-after')).toBe('240');
  });
});

test('every request is logged with what was asked and how it was answered', async () => {
  const helpdesk = helpdeskUnderTest();
  await helpdesk.get('/api/Tickets?search=vpn');
  await helpdesk.ask('POST', '/api/Appointment', { body: { subject: 'no array' } });
  expect(helpdesk.server.requests).toEqual([
    {
      method: 'GET',
      host: 'acme.halopsa.com',
      path: '/api/Tickets',
      query: { search: 'vpn' },
      body: null,
      status: 200,
    },
    {
      method: 'POST',
      host: 'acme.halopsa.com',
      path: '/api/Appointment',
      query: {},
      body: { subject: 'no array' },
      status: 400,
    },
  ]);
});
