import { afterEach, describe, expect, test } from 'vitest';
import { listGoogleCalendars } from '../../lib/calendars/google/calendar-list';
import { toEventId } from '../../lib/calendars/google/event-id';
import { createGoogleCalendar } from '../../lib/calendars/google/google-calendar';
import { createGoogleFreeBusy } from '../../lib/calendars/google/google-free-busy';
import { toInstanceId } from '../../lib/calendars/google/series';
import type { AppointmentContent } from '../../lib/domain/appointment';
import { AuthError, DuplicateError, ForbiddenError, RateLimitError } from '../../lib/http/errors';
import type { Creation } from '../../lib/sync/ports';
import { googleCalendarIds, googleEmails } from '../fixtures/google-seed';
import type { EventResource } from '../servers/google/event-schema';
import type { GooglePerson } from '../servers/google/google-person';
import { connectToGoogle, type GoogleConnection, testNowMs } from '../unit/calendars/google/google-connection';
import { type CalendarUnderTest, collect, usual, versionOf } from './calendar-test';
import { describeCalendar } from './describe-calendar';

const helpdeskOrigin = 'https://acme.halopsa.com';
const ticket = { id: 1001, url: `${helpdeskOrigin}/ticket?id=1001` };
const anything = /calendar\/v3/;
const minuteMs = 60_000;

const refusals = {
  rateLimit: {
    status: 403,
    body: JSON.stringify({
      error: {
        code: 403,
        message: 'Rate Limit Exceeded',
        errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded' }],
      },
    }),
  },
  webPage: { status: 200, body: '<!doctype html><title>Sign in</title>' },
  serverFault: { status: 503, body: '<html>Service unavailable</html>' },
  tooOld: {
    status: 410,
    body: JSON.stringify({
      error: { code: 410, message: 'Sync token is no longer valid.', errors: [{ reason: 'fullSyncRequired' }] },
    }),
  },
};

function open(calendarId = 'primary', options: Parameters<typeof connectToGoogle>[0] = {}) {
  const settings = { unitsPerMinute: 100_000, ...options.settings };
  const connection = connectToGoogle({ ...options, settings });
  const context = { helpdeskOrigin, accountEmail: googleEmails.leah, zone: 'Europe/London', calendarId };
  return { ...connection, port: createGoogleCalendar({ ...connection.deps, ...context }) };
}

function setup(options: Parameters<typeof connectToGoogle>[0] = {}): CalendarUnderTest {
  const { server, faults, port, clock, renewals, violations } = open('primary', options);
  server.state.calendars.get(googleEmails.leah)?.events.clear();
  const leah = server.asPerson(googleEmails.leah);
  const rows = () => [...(server.state.calendars.get(googleEmails.leah)?.events.values() ?? [])];
  return {
    port,
    ownerAgentId: 2,
    ticket,
    unknownId: 'nobod0event0',
    hasIdempotentCreate: true,
    mailsAttendees: true,
    nowMs: () => clock.nowMs,
    count: (subject) =>
      rows().filter(({ status, details }) => status !== 'cancelled' && (details.summary ?? '') === subject).length,
    edit: (id, subject) => void leah.updateEvent(id, { summary: subject }),
    addUnreadable({ startMs }) {
      const at = { dateTime: new Date(startMs + 60 * minuteMs).toISOString() };
      leah.createEvent({ id: 'nolength0000', start: at, end: at });
      return 'nolength0000';
    },
    mailCount: () => server.outbox.length,
    tellsDeletions: true,
    createAsPerson: (subject) => leah.createEvent({ ...bodyOf(usual), summary: subject }).id ?? '',
    deleteAsPerson: (id) => leah.deleteEvent(id),
    series: seriesOf(leah),
    expireCursors: () => server.expireSyncTokens(),
    expireNextPage: () => void faults.add({ url: anything, times: 1, fault: { kind: 'answer', ...refusals.tooOld } }),
    loseWriteAnswer: () => void faults.add({ method: 'PATCH', url: anything, times: 1, fault: { kind: 'lostAfter' } }),
    refusedCreation: null,
    loseNext: (what) =>
      void faults.add({ url: anything, times: 1, fault: { kind: what === 'answer' ? 'lostAfter' : 'lostBefore' } }),
    refuseNext: (how) => void faults.add({ url: anything, times: 1, fault: { kind: 'answer', ...refusals[how] } }),
    expireToken: () => server.expireAccessTokens(),
    renewals: () => renewals.length,
    violations,
  };
}

