import { describe, expect, test } from 'vitest';
import { googleCalendarIds, googleEmails, googleWebClient } from '../../fixtures/google-seed';
import { createGoogleServer } from '../../servers/google/google-server';

/** A weekday, a Saturday, and the days on which clocks change. */
const days = ['2025-03-03T08:00:00Z', '2025-03-08T23:30:00Z', '2025-03-30T00:30:00Z', '2025-12-31T12:00:00Z'];

function seeded(now: string) {
  const violations: string[] = [];
  const deps = { now: () => Date.parse(now), violation: (sentence: string) => violations.push(sentence) };
  const server = createGoogleServer(deps);
  const ask = async (path: string, body?: object) => {
    const scopes = ['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'];
    const authorization = `Bearer ${server.issueToken(googleEmails.leah, scopes)}`;
    const request = new Request(`https://www.googleapis.com/calendar/v3/${path}`, {
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await server.handle(request)).json();
  };
  return { server, violations, ask };
}

describe('the Google side of the sandbox', () => {
  test.each(days)('on %s it can be made, mails nobody and breaks no rule', async (now) => {
    const { server, violations, ask } = seeded(now);
    expect((await ask('calendars/primary/events?showDeleted=true')).items.length).toBeGreaterThan(5);
    expect(server.outbox).toEqual([]);
    expect(violations).toEqual([]);
    expect(server.state.clients.get(googleWebClient.id)?.redirectUris).toEqual([googleWebClient.redirectUri]);
  });

  test('Leah has calendars of every kind', async () => {
    const { items } = await seeded(days[0] ?? '').ask('users/me/calendarList');
    const roles = items.map(({ id, accessRole }: { id: string; accessRole: string }) => [id, accessRole]);
    expect(roles).toEqual([
      [googleEmails.leah, 'owner'],
      [googleCalendarIds.projects, 'writer'],
      [googleCalendarIds.bankHolidays, 'reader'],
      [googleCalendarIds.meetingRoom, 'freeBusyReader'],
    ]);
  });

  test('her events are of every kind: series, whole day, private, free and declined', async () => {
    const { items } = await seeded(days[0] ?? '').ask('calendars/primary/events');
    const find = (match: object) => expect(items).toContainEqual(expect.objectContaining(match));
    find({ recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'] });
    find({ start: { date: expect.any(String) } });
    find({ visibility: 'private' });
    find({ transparency: 'transparent' });
    find({ attendees: expect.arrayContaining([{ email: googleEmails.leah, responseStatus: 'declined', self: true }]) });
  });

  test('she knows when some colleagues are busy, and of others nothing', async () => {
    const { ask } = seeded(days[0] ?? '');
    const { amir, tomas, priya, mia } = googleEmails;
    const items = [amir, tomas, priya, mia].map((id) => ({ id }));
    const window = { timeMin: '2025-03-03T00:00:00Z', timeMax: '2025-03-08T00:00:00Z' };
    const { calendars } = await ask('freeBusy', { ...window, items });
    for (const id of [amir, tomas, priya]) expect(calendars[id].busy).not.toEqual([]);
    expect(calendars[mia].errors).toEqual([{ domain: 'global', reason: 'notFound' }]);
  });
});
