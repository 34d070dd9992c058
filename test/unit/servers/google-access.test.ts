import { describe, expect, test } from 'vitest';
import { type AccessRole, createCalendar } from '../../servers/google/google-state';
import { amir, type GoogleDesk, hour, leah, openDesk, reasonOf } from './google-desk';

const shared = 'team@group.calendar.google.com';

/** A desk with a third calendar that belongs to Amir and is shared with Leah. */
function deskWithShared(role: AccessRole | 'none'): GoogleDesk {
  const desk = openDesk();
  const { state } = desk.server;
  const calendar = createCalendar({ id: shared, summary: 'Team', zone: 'Europe/London' });
  calendar.access.set(amir, 'owner');
  state.calendars.set(shared, calendar);
  state.accounts.get(amir)?.calendarList.set(shared, {});
  state.accounts.get(leah)?.calendarList.set(shared, { summaryOverride: 'Our team' });
  desk.server.share(shared, leah, role);
  const person = desk.server.asPerson(amir);
  person.createEvent({ id: 'open01', summary: 'Planning', ...hour(4) }, { calendarId: shared });
  person.createEvent(
    { id: 'secret', summary: 'Secret', description: 'Hush', visibility: 'private', ...hour(5) },
    { calendarId: shared },
  );
  return desk;
}

async function summaries(desk: GoogleDesk): Promise<readonly (string | undefined)[]> {
  const { json } = await desk.call('GET', `calendars/${shared}/events`);
  return json.items.map(({ summary }) => summary);
}

describe('calendars of others', () => {
  test('a calendar that is not shared does not exist, not even its events', async () => {
    const desk = deskWithShared('none');
    expect((await desk.call('GET', `calendars/${shared}/events`)).status).toBe(404);
    expect((await desk.call('GET', `calendars/${amir}/events`)).status).toBe(404);
    expect((await desk.call('GET', `calendars/${shared}/events/open01`)).status).toBe(404);
  });

  test.each([
    ['freeBusyReader', [undefined, undefined]],
    ['reader', ['Planning', undefined]],
    ['writerWithoutPrivateAccess', ['Planning', undefined]],
    ['writer', ['Planning', 'Secret']],
  ] as const)('a %s sees what the role allows', async (role, expected) => {
    const desk = deskWithShared(role);
    expect(await summaries(desk)).toEqual(expected);
    const { json } = await desk.call('GET', `calendars/${shared}/events`);
    expect(json['accessRole']).toBe(role);
    expect(JSON.stringify(json).includes('Hush')).toBe(role === 'writer');
    expect(desk.violations).toEqual([]);
  });

  test.each(['freeBusyReader', 'reader'] as const)('a %s cannot write', async (role) => {
    const desk = deskWithShared(role);
    const path = `calendars/${shared}/events`;
    for (const [method, at, body] of [
      ['POST', path, hour(6)],
      ['PATCH', `${path}/open01`, { summary: 'Mine' }],
      ['PUT', `${path}/open01`, hour(6)],
      ['DELETE', `${path}/open01`, undefined],
    ] as const) {
      const reply = await desk.call(method, at, body === undefined ? {} : { body });
      expect([method, reply.status, reasonOf(reply)]).toEqual([method, 403, 'requiredAccessLevel']);
    }
  });

  test('who has a role of their own and one with everybody has the better one', async () => {
    const desk = deskWithShared('freeBusyReader');
    desk.server.state.calendars.get(shared)?.access.set('default', 'reader');
    expect((await desk.call('GET', `calendars/${shared}/events`)).json['accessRole']).toBe('reader');
    desk.server.share(shared, leah, 'writer');
    expect((await desk.call('GET', `calendars/${shared}/events`)).json['accessRole']).toBe('writer');
    desk.server.share(shared, leah, 'none');
    expect((await desk.call('GET', `calendars/${shared}/events`)).json['accessRole']).toBe('reader');
  });

  test('an event in a calendar that is not the primary one is organized by that calendar', async () => {
    const desk = deskWithShared('writer');
    const reply = await desk.call('POST', `calendars/${shared}/events`, { body: { id: 'abc01', ...hour(6) } });
    expect(reply.json).toMatchObject({
      creator: { email: leah },
      organizer: { email: shared, displayName: 'Team', self: true },
    });
    expect(reply.json['creator']).not.toHaveProperty('self');
  });
});