function seriesOf(person: GooglePerson): NonNullable<CalendarUnderTest['series']> {
  const instanceId = (masterId: string, originalStart: string) => toInstanceId(masterId, originalStart);
  return {
    create: (content, _zone, recurrence) =>
      person.createEvent({ ...bodyOf(content), recurrence: [...recurrence] }).id ?? '',
    changeRule: (masterId, recurrence) => void person.updateEvent(masterId, { recurrence }),
    editOccurrence: (masterId, originalStart, subject) =>
      void person.updateEvent(instanceId(masterId, originalStart), { summary: subject }),
    cancelOccurrence: (masterId, originalStart) => person.deleteEvent(instanceId(masterId, originalStart)),
    split: (masterId, originalStart, subject) =>
      person.updateEvent(instanceId(masterId, originalStart), { summary: subject }, { scope: 'thisAndFollowing' }).id ??
      '',
    delete: (masterId) => person.deleteEvent(masterId),
  };
}

function bodyOf({ subject, span }: AppointmentContent): EventResource {
  const at = (point: string) => (span.kind === 'allDay' ? { date: point } : { dateTime: point, timeZone: span.zone });
  return { summary: subject, start: at(span.start), end: at(span.end) };
}

describeCalendar('Google Calendar', () => setup({ settings: { pageSize: 50 } }));
describeCalendar('Google Calendar with empty pages between the others', () =>
  setup({ settings: { pageSize: 40, emptyPages: true } }),
);

const connections: GoogleConnection[] = [];
afterEach(() => {
  for (const { violations } of connections.splice(0)) expect(violations).toEqual([]);
});

function opened(...args: Parameters<typeof open>) {
  const side = open(...args);
  connections.push(side);
  return side;
}

