import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import { type ContentField, contentFields } from '../../../lib/domain/content-fields';
import { mergeContent } from '../../../lib/domain/merge-content';

const base: AppointmentContent = {
  subject: 'Printer on fire',
  notes: 'Bring water',
  location: 'Room 4',
  span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T09:30:00Z', zone: 'Europe/London' },
  attendees: [{ email: 'leah@acme.example', name: 'Leah', role: 'guest' }],
  isPrivate: false,
  showAs: 'busy',
};

/** Two changes of each field; fields with two values only have one. */
const changes: Readonly<Record<ContentField, readonly Partial<AppointmentContent>[]>> = {
  subject: [{ subject: 'Fire is out' }, { subject: 'Printer saved' }],
  notes: [{ notes: 'None hurt' }, { notes: '' }],
  location: [{ location: 'Yard' }, { location: 'Roof' }],
  span: [
    { span: { kind: 'timed', start: '2026-11-23T10:00:00Z', end: '2026-11-23T10:30:00Z', zone: 'Europe/London' } },
    { span: { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } },
  ],
  attendees: [{ attendees: [] }, { attendees: [{ email: 'sam@acme.example', name: '', role: 'guest' }] }],
  isPrivate: [{ isPrivate: true }],
  showAs: [{ showAs: 'free' }],
};

const cases = contentFields.flatMap((field) =>
  changes[field].map((change, nth) => ({ field, change, other: changes[field][1 - nth] ?? null })),
);

function merge(
  first: Partial<AppointmentContent>,
  second: Partial<AppointmentContent>,
  agreed: AppointmentContent | null,
) {
  return mergeContent({ seen: { ...base, ...first }, agreed }, { seen: { ...base, ...second }, agreed });
}

describe.each(cases)('$field becomes $change', ({ field, change }) => {
  test('on the first side: the second follows', () => {
    expect(merge(change, {}, base)).toEqual({ toSecond: [field], toFirst: [], conflicts: [] });
  });

  test('on the second side: the first follows', () => {
    expect(merge({}, change, base)).toEqual({ toSecond: [], toFirst: [field], conflicts: [] });
  });

  test('on both sides: nothing is left to do', () => {
    expect(merge(change, change, base)).toEqual({ toSecond: [], toFirst: [], conflicts: [] });
  });

  test('on sides that never agreed: a conflict, since nobody knows which is the change', () => {
    expect(merge(change, {}, null)).toEqual({ toSecond: [], toFirst: [], conflicts: [field] });
  });
});

test.each(cases.filter(({ other }) => other !== null))(
  '$field becomes $change on the first side and $other on the second: a conflict',
  ({ field, change, other }) => {
    expect(merge(change, other ?? {}, base)).toEqual({ toSecond: [], toFirst: [], conflicts: [field] });
  },
);

test('what both sides hold differently by agreement is no change', () => {
  const sides = [{ ...base, subject: 'Busy' }, base] as const;
  const merged = mergeContent({ seen: sides[0], agreed: sides[0] }, { seen: sides[1], agreed: sides[1] });
  expect(merged).toEqual({ toSecond: [], toFirst: [], conflicts: [] });
});

test('only one side ever agreed: what it still holds is not its change', () => {
  const merged = mergeContent({ seen: base, agreed: base }, { seen: { ...base, notes: 'x' }, agreed: null });
  expect(merged).toEqual({ toSecond: [], toFirst: ['notes'], conflicts: [] });
});

test('each field goes its own way', () => {
  expect(merge({ subject: 'A', notes: 'a' }, { location: 'B', notes: 'b' }, base)).toEqual({
    toSecond: ['subject'],
    toFirst: ['location'],
    conflicts: ['notes'],
  });
});
