import { describe, expect, test } from 'vitest';
import { toEventPatch } from '../../../../lib/calendars/google/event-patch';
import type { GoogleContext } from '../../../../lib/calendars/google/mapping';
import type { AppointmentContent } from '../../../../lib/domain/appointment';

const context: GoogleContext = {
  helpdeskOrigin: 'https://acme.halopsa.com',
  accountEmail: 'leah.novak@acme.example',
  zone: 'Europe/London',
};
const content: AppointmentContent = {
  subject: 'Replace UPS battery',
  notes: 'Key at <reception>.',
  location: '',
  span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:00:00Z', zone: 'Europe/Berlin' },
  attendees: [
    { email: 'Leah.Novak@acme.example', name: 'Leah Novak', role: 'guest' },
    { email: 'amir.haddad@acme.example', name: 'Amir', role: 'guest' },
  ],
  isPrivate: false,
  showAs: 'busy',
};
const bare = { ticket: null, attendees: [] };

test.each([
  ['subject', { summary: 'Replace UPS battery' }],
  ['notes', { description: 'Key at &lt;reception&gt;.' }],
  ['location', { location: '' }],
  [
    'span',
    {
      start: { dateTime: '2026-11-23T09:00:00Z', timeZone: 'Europe/Berlin', date: null },
      end: { dateTime: '2026-11-23T10:00:00Z', timeZone: 'Europe/Berlin', date: null },
    },
  ],
  ['isPrivate', { visibility: 'default' }],
  ['showAs', { transparency: 'opaque' }],
] as const)('a patch names its field and no other: %s', (field, patch) => {
  expect(toEventPatch(content, [field], bare, context)).toEqual(patch);
});

test('a day takes the times away', () => {
  const span = { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } as const;
  expect(toEventPatch({ ...content, span }, ['span'], bare, context)).toEqual({
    start: { date: '2026-11-23', dateTime: null, timeZone: null },
    end: { date: '2026-11-24', dateTime: null, timeZone: null },
  });
});

test('the ticket’s line stays below new notes, with what makes it known as such', () => {
  const ticket = { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' };
  expect(toEventPatch(content, ['notes'], { ticket, attendees: [] }, context)).toEqual({
    description: 'Key at &lt;reception&gt;.\n\nTicket 1001: https://acme.halopsa.com/ticket?id=1001',
    extendedProperties: { shared: { docketHelpdesk: 'https://acme.halopsa.com', docketTicket: '1001' } },
  });
});

describe('attendees', () => {
  test('who stays keeps the answer and everything else, who is new is asked, who left is out, rooms stay', () => {
    const attendees = [
      {
        email: 'amir.haddad@acme.example',
        displayName: 'Amir Haddad',
        responseStatus: 'tentative',
        comment: 'Perhaps late',
        optional: true,
      },
      { email: 'mia.chen@acme.example', responseStatus: 'accepted' },
      { email: 'thames@resource.calendar.google.com', resource: true, responseStatus: 'accepted' },
      { displayName: 'Nobody' },
    ];
    expect(toEventPatch(content, ['attendees'], { ticket: null, attendees }, context)).toEqual({
      attendees: [
        { email: 'Leah.Novak@acme.example', displayName: 'Leah Novak', responseStatus: 'accepted' },
        attendees[0],
        attendees[2],
      ],
    });
  });

  test('marks that Google sets itself are not sent back, an agent who declined has still declined', () => {
    const own = { email: 'leah.novak@acme.example', responseStatus: 'declined' };
    const attendees = [{ ...own, self: true, organizer: true }];
    const [first] = content.attendees;
    const alone = { ...content, attendees: first === undefined ? [] : [first] };
    expect(toEventPatch(alone, ['attendees'], { ticket: null, attendees }, context)).toEqual({ attendees: [own] });
  });

  test('one who stands twice is written once', () => {
    const twice = { ...content, attendees: [...content.attendees, ...content.attendees] };
    expect(toEventPatch(twice, ['attendees'], bare, context)).toHaveProperty('attendees.length', 2);
  });
});
