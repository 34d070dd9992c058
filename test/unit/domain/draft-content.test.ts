import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../lib/domain/draft';
import { draftContent, maxSubjectLength, validateDraft } from '../../../lib/domain/draft-content';
import { attendee, draft, timed } from './people';

const kinds = (more: Partial<Draft>) => validateDraft(draft(more)).map(({ kind }) => kind);

test('a complete draft has no problems', () => {
  expect(validateDraft(draft())).toEqual([]);
  expect(kinds({ allDay: true, start: '', end: '' })).toEqual([]);
});

describe('what is missing or wrong has a name', () => {
  test.each<[string, Partial<Draft>, readonly string[]]>([
    ['no subject', { subject: ' \n ' }, ['noSubject']],
    ['a subject of 10,000 characters', { subject: 'x'.repeat(10_000) }, ['subjectTooLong']],
    ['no date', { date: '' }, ['noDate']],
    ['30 February', { date: '2026-02-30' }, ['badDate']],
    ['a leap day in a common year', { date: '2026-02-29' }, ['badDate']],
    ['a year that is half typed', { date: '0202-11-23' }, ['badDate']],
    ['a year far away', { date: '2926-11-23' }, ['badDate']],
    ['words for a date', { date: 'tomorrow' }, ['badDate']],
    ['no start', { start: '' }, ['noStart']],
    ['no end', { end: '' }, ['noEnd']],
    ['25 o’clock', { start: '25:00' }, ['noStart']],
    ['an end before the start', { start: '10:00', end: '09:00' }, ['endBeforeStart']],
    ['an end at the start', { start: '10:00', end: '10:00' }, ['endBeforeStart']],
    ['an unknown zone', { zone: 'Mars/Olympus' }, ['unknownZone']],
    ['an unknown zone, all day', { zone: '', allDay: true }, ['unknownZone']],
    ['nothing at all', { subject: '', date: '', start: '', end: '' }, ['noSubject', 'noDate', 'noStart', 'noEnd']],
    ['no address', { attendees: [attendee('leah')] }, ['badAttendee']],
    ['no address, but not ticked', { attendees: [attendee('leah', { isTicked: false })] }, []],
    ['0 attendees', { attendees: [] }, []],
  ])('%s', (_, more, expected) => {
    expect(kinds(more)).toEqual(expected);
  });

  test('a time that the clocks skip to behind the end', () => {
    const night = { zone: 'Europe/Berlin', date: '2026-03-29', start: '02:30', end: '03:15' };
    expect(kinds(night)).toEqual(['endBeforeStart']);
    expect(kinds({ ...night, date: '2026-03-28' })).toEqual([]);
  });

  test('200 attendees are allowed, 201 are not, and one address twice counts once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => attendee(`a${index}@acme.example`));
    expect(kinds({ attendees: many(200) })).toEqual([]);
    expect(kinds({ attendees: [...many(200), attendee('A7@acme.example')] })).toEqual([]);
    expect(validateDraft(draft({ attendees: many(201) }))).toEqual([
      { kind: 'tooManyAttendees', count: 201, limit: 200 },
    ]);
  });

  test('a subject may be as long as the limit', () => {
    expect(kinds({ subject: 'x'.repeat(maxSubjectLength) })).toEqual([]);
    expect(validateDraft(draft({ subject: 'x'.repeat(maxSubjectLength + 1) }))).toEqual([
      { kind: 'subjectTooLong', length: maxSubjectLength + 1, limit: maxSubjectLength },
    ]);
  });

  test('100,000 blanks in a subject do not take long', () => {
    const started = performance.now();
    expect(kinds({ subject: `a${' '.repeat(100_000)}b\n`, notes: `${' '.repeat(100_000)}x` })).toEqual([
      'subjectTooLong',
    ]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the content of a draft', () => {
  test('holds the fields, with the time as instants and its zone', () => {
    const content = draftContent(
      draft({
        subject: ' Fix <b>it</b>\r\nnow ',
        notes: 'one\r\ntwo\n\n',
        location: ' Room 1 ',
        date: '2026-07-01',
        isPrivate: true,
        showAs: 'free',
      }),
    );
    expect(content).toEqual({
      subject: 'Fix <b>it</b> now',
      notes: 'one\ntwo',
      location: 'Room 1',
      span: timed('2026-07-01T08:00:00Z', '2026-07-01T08:30:00Z', 'Europe/London'),
      attendees: [],
      isPrivate: true,
      showAs: 'free',
    });
  });

  test('has only the ticked attendees, each once, without the marks of the form', () => {
    const attendees = [
      attendee('leah@acme.example', { name: 'Leah', role: 'assignedAgent', agentId: 2 }),
      attendee('carla@client.example', { isTicked: false, role: 'customer' }),
      attendee('LEAH@acme.example'),
      attendee(' guest@client.example ', { name: '' }),
    ];
    expect(draftContent(draft({ attendees })).attendees).toEqual([
      { email: 'leah@acme.example', name: 'Leah', role: 'assignedAgent', agentId: 2 },
      { email: 'guest@client.example', name: '', role: 'guest' },
    ]);
  });

  test('all day is a pair of dates, the end exclusive', () => {
    const { span } = draftContent(draft({ allDay: true, date: '2026-12-31', start: '', end: '' }));
    expect(span).toEqual({ kind: 'allDay', start: '2026-12-31', end: '2027-01-01' });
  });

  test('of a draft without a time there is none', () => {
    expect(() => draftContent(draft({ date: '' }))).toThrow(RangeError);
  });
});
