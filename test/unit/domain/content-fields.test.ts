import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import { contentFields, differingFields, sameField, withFields } from '../../../lib/domain/content-fields';

const base: AppointmentContent = {
  subject: 'Printer on fire',
  notes: 'Bring water\nand towels',
  location: 'Room 4',
  span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T09:30:00Z', zone: 'Europe/London' },
  attendees: [
    { email: 'leah@acme.example', name: 'Leah', role: 'assignedAgent', agentId: 2 },
    { email: 'sam@acme.example', name: 'Sam', role: 'guest' },
  ],
  isPrivate: false,
  showAs: 'busy',
};

describe('what a side loses on the way is no difference', () => {
  test.each<readonly [string, Partial<AppointmentContent>]>([
    ['blanks around a subject', { subject: ' Printer on fire ' }],
    ['line ends of another system', { notes: 'Bring water\r\nand towels' }],
    ['blanks at the ends of lines, empty lines at the end', { notes: 'Bring water  \nand towels\n\n' }],
    ['blanks around a location', { location: 'Room 4 ' }],
    ['the zone a time is thought of in', { span: { ...base.span, zone: 'UTC' } as AppointmentContent['span'] }],
    [
      'another spelling of an instant',
      { span: { kind: 'timed', start: '2026-11-23T10:00:00+01:00', end: '2026-11-23T09:30:00.000Z', zone: 'UTC' } },
    ],
    [
      'order, case, names and roles of attendees, and one named twice',
      {
        attendees: [
          { email: 'SAM@acme.example ', name: '', role: 'guest' },
          { email: 'leah@acme.example', name: '', role: 'guest' },
          { email: 'Leah@acme.example', name: '', role: 'guest' },
        ],
      },
    ],
  ])('%s', (_name, change) => {
    expect(differingFields(base, { ...base, ...change })).toEqual([]);
  });
});

describe('what somebody means is a difference', () => {
  test.each<readonly [string, Partial<AppointmentContent>, string]>([
    ['another word', { subject: 'Printer on ice' }, 'subject'],
    ['another case', { subject: 'printer on fire' }, 'subject'],
    ['a line less', { notes: 'Bring water' }, 'notes'],
    ['blanks at the beginning of a line', { notes: 'Bring water\n  and towels' }, 'notes'],
    ['no location', { location: '' }, 'location'],
    ['one attendee less', { attendees: base.attendees.slice(1) }, 'attendees'],
    ['a whole day instead of its hours', { span: { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } }, 'span'],
    ['private', { isPrivate: true }, 'isPrivate'],
    ['free', { showAs: 'free' }, 'showAs'],
  ])('%s', (_name, change, field) => {
    expect(differingFields(base, { ...base, ...change })).toEqual([field]);
  });

  test('dates are compared as dates, not as the instants of some zone', () => {
    const day = { ...base, span: { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } } as const;
    const midnights = {
      ...base,
      span: { kind: 'timed', start: '2026-11-23T00:00:00Z', end: '2026-11-24T00:00:00Z', zone: 'Europe/London' },
    } as const;
    expect(sameField('span', day, midnights)).toBe(false);
  });
});

test('withFields takes the named fields and no other', () => {
  const other: AppointmentContent = { ...base, subject: 'Other', notes: 'Other', location: 'Other' };
  expect(withFields(base, ['notes'], other)).toEqual({ ...base, notes: 'Other' });
  expect(withFields(base, contentFields, other)).toEqual(other);
  expect(withFields(base, [], other)).toEqual(base);
});