describe('list of calendars', () => {
  test('it names role, zone, own title and which is the primary one', async () => {
    const desk = deskWithShared('reader');
    const { json } = await desk.call('GET', 'users/me/calendarList');
    expect(json.items).toMatchObject([
      { id: leah, primary: true, accessRole: 'owner', timeZone: 'Europe/Berlin' },
      { id: shared, accessRole: 'reader', summary: 'Team', summaryOverride: 'Our team', timeZone: 'Europe/London' },
    ]);
    expect(json.items[1]).not.toHaveProperty('primary');
    expect(desk.violations).toEqual([]);
  });

  test('it comes in pages and by least role', async () => {
    const desk = deskWithShared('reader');
    const first = await desk.call('GET', 'users/me/calendarList', { query: { maxResults: '1' } });
    expect(first.json.items).toHaveLength(1);
    const query = { maxResults: '1', pageToken: first.json.nextPageToken ?? '' };
    expect((await desk.call('GET', 'users/me/calendarList', { query })).json.items).toMatchObject([{ id: shared }]);
    const writable = await desk.call('GET', 'users/me/calendarList', { query: { minAccessRole: 'writer' } });
    expect(writable.json.items).toMatchObject([{ id: leah }]);
  });

  test('a calendar that is no longer shared has left it', async () => {
    const desk = deskWithShared('none');
    expect((await desk.call('GET', 'users/me/calendarList')).json.items).toHaveLength(1);
    expect((await desk.call('GET', `users/me/calendarList/${shared}`)).status).toBe(404);
  });
});

describe('free and busy', () => {
  const window = { timeMin: '2025-03-04T00:00:00Z', timeMax: '2025-03-09T00:00:00Z' };

  async function query(desk: GoogleDesk, ids: readonly string[], rest: object = {}) {
    const body = { ...window, items: ids.map((id) => ({ id })), ...rest };
    const reply = await desk.call('POST', 'freeBusy', { body });
    const calendars = (reply.json['calendars'] ?? {}) as Record<string, { busy: object[]; errors?: object[] }>;
    return { reply, calendars };
  }

  test('private events are busy, free and declined and cancelled ones are not, touching ones are one block', async () => {
    const desk = openDesk();
    await desk.made({ id: 'first', visibility: 'private', ...hour(4, 9) });
    await desk.made({ id: 'later', ...hour(4, 10) });
    await desk.made({ id: 'free0', transparency: 'transparent', ...hour(5) });
    await desk.made({ id: 'gone0', ...hour(6) });
    await desk.call('DELETE', 'calendars/primary/events/gone0');
    desk.server.asPerson(amir).createEvent({ id: 'asked', attendees: [{ email: leah }], ...hour(7) });
    desk.server.asPerson(leah).respond('asked', 'declined');
    await desk.made({ id: 'dates', start: { date: '2025-03-08' }, end: { date: '2025-03-09' } });
    const { calendars } = await query(desk, ['primary']);
    expect(calendars['primary']?.busy).toEqual([
      { start: '2025-03-04T08:00:00Z', end: '2025-03-04T10:00:00Z' },
      { start: '2025-03-07T23:00:00Z', end: '2025-03-08T23:00:00Z' },
    ]);
    expect(desk.violations).toEqual([]);
  });

  test('series are busy at each of their dates, exceptions where they were moved to', async () => {
    const desk = openDesk();
    await desk.made({ id: 'series0', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'], ...hour(4) });
    await desk.call('PATCH', 'calendars/primary/events/series0_20250305T080000Z', { body: hour(5, 15) });
    const { calendars } = await query(desk, [leah], { timeZone: 'Europe/Berlin' });
    expect(calendars[leah]?.busy).toEqual([
      { start: '2025-03-04T09:00:00+01:00', end: '2025-03-04T10:00:00+01:00' },
      { start: '2025-03-05T15:00:00+01:00', end: '2025-03-05T16:00:00+01:00' },
      { start: '2025-03-06T09:00:00+01:00', end: '2025-03-06T10:00:00+01:00' },
    ]);
  });

  test('those who may see free and busy only may ask, others are told that it was not found', async () => {
    const desk = deskWithShared('freeBusyReader');
    const { calendars } = await query(desk, [shared, amir, 'nobody@x.example']);
    expect(calendars[shared]?.busy).toHaveLength(2);
    for (const id of [amir, 'nobody@x.example']) {
      expect(calendars[id]?.errors).toEqual([{ domain: 'global', reason: 'notFound' }]);
    }
  });

  test('addresses are found whatever their case, and answered as they were written', async () => {
    const { calendars } = await query(openDesk(), ['Leah@ACME.example']);
    expect(calendars['Leah@ACME.example']).toEqual({ busy: [] });
  });

  test('more than 50 calendars at once are too many', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `p${index}@x.example`);
    const { calendars } = await query(openDesk(), ids);
    expect(calendars['p0@x.example']?.errors).toMatchObject([{ reason: 'tooManyCalendarsRequested' }]);
  });

  test('an empty window is refused', async () => {
    const { reply } = await query(openDesk(), [leah], { timeMax: window.timeMin });
    expect([reply.status, reasonOf(reply)]).toEqual([400, 'timeRangeEmpty']);
  });
});

