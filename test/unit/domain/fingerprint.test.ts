import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import { fingerprint } from '../../../lib/domain/fingerprint';
import { fnv1a64 } from '../../../lib/domain/fnv1a';
import { allDay, timed } from './people';
import { checkProperty } from './random-runs';

const content: AppointmentContent = {
  subject: 'Replace the printer',
  notes: 'Bring toner\nand paper',
  location: 'Room 1',
  span: timed('2026-11-23T09:00:00Z', '2026-11-23T09:30:00Z', 'Europe/London'),
  attendees: [
    { email: 'leah@acme.example', name: 'Leah', role: 'assignedAgent', agentId: 2 },
    { email: 'amir@acme.example', name: 'Amir', role: 'additionalAgent', agentId: 3 },
  ],
  isPrivate: false,
  showAs: 'busy',
};

describe('the same to both sides', () => {
  test.each<[string, Partial<AppointmentContent>]>([
    ['Windows line ends and blanks at line ends', { notes: 'Bring toner  \r\nand paper\r\n' }],
    ['blanks around the subject', { subject: ' Replace the printer ' }],
    ['attendees in another order', { attendees: content.attendees.toReversed() }],
    [
      'addresses in another case',
      { attendees: content.attendees.map((one) => ({ ...one, email: one.email.toUpperCase() })) },
    ],
    ['an attendee twice', { attendees: [...content.attendees, ...content.attendees] }],
    [
      'attendees without name and role',
      { attendees: content.attendees.map(({ email }) => ({ email, name: '', role: 'guest' })) },
    ],
    [
      'the same instants thought of in another zone',
      { span: timed('2026-11-23T09:00:00Z', '2026-11-23T09:30:00Z', 'UTC') },
    ],
    ['the same instants written otherwise', { span: timed('2026-11-23T09:00:00.000Z', '2026-11-23T10:30:00+01:00') }],
  ])('%s', (_, more) => {
    expect(fingerprint({ ...content, ...more })).toBe(fingerprint(content));
  });
});

describe('a change', () => {
  test.each<[string, Partial<AppointmentContent>]>([
    ['of the subject', { subject: 'Replace the Printer' }],
    ['of the notes', { notes: 'Bring toner and paper' }],
    ['of an indent in the notes', { notes: 'Bring toner\n  and paper' }],
    ['of the location', { location: '' }],
    ['by a minute', { span: timed('2026-11-23T09:01:00Z', '2026-11-23T09:30:00Z') }],
    ['to all day', { span: allDay('2026-11-23', '2026-11-24') }],
    ['of the people', { attendees: content.attendees.slice(1) }],
    ['to private', { isPrivate: true }],
    ['to free', { showAs: 'free' }],
    ['of what stands in which field', { subject: 'Room 1', location: 'Replace the printer' }],
  ])('%s is seen', (_, more) => {
    expect(fingerprint({ ...content, ...more })).not.toBe(fingerprint(content));
  });
});

test('no two of 20,000 appointments that differ by a minute share a fingerprint', () => {
  const start = Date.parse('2026-01-01T00:00:00Z');
  const prints = Array.from({ length: 20_000 }, (_, index) => {
    const span = timed(new Date(start + index * 60_000).toISOString(), '2027-01-01T00:00:00Z');
    return fingerprint({ ...content, span });
  });
  expect(new Set(prints).size).toBe(20_000);
});

describe('FNV-1a', () => {
  // Test vectors of the algorithm's authors (draft-eastlake-fnv).
  test.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of "%s"', (text, digest) => {
    expect(fnv1a64(text)).toBe(digest);
  });

  test('is taken over UTF-8 bytes, for every kind of character', () => {
    const plain = (bytes: Buffer) =>
      bytes.reduce((hash, byte) => ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn, 0xcbf29ce484222325n);
    checkProperty(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fnv1a64(text)).toBe(plain(Buffer.from(text, 'utf8')).toString(16).padStart(16, '0'));
      }),
    );
    expect(fnv1a64('é€😀')).toBe(plain(Buffer.from('é€😀')).toString(16).padStart(16, '0'));
  });

  test('takes half of a surrogate pair without failing', () => {
    expect(fnv1a64('\ud83d')).toMatch(/^[0-9a-f]{16}$/);
  });
});
