import { describe, expect, test } from 'vitest';
import {
  fromGoogleEvent,
  type GoogleContext,
  readMeetUrl,
  toGoogleEvent,
  toTwinProperties,
} from '../../../../lib/calendars/google/mapping';
import { GoogleEvent } from '../../../../lib/calendars/google/schemas';
import type { Creation } from '../../../../lib/sync/ports';

const context: GoogleContext = {
  helpdeskOrigin: 'https://acme.halopsa.com',
  accountEmail: 'leah.novak@acme.example',
  zone: 'Europe/London',
};

const nine = { dateTime: '2026-11-23T09:00:00Z' };
const ten = { dateTime: '2026-11-23T10:00:00Z' };

function read(fields: Record<string, unknown>, from = context) {
  return fromGoogleEvent(GoogleEvent.parse({ id: 'r0u6ti', start: nine, end: ten, ...fields }), from);
}

const creation: Creation = {
  creationKey: 'a1b2c3d4',
  content: {
    subject: 'Replace UPS battery',
    notes: 'Key at reception.',
    location: 'Server room',
    span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:00:00Z', zone: 'Europe/Berlin' },
    attendees: [
      { email: 'Leah.Novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 },
      { email: 'guest@elsewhere.example', name: '', role: 'guest' },
    ],
    isPrivate: false,
    showAs: 'busy',
  },
  ownerAgentId: 2,
  ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
  mail: 'nobody',
  twinId: '5001',
  attemptedAtMs: 0,
};

describe('to Google', () => {
  test('a full event', () => {
    expect(toGoogleEvent(creation, 'r0u6ti', context)).toEqual({
      id: 'r0u6ti',
      summary: 'Replace UPS battery',
      description: 'Key at reception.\n\nTicket 1001: https://acme.halopsa.com/ticket?id=1001',
      location: 'Server room',
      start: { dateTime: '2026-11-23T09:00:00Z', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-11-23T10:00:00Z', timeZone: 'Europe/Berlin' },
      attendees: [
        { email: 'Leah.Novak@acme.example', displayName: 'Leah Novak', responseStatus: 'accepted' },
        { email: 'guest@elsewhere.example' },
      ],
      transparency: 'opaque',
      visibility: 'default',
      extendedProperties: {
        private: { docketKey: 'a1b2c3d4' },
        shared: { docketHelpdesk: 'https://acme.halopsa.com', docketTicket: '1001', docketAppointment: '5001' },
      },
      source: { title: 'Ticket 1001', url: 'https://acme.halopsa.com/ticket?id=1001' },
    });
  });

  test('a conference only where a Meet link is wanted, under an id that a repeated request has too', () => {
    const wanted = toGoogleEvent({ ...creation, wantsMeet: true }, 'r0u6ti', context);
    expect(wanted['conferenceData']).toEqual({
      createRequest: { requestId: 'r0u6ti', conferenceSolutionKey: { type: 'hangoutsMeet' } },
    });
    expect(toGoogleEvent(creation, 'r0u6ti', context)).not.toHaveProperty('conferenceData');
  });

  test('all-day, private, free, without ticket, people and twin', () => {
    const span = { kind: 'allDay', start: '2026-11-23', end: '2026-11-25' } as const;
    const content = { ...creation.content, span, attendees: [], isPrivate: true, showAs: 'free' as const };
    const event = toGoogleEvent({ ...creation, content, ticket: null, twinId: null }, 'r0u6ti', context);
    expect(event).toMatchObject({
      start: { date: '2026-11-23' },
      end: { date: '2026-11-25' },
      attendees: [],
      visibility: 'private',
      transparency: 'transparent',
      extendedProperties: { shared: { docketHelpdesk: 'https://acme.halopsa.com' } },
    });
    expect(event).not.toHaveProperty('source');
    expect(event).not.toHaveProperty('extendedProperties.shared.docketTicket');
    expect(event).not.toHaveProperty('extendedProperties.shared.docketAppointment');
  });

  test('an address that is not https is no source', () => {
    const ticket = { id: 1001, url: 'javascript:alert(1)' };
    expect(toGoogleEvent({ ...creation, ticket }, 'r0u6ti', context)).not.toHaveProperty('source');
  });
});

describe('from Google', () => {
  test('what went out comes back', () => {
    const event = toGoogleEvent(creation, 'r0u6ti', context);
    expect(read({ ...event, etag: '"1"', htmlLink: 'https://www.google.com/calendar/event?eid=1' })).toEqual({
      id: 'r0u6ti',
      etag: '"1"',
      content: {
        ...creation.content,
        attendees: [
          { email: 'Leah.Novak@acme.example', name: 'Leah Novak', role: 'guest' },
          { email: 'guest@elsewhere.example', name: '', role: 'guest' },
        ],
      },
      creationKey: 'a1b2c3d4',
      twinId: '5001',
      ticketId: 1001,
      url: 'https://www.google.com/calendar/event?eid=1',
      remark: null,
      traits: { isDeclined: false, type: 'default', foreignTwinId: null },
      changedAtMs: null,
    });
  });

  test('a twin at another helpdesk is not ours', () => {
    const event = toGoogleEvent(creation, 'r0u6ti', { ...context, helpdeskOrigin: 'https://other.halopsa.com' });
    expect(read(event)).toMatchObject({ creationKey: 'a1b2c3d4', twinId: null, ticketId: null });
  });

  test('the twin that is written later is read where the first one is', () => {
    expect(read(toTwinProperties('5002', context))).toMatchObject({ twinId: '5002' });
  });

  test('a bare event of somebody else', () => {
    expect(read({})).toMatchObject({
      etag: '',
      content: { subject: '', notes: '', location: '', attendees: [], isPrivate: false, showAs: 'busy' },
      creationKey: null,
      twinId: null,
      url: null,
    });
  });

  test('when it was changed, and what filters ask for', () => {
    const attendees = [
      { email: 'leah.novak@acme.example', self: true, responseStatus: 'declined' },
      { email: 'amir.haddad@acme.example', responseStatus: 'accepted' },
    ];
    expect(read({ updated: '2026-11-20T08:00:00.123Z', eventType: 'focusTime', attendees })).toMatchObject({
      changedAtMs: Date.parse('2026-11-20T08:00:00.123Z'),
      traits: { isDeclined: true, type: 'focusTime', foreignTwinId: null },
    });
  });

  test('a colleague who declines does not decline for the agent', () => {
    const attendees = [{ email: 'amir.haddad@acme.example', responseStatus: 'declined' }];
    expect(read({ attendees })).toMatchObject({ traits: { isDeclined: false } });
  });

  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ email: `person${index}@guests.example` }));

  test('as many attendees as Google lets anybody invite are read', () => {
    expect(read({ attendees: people(200) })).toHaveProperty('content.attendees.length', 200);
  });

  test('500 attendees are refused, and so are some of them', () => {
    expect(read({ attendees: people(500) })).toEqual({ unreadable: 'it has 500 attendees, more than 200' });
    const some = { attendees: people(3), attendeesOmitted: true };
    expect(read(some)).toEqual({ unreadable: 'not all of its attendees are shown' });
  });

  test('a text of 8 MB is refused', () => {
    const description = 'x'.repeat(8 * 1024 * 1024);
    expect(read({ description })).toEqual({ unreadable: 'its text has 8388608 characters, more than 200000' });
  });

  test('rooms are not people', () => {
    const attendees = [
      { email: 'room-1@resource.example', resource: true },
      { displayName: 'Nobody' },
      { email: 'a@b.example' },
    ];
    expect(read({ attendees })).toMatchObject({ content: { attendees: [{ email: 'a@b.example' }] } });
  });

  test.each([
    ['https://meet.google.com/abc-defg-hij', { meetUrl: 'https://meet.google.com/abc-defg-hij' }],
    ['https://meet.google.com.evil.example/abc', {}],
    ['https://meet.google.com@evil.example/abc', {}],
    ['http://meet.google.com/abc-defg-hij', {}],
    ['javascript:alert(1)', {}],
    [undefined, {}],
  ])('of %s as Meet link is kept what leads to Google Meet', (hangoutLink, kept) => {
    expect(readMeetUrl(GoogleEvent.parse({ id: 'r0u6ti', ...(hangoutLink && { hangoutLink }) }))).toEqual(kept);
  });

  test('a link that is not https is no link', () => {
    expect(read({ htmlLink: 'javascript:alert(1)' })).toMatchObject({ url: null });
  });

  test.each([
    ['an offset', { dateTime: '2026-11-23T10:00:00+01:00', timeZone: 'Europe/Berlin' }, 'Europe/Berlin'],
    [
      'an offset and a zone that nobody knows',
      { dateTime: '2026-11-23T09:00:00Z', timeZone: 'Custom/Zone' },
      'Europe/London',
    ],
    ['no offset but a zone', { dateTime: '2026-11-23T04:00:00', timeZone: 'America/New_York' }, 'America/New_York'],
    ['neither, in the calendar’s zone', { dateTime: '2026-11-23T09:00:00' }, 'Europe/London'],
  ])('a time with %s is the same instant', (_what, start, zone) => {
    expect(read({ start })).toMatchObject({
      content: { span: { kind: 'timed', start: '2026-11-23T09:00:00Z', zone } },
    });
  });

  test.each([
    ['ends before it starts', { start: ten, end: nine }, 'it ends before it starts'],
    ['has no length', { end: nine }, 'it has no length'],
    [
      'has a zone that nobody knows and no offset',
      { start: { dateTime: '2026-11-23T09:00:00', timeZone: 'Custom/Zone' } },
      'its times cannot be read',
    ],
    ['has a time that is none', { start: { dateTime: 'tomorrow' } }, 'its times cannot be read'],
    [
      'has days turned round',
      { start: { date: '2026-11-24' }, end: { date: '2026-11-23' } },
      'it ends before it starts',
    ],
    [
      'has a day that does not exist',
      { start: { date: '2026-02-30' }, end: { date: '2026-03-02' } },
      'its dates cannot be read',
    ],
    ['has no end', { end: undefined }, 'it has no start or no end'],
  ])('an event that %s is refused', (_what, fields, unreadable) => {
    expect(read(fields)).toEqual({ unreadable });
  });

  test('an event of 25 hours is an event', () => {
    expect(read({ end: { dateTime: '2026-11-24T10:00:00Z' } })).toMatchObject({
      content: { span: { end: '2026-11-24T10:00:00Z' } },
    });
  });
});

test('days stay days: the first day and the one after the last, as they are written', () => {
  const span = { kind: 'allDay', start: '2026-11-23', end: '2026-11-25' };
  expect(read({ start: { date: span.start }, end: { date: span.end } })).toMatchObject({ content: { span } });
});