describe('tokens and limits', () => {
  const list = 'https://www.googleapis.com/calendar/v3/users/me/calendarList';
  const ask = async (desk: GoogleDesk, authorization: string | null) => {
    const headers = authorization === null ? {} : { authorization };
    const response = await desk.server.handle(new Request(list, { headers }));
    return { status: response.status, json: await response.json() };
  };

  test('no token, an unknown one, an expired one and a revoked one answer 401', async () => {
    const desk = openDesk();
    const token = `Bearer ${desk.server.issueToken(leah, ['calendar.calendarlist.readonly'])}`;
    expect((await ask(desk, token)).status).toBe(200);
    expect(await ask(desk, null)).toMatchObject({ status: 401, json: { error: { errors: [{ reason: 'required' }] } } });
    expect(await ask(desk, 'Bearer x')).toMatchObject({
      status: 401,
      json: { error: { errors: [{ reason: 'authError' }] } },
    });
    desk.server.expireAccessTokens();
    expect((await ask(desk, token)).status).toBe(401);
    const next = `Bearer ${desk.server.issueToken(leah, ['calendar.calendarlist.readonly'])}`;
    desk.clock.nowMs += 3_600_000;
    expect((await ask(desk, next)).status).toBe(401);
    const last = `Bearer ${desk.server.issueToken(leah, ['calendar.calendarlist.readonly'])}`;
    desk.server.revokeAccess(leah);
    expect((await ask(desk, last)).status).toBe(401);
  });

  test('a token without the scope of the method answers 403 insufficientPermissions', async () => {
    const desk = openDesk();
    const token = `Bearer ${desk.server.issueToken(leah, ['calendar.events'])}`;
    expect(await ask(desk, token)).toMatchObject({
      status: 403,
      json: { error: { code: 403, errors: [{ reason: 'insufficientPermissions' }] } },
    });
  });

  test.each([
    ['rateLimitExceeded', 403, 'rateLimitExceeded'],
    ['userRateLimitExceeded', 403, 'userRateLimitExceeded'],
    ['quotaExceeded', 403, 'quotaExceeded'],
    ['dailyLimitExceeded', 403, 'dailyLimitExceeded'],
    ['tooManyRequests', 429, 'rateLimitExceeded'],
    ['internalError', 500, 'backendError'],
    ['backendError', 503, 'backendError'],
  ] as const)('%s can be forced for the next requests, which do nothing', async (reason, status, expected) => {
    const desk = openDesk();
    desk.server.quota({ reason, times: 2 });
    for (const _ of [1, 2]) {
      const reply = await desk.call('POST', 'calendars/primary/events', { body: hour(4) });
      expect([reply.status, reasonOf(reply), reply.json.error.code]).toEqual([status, expected, status]);
    }
    expect((await desk.call('GET', 'calendars/primary/events')).json.items).toEqual([]);
  });

  test('an account has 600 units a minute, and a PATCH costs three', async () => {
    const desk = openDesk({ unitsPerMinute: 7 });
    await desk.made({ id: 'abc01', ...hour(4) });
    const patch = () => desk.call('PATCH', 'calendars/primary/events/abc01', { body: { summary: 'x' } });
    expect([(await patch()).status, (await patch()).status]).toEqual([200, 200]);
    const refused = await patch();
    expect([refused.status, reasonOf(refused)]).toEqual([403, 'rateLimitExceeded']);
    expect((await desk.call('GET', 'calendars/primary/events', { as: amir })).status).toBe(200);
    desk.clock.nowMs += 60_000;
    expect((await patch()).status).toBe(200);
  });

  test('unknown routes, parameters and bodies are violations', async () => {
    const desk = openDesk();
    expect((await desk.call('POST', 'calendars/primary/events/abc01/move')).status).toBe(404);
    expect((await desk.call('GET', 'calendars/primary/events', { query: { pageSize: '5' } })).status).toBe(400);
    expect((await desk.call('GET', 'calendars/primary/events', { query: { timeMin: '2025-03-04' } })).status).toBe(400);
    expect(
      (await desk.call('DELETE', 'calendars/primary/events/abc01', { query: { sendNotifications: 'true' } })).status,
    ).toBe(400);
    expect((await desk.call('POST', 'freeBusy', { body: { calendars: [] } })).status).toBe(400);
    expect(desk.violations.length).toBeGreaterThanOrEqual(4);
  });

  test('every request is kept, with what was sent and answered', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', ...hour(4) }, { query: { sendUpdates: 'none' } });
    expect(desk.server.requests).toEqual([
      {
        method: 'POST',
        host: 'www.googleapis.com',
        path: '/calendar/v3/calendars/primary/events',
        query: { sendUpdates: 'none' },
        body: { id: 'abc01', ...hour(4) },
        status: 200,
        email: leah,
      },
    ]);
  });
});