const content: AppointmentContent = {
  subject: 'Replace UPS battery',
  notes: 'Key at reception.',
  location: '',
  span: { kind: 'timed', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z', zone: 'Europe/London' },
  attendees: [
    { email: 'Leah.Novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 },
    { email: googleEmails.amir, name: 'Amir Haddad', role: 'additionalAgent', agentId: 3 },
  ],
  isPrivate: false,
  showAs: 'busy',
};

const creation: Creation = {
  creationKey: 'a1b2c3d4',
  content,
  ownerAgentId: 2,
  ticket,
  mail: 'nobody',
  twinId: null,
  attemptedAtMs: testNowMs,
};

describe('an event in Google', () => {
  test('a save is one request', async () => {
    const { port, server } = opened();
    await port.create(creation);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('the agent has accepted, the colleague is asked', async () => {
    const { port, server } = opened();
    const { id } = await port.create(creation);
    const answers = server
      .asPerson(googleEmails.leah)
      .seeEvent(id)
      ?.attendees?.map(({ responseStatus }) => responseStatus);
    expect(answers).toEqual(['accepted', 'needsAction']);
  });

  test('everybody is mailed once when everybody was chosen, save the agent', async () => {
    const { port, server } = opened();
    await port.create({ ...creation, mail: 'everybody' });
    expect(server.outbox.map(({ to, kind }) => `${kind} to ${to}`)).toEqual([`invitation to ${googleEmails.amir}`]);
  });

  test('a colleague’s copy names the ticket and the helpdesk’s record, but not the key', async () => {
    const { port, server, deps } = opened();
    const { id } = await port.create({ ...creation, twinId: '5001' });
    const colleague = createGoogleCalendar({
      ...deps,
      authorized: {
        token: async () => server.issueToken(googleEmails.amir, ['calendar.events']),
        renew: async () => '',
      },
      ...{ helpdeskOrigin, accountEmail: googleEmails.amir, zone: 'Europe/Berlin', calendarId: 'primary' },
    });
    expect(await colleague.read(id)).toMatchObject({ creationKey: null, twinId: '5001', ticketId: 1001 });
  });
});

describe('an event with a Meet link', () => {
  const wanted: Creation = { ...creation, wantsMeet: true };
  const seen = (server: GoogleConnection['server'], id: string) => server.asPerson(googleEmails.leah).seeEvent(id);

  test('is one request, and has its room whether Google names it at once or later', async () => {
    for (const meetRooms of ['atOnce', 'later'] as const) {
      const { port, server } = opened('primary', { settings: { meetRooms } });
      const made = await port.create(wanted);
      expect(server.requests).toMatchObject([
        { method: 'POST', query: { sendUpdates: 'none', conferenceDataVersion: '1' } },
      ]);
      const room = seen(server, made.id)?.hangoutLink;
      expect(room).toMatch(/^https:\/\/meet\.google\.com\//);
      expect(made.meetUrl).toBe(meetRooms === 'atOnce' ? room : undefined);
      expect(server.outbox).toEqual([]);
    }
  });

  test('asks for no conference where none is wanted', async () => {
    const { port, server } = opened();
    const made = await port.create(creation);
    expect(server.requests[0]?.query).toEqual({ sendUpdates: 'none' });
    expect(seen(server, made.id)).not.toHaveProperty('conferenceData');
    expect(made).not.toHaveProperty('meetUrl');
  });

  test('keeps its room when Docket changes all that it can change', async () => {
    const { port, server } = opened();
    const made = await port.create(wanted);
    const room = seen(server, made.id)?.conferenceData;
    const fields = ['subject', 'notes', 'location', 'span', 'attendees', 'isPrivate', 'showAs'] as const;
    const allDay = { kind: 'allDay', start: '2026-11-25', end: '2026-11-26' } as const;
    const changed = { ...content, subject: 'Changed', notes: 'New', location: 'Here', span: allDay, attendees: [] };
    const updated = await port.update(versionOf(made), { ...changed, isPrivate: true, showAs: 'free' }, fields);
    await port.linkTwin(versionOf(updated), '5001');
    expect(seen(server, made.id)).toMatchObject({ summary: 'Changed', conferenceData: room });
  });

  test('whose answer was lost has one room, and is adopted as it is', async () => {
    const { port, server, faults } = opened();
    faults.add({ url: anything, times: 1, fault: { kind: 'lostAfter' } });
    await expect(port.create(wanted)).rejects.toThrow();
    const found = await port.findCreated(wanted);
    const room = seen(server, found?.id ?? '')?.hangoutLink;
    expect(room).toBeDefined();
    expect((await port.create(wanted)).id).toBe(found?.id);
    expect(seen(server, found?.id ?? '')?.hangoutLink).toBe(room);
  });

  test('is asked for anew where a deleted event has taken the id', async () => {
    const { port, server } = opened();
    await port.remove(versionOf(await port.create(wanted)));
    const second = await port.create(wanted);
    expect(seen(server, second.id)?.conferenceData?.createRequest?.requestId).toBe(second.id);
  });

  test('of a series has its room on every date', async () => {
    const { port, server } = opened();
    const made = await port.create({ ...wanted, repeats: ['RRULE:FREQ=DAILY;COUNT=3'] });
    const second = seen(server, toInstanceId(made.id, '2026-11-25T09:00:00Z'));
    expect(second?.hangoutLink).toBe(seen(server, made.id)?.hangoutLink);
    expect(second?.hangoutLink).toBeDefined();
  });

  test('is made without one in a calendar that allows none, and says so', async () => {
    const { port, server } = opened();
    const calendar = server.state.calendars.get(googleEmails.leah);
    if (calendar === undefined) throw new Error('Leah has no calendar');
    server.state.calendars.set(googleEmails.leah, { ...calendar, conferenceTypes: [] });
    const made = await port.create(wanted);
    expect(made.meetUrl).toBeNull();
    expect(seen(server, made.id)).toMatchObject({ summary: content.subject, status: 'confirmed' });
    expect(seen(server, made.id)).not.toHaveProperty('conferenceData');
  });
});

describe('a change of an event', () => {
  const seen = (server: GoogleConnection['server'], id: string) => server.asPerson(googleEmails.leah).seeEvent(id);

  test.each([
    ['looks first where the ticket is not named', undefined, ['GET', 'PATCH']],
    ['is one request where the ticket is named', ticket, ['PATCH']],
  ])('keeps the ticket’s line below new notes; it %s', async (_what, named, methods) => {
    const { port, server } = opened();
    const made = await port.create(creation);
    const before = server.requests.length;
    const target = { ...versionOf(made), ticket: named };
    const written = await port.update(target, { ...content, notes: 'Key is with Mia.' }, ['notes']);
    expect(server.requests.slice(before).map(({ method }) => method)).toEqual(methods);
    expect(written.content.notes).toBe('Key is with Mia.');
    expect(seen(server, made.id)?.description).toBe(`Key is with Mia.\n\nTicket 1001: ${ticket.url}`);
  });

  test('does not bring the ticket’s line back that somebody took out', async () => {
    const { port, server } = opened();
    const made = await port.create(creation);
    server.asPerson(googleEmails.leah).updateEvent(made.id, { description: 'Key at reception.' });
    const target = { ...versionOf(made), etag: '' };
    await port.update(target, { ...content, notes: 'Key is with Mia.' }, ['notes']);
    expect(seen(server, made.id)?.description).toBe('Key is with Mia.');
  });

  test('is one request, and asks only for what it names', async () => {
    const { port, server } = opened();
    const made = await port.create(creation);
    const before = server.requests.length;
    await port.update(versionOf(made), { ...content, subject: 'Changed', showAs: 'free' }, ['subject', 'showAs']);
    expect(server.requests.slice(before)).toMatchObject([
      { method: 'PATCH', query: { sendUpdates: 'none' }, body: { summary: 'Changed', transparency: 'transparent' } },
    ]);
  });

  test('keeps the answers of who stays, and asks who is new', async () => {
    const { port, server } = opened();
    const made = await port.create(creation);
    server.asPerson(googleEmails.amir).respond(made.id, 'tentative');
    const { etag, content: now } = (await port.read(made.id)) ?? made;
    const attendees = [...now.attendees, { email: googleEmails.mia, name: '', role: 'guest' } as const];
    await port.update({ ...versionOf(made), etag }, { ...now, attendees }, ['attendees']);
    const answers = seen(server, made.id)?.attendees?.map(({ email, responseStatus }) => [email, responseStatus]);
    expect(answers).toEqual([
      ['Leah.Novak@acme.example', 'accepted'],
      [googleEmails.amir, 'tentative'],
      [googleEmails.mia, 'needsAction'],
    ]);
    expect(server.outbox).toEqual([]);
  });

  test('that is not ours to change is refused', async () => {
    const { port, server } = opened();
    const meeting = server.asPerson(googleEmails.amir).createEvent({
      summary: 'Amir’s meeting',
      start: { dateTime: '2026-11-24T09:00:00Z' },
      end: { dateTime: '2026-11-24T10:00:00Z' },
      attendees: [{ email: googleEmails.leah }],
    });
    const record = await port.read(meeting.id ?? '');
    if (record === null) throw new Error('the invitation has not come');
    const asked = port.update(versionOf(record), { ...record.content, subject: 'Ours' }, ['subject']);
    await expect(asked).rejects.toThrow(ForbiddenError);
  });
});

describe('ids that are taken', () => {
  test('an event that was deleted is made anew under the next id', async () => {
    const { port, server } = opened();
    const first = await port.create(creation);
    server.asPerson(googleEmails.leah).deleteEvent(first.id);
    expect(await port.findCreated(creation)).toBeNull();
    const second = await port.create(creation);
    expect([first.id, second.id]).toEqual([await toEventId('a1b2c3d4', 0), await toEventId('a1b2c3d4', 1)]);
    expect((await port.findCreated(creation))?.id).toBe(second.id);
  });

  test('it says that it was made again, also where nobody knew, and a copy that somebody makes of it does not', async () => {
    const { port, server } = opened();
    const leah = server.asPerson(googleEmails.leah);
    leah.deleteEvent((await port.create(creation)).id);
    const second = await port.create(creation);
    expect(second.again).toBe(2);
    const { summary, start, end, extendedProperties } = leah.seeEvent(second.id) ?? {};
    const { id = '' } = leah.createEvent({ summary, start, end, extendedProperties });
    expect(await port.read(id)).toMatchObject({ creationKey: creation.creationKey, again: undefined });
  });

  test('also when nothing of the deleted one is left but its id', async () => {
    const { port, server } = opened();
    const first = await port.create(creation);
    await port.remove(versionOf(first));
    server.forgetTombstones(googleEmails.leah);
    expect((await port.create(creation)).id).toBe(await toEventId('a1b2c3d4', 1));
  });

  test('somebody else’s event under our id is left alone', async () => {
    const { port, server } = opened();
    const id = await toEventId('a1b2c3d4', 0);
    const times = { start: { dateTime: '2026-11-24T09:00:00Z' }, end: { dateTime: '2026-11-24T10:00:00Z' } };
    server.asPerson(googleEmails.leah).createEvent({ id, summary: 'Not ours', ...times });
    expect(await port.findCreated(creation)).toBeNull();
    expect((await port.create(creation)).id).toBe(await toEventId('a1b2c3d4', 1));
    expect((await port.read(id))?.content.subject).toBe('Not ours');
  });

  test('an end is made of it after eight deletions', async () => {
    const { port } = opened();
    for (let generation = 0; generation < 8; generation++) await port.remove(versionOf(await port.create(creation)));
    await expect(port.create(creation)).rejects.toThrow(DuplicateError);
    expect(await port.findCreated(creation)).toBeNull();
  });
});

describe('what is read of a calendar', () => {
  const window = { startMs: testNowMs, endMs: testNowMs + 7 * 24 * 60 * minuteMs };

  async function listed(calendarId: string) {
    const { port } = opened(calendarId);
    const { pages } = await port.readChanges({ cursor: null, resume: null, want: 'listing', window });
    const all = await collect(pages);
    expect(all.flatMap(({ skipped }) => skipped)).toEqual([]);
    return {
      records: all.flatMap(({ records }) => records),
      series: all.flatMap(({ series }) => series.map(({ content: { subject } }) => subject)),
    };
  }

  test('private, free and declined events too, each with what filters ask for', async () => {
    const { records, series } = await listed('primary');
    const bySubject = new Map(records.map((record) => [record.content.subject, record]));
    expect(bySubject.get('Dentist')?.content.isPrivate).toBe(true);
    expect(bySubject.get('Release day')?.content.showAs).toBe('free');
    expect(bySubject.get('Network evaluation')?.traits).toEqual({
      isDeclined: true,
      type: 'default',
      foreignTwinId: null,
    });
    expect(series).toEqual(['Service desk weekly']);
  });

  test('of another calendar', async () => {
    const { records } = await listed(googleCalendarIds.projects);
    expect(records.map(({ content: { subject } }) => subject)).toEqual(['Rollout at Northwind']);
  });
});

describe('access', () => {
  test('a read-only calendar cannot be written', async () => {
    const { port } = opened(googleCalendarIds.bankHolidays);
    await expect(port.create(creation)).rejects.toThrow(ForbiddenError);
  });

  test('a box of the consent page that was left out means: sign in again', async () => {
    const { deps, server } = opened();
    const token = server.issueToken(googleEmails.leah, ['calendar.calendarlist.readonly']);
    const authorized = { token: async () => token, renew: async () => token };
    const context = { helpdeskOrigin, accountEmail: googleEmails.leah, zone: 'Europe/London', calendarId: 'primary' };
    await expect(createGoogleCalendar({ ...deps, authorized, ...context }).create(creation)).rejects.toThrow(AuthError);
  });

  test.each(['userRateLimitExceeded', 'quotaExceeded'] as const)('Google’s own %s is a rate limit', async (reason) => {
    const { port, server } = opened();
    server.quota({ reason, times: 1 });
    await expect(port.create(creation)).rejects.toThrow(RateLimitError);
  });

  test('calendars with what may be done in them', async () => {
    const { calendars, skipped } = await listGoogleCalendars(opened().deps);
    expect(skipped).toEqual([]);
    expect(calendars.find(({ isPrimary }) => isPrimary)).toMatchObject({ id: googleEmails.leah, canWrite: true });
    expect(calendars.find(({ id }) => id === googleCalendarIds.projects)?.canWrite).toBe(true);
    expect(calendars.find(({ id }) => id === googleCalendarIds.bankHolidays)?.canWrite).toBe(false);
  });

  test('free and busy of who shares it; not known of who does not', async () => {
    const { deps } = opened();
    const day = { startMs: Date.parse('2026-11-24T00:00:00Z'), endMs: Date.parse('2026-11-25T00:00:00Z') };
    const asked = ['Amir.Haddad@acme.example', googleEmails.mia, 'nobody@elsewhere.example'];
    const times = await createGoogleFreeBusy(deps).freeBusy(asked, day);
    expect(times.get(googleEmails.amir)).toMatchObject({ kind: 'known' });
    expect(times.get(googleEmails.mia)).toEqual({ kind: 'unknown', reason: 'notShared' });
    expect(times.get('nobody@elsewhere.example')).toEqual({ kind: 'unknown', reason: 'notShared' });
  });
});
