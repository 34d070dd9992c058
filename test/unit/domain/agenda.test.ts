import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AgendaEntry,
  type AgendaFrame,
  type AgendaRecord,
  buildAgenda,
  changeAgenda,
} from '../../../lib/domain/agenda';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import type { Span } from '../../../lib/domain/span';
import { allDay, at, holiday, person, plan, timed } from './people';
import { checkProperty } from './random-runs';

const office = person(plan('Europe/London', ['09:00-17:30'], ['12:30-13:00']));

type Record = AgendaRecord & { readonly ticketId: number | null };

function record(
  subject: string,
  span: Span,
  more: Partial<Record> = {},
  content: Partial<AppointmentContent> = {},
): Record {
  const plain = { subject, notes: '', location: '', attendees: [], isPrivate: false, showAs: 'busy' } as const;
  return {
    side: 'helpdesk',
    ticketId: null,
    url: `https://x.example/${subject}`,
    ...more,
    content: { ...plain, span, ...content },
  };
}

let keys = 0;
function entry(...records: readonly Record[]): AgendaEntry {
  return { key: `k${++keys}`, records, ticketId: records.find(({ ticketId }) => ticketId !== null)?.ticketId ?? null };
}

// Monday, 23 November 2026, 10:00 in London.
const monday: AgendaFrame = { me: office, nowMs: at('2026-11-23T10:00Z'), zone: 'Europe/London' };
const build = (records: readonly Record[], frame: Partial<AgendaFrame> = {}) =>
  buildAgenda(
    records.map((one) => entry(one)),
    { ...monday, ...frame },
  );
const listed = (records: readonly Record[], frame: Partial<AgendaFrame> = {}) =>
  build(records, frame).agenda.map(({ day, subject }) => `${day.slice(8)} ${subject}`);

const nine = timed('2026-11-23T09:00:00Z', '2026-11-23T09:30:00Z');

describe('the agenda', () => {
  test('has today and tomorrow, all-day items first, then by start', () => {
    const calendar = [
      record('late', timed('2026-11-23T15:00Z', '2026-11-23T16:00Z')),
      record('early', timed('2026-11-23T08:00Z', '2026-11-23T16:00Z')),
      record('yesterday', timed('2026-11-22T08:00Z', '2026-11-23T00:00Z')),
      record('after', timed('2026-11-25T00:00Z', '2026-11-25T01:00Z')),
      record('tomorrow', timed('2026-11-24T08:00Z', '2026-11-24T09:00Z')),
      record('whole day', allDay('2026-11-23', '2026-11-24')),
      record('whole week', allDay('2026-11-21', '2026-11-28')),
    ];
    expect(listed(calendar)).toEqual([
      '23 whole week',
      '23 whole day',
      '23 early',
      '23 late',
      '24 whole week',
      '24 tomorrow',
    ]);
  });

  test('follows the days of the given zone, not of UTC', () => {
    const calendar = [
      record('A', timed('2026-11-22T23:30Z', '2026-11-23T00:00Z')),
      record('B', timed('2026-11-24T23:30Z', '2026-11-25T00:00Z')),
    ];
    expect(listed(calendar, { zone: 'Europe/Berlin' })).toEqual(['23 A']);
    expect(listed(calendar, { zone: 'America/New_York' })).toEqual(['24 B']);
    expect(listed(calendar, { zone: 'Pacific/Kiritimati', nowMs: at('2026-11-23T10:00Z') })).toEqual(['25 B']);
  });

  test('an all-day item is on its date east and west', () => {
    const calendar = [record('day', allDay('2026-11-23', '2026-11-24'))];
    expect(listed(calendar, { zone: 'Pacific/Kiritimati', nowMs: at('2026-11-23T03:00Z') })).toEqual(['23 day']);
    expect(listed(calendar, { zone: 'Etc/GMT+12', nowMs: at('2026-11-24T03:00Z') })).toEqual(['23 day']);
  });

  test('what runs over midnight stands under both days, with a key of its own for each', () => {
    const { agenda } = build([record('night', timed('2026-11-23T22:00Z', '2026-11-24T23:00Z'))]);
    expect(agenda.map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-24']);
    expect(new Set(agenda.map(({ key }) => key)).size).toBe(2);
    expect(agenda.every(({ startMs }) => startMs === at('2026-11-23T22:00Z'))).toBe(true);
  });

  test('something without length is there', () => {
    expect(listed([record('moment', timed('2026-11-23T00:00Z', '2026-11-23T00:00Z'))])).toEqual(['23 moment']);
  });

  test('what is private is shown to the agent as it is', () => {
    expect(listed([record('Doctor', nine, {}, { isPrivate: true })])).toEqual(['23 Doctor']);
  });
});

describe('both records of one appointment are one item', () => {
  test('which names the helpdesk’s subject, the ticket, and where it stands', () => {
    const own = record('In the helpdesk', nine, { ticketId: 1001 });
    const twin = record('In the calendar', nine, { side: 'calendar', url: null });
    const { agenda } = buildAgenda([entry(own, twin)], monday);
    expect(agenda).toHaveLength(1);
    expect(agenda[0]).toMatchObject({
      subject: 'In the helpdesk',
      ticketId: 1001,
      on: [
        { side: 'helpdesk', url: 'https://x.example/In the helpdesk' },
        { side: 'calendar', url: null },
      ],
    });
  });

  test('appointments that only look alike stay two', () => {
    expect(build([record('1', nine), record('1', nine, { side: 'calendar' })]).agenda).toHaveLength(2);
  });

  test('an event alone keeps the ticket it knows', () => {
    expect(build([record('c', nine, { side: 'calendar', ticketId: 7 })]).agenda[0]?.ticketId).toBe(7);
  });

  test('one that stands on no side any more is not listed', () => {
    expect(buildAgenda([entry()], monday).agenda).toEqual([]);
  });
});

describe('outside working hours', () => {
  const evening = (day: string) => timed(`${day}T18:00Z`, `${day}T19:00Z`);
  const outside = (records: readonly Record[], frame: Partial<AgendaFrame> = {}) =>
    build(records, frame).outside.map(({ day, subject }) => `${day.slice(5)} ${subject}`);

  test('lists what of the coming seven days leaves the hours, once each, by time', () => {
    const helpdesk = [
      record('next week', evening('2026-11-30')),
      record('too far', evening('2026-12-01')),
      record('today', evening('2026-11-23')),
      record('over already', timed('2026-11-23T07:00Z', '2026-11-23T08:00Z')),
      record('inside', timed('2026-11-24T10:00Z', '2026-11-24T11:00Z')),
      record('lunch', timed('2026-11-24T12:00Z', '2026-11-24T13:00Z')),
      record('weekend', allDay('2026-11-28', '2026-11-29')),
      record('since Friday', timed('2026-11-20T16:00Z', '2026-11-23T12:00Z')),
    ];
    expect(outside(helpdesk)).toEqual([
      '11-23 since Friday',
      '11-23 today',
      '11-24 lunch',
      '11-28 weekend',
      '11-30 next week',
    ]);
  });

  test('marks the same items in the agenda', () => {
    const { agenda } = build([record('in', nine), record('out', evening('2026-11-23'))]);
    expect(agenda.map(({ subject, isOutsideHours }) => [subject, isOutsideHours])).toEqual([
      ['in', false],
      ['out', true],
    ]);
  });

  test('a holiday of mine counts', () => {
    const me = person(office.hours, holiday('Day', '2026-11-23'));
    expect(outside([record('visit', timed('2026-11-23T14:00Z', '2026-11-23T15:00Z'))], { me })).toEqual([
      '11-23 visit',
    ]);
  });

  test('what either side shows as free takes nobody’s time', () => {
    const birthday = record('birthday', allDay('2026-11-28', '2026-11-29'), {}, { showAs: 'free' });
    const visit = entry(
      record('visit', evening('2026-11-23')),
      record('visit', evening('2026-11-23'), { side: 'calendar' }, { showAs: 'free' }),
    );
    expect(buildAgenda([entry(birthday), visit], monday).outside).toEqual([]);
  });

  test('without a workday, or in an unknown zone, nothing is said to be outside', () => {
    const unknown = person({ ...plan('UTC', ['09:00-17:00']), zone: { kind: 'unknown', name: 'Zone 7' } });
    for (const me of [person(null), unknown]) expect(outside([record('x', evening('2026-11-23'))], { me })).toEqual([]);
  });
});

describe('after some appointments have changed', () => {
  const keysOf = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f');
  const anyEntry = fc
    .record({
      key: keysOf,
      day: fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25', '2026-11-29', '2026-12-05'),
      hour: fc.integer({ min: 0, max: 22 }),
      hours: fc.constantFrom(0, 1, 30),
      subject: fc.constantFrom('x', 'y'),
    })
    .map(({ key, day, hour, hours, subject }): AgendaEntry => {
      const startMs = at(`${day}T${String(hour).padStart(2, '0')}:00Z`);
      const span = timed(new Date(startMs).toISOString(), new Date(startMs + hours * 3_600_000).toISOString());
      return { ...entry(record(subject, span)), key };
    });
  const anyEntries = fc.uniqueArray(anyEntry, { selector: ({ key }) => key });

  test('the agenda is as one made anew, whatever came, moved or went', () => {
    checkProperty(
      fc.property(anyEntries, anyEntries, fc.uniqueArray(keysOf), (before, second, gone) => {
        const changed = second.filter(({ key }) => !gone.includes(key));
        const keys = new Set([...gone, ...changed.map(({ key }) => key)]);
        const after = [...before.filter(({ key }) => !keys.has(key)), ...changed];
        const made = buildAgenda(before, monday);
        expect(changeAgenda(made, keys, changed, monday) ?? made).toEqual(buildAgenda(after, monday));
      }),
      500,
    );
  });

  test('what is over meanwhile is no warning any more', () => {
    const evening = [entry(record('evening', timed('2026-11-23T18:00Z', '2026-11-23T19:00Z')))];
    const before = buildAgenda(evening, monday);
    expect(before.outside).toHaveLength(1);
    const night = { ...monday, nowMs: at('2026-11-23T20:00Z') };
    expect(changeAgenda(before, new Set(), [], night)?.outside).toEqual([]);
  });

  test('what neither stood nor stands in it leaves it as it is', () => {
    const before = buildAgenda([entry(record('today', nine))], monday);
    const inMay = entry(record('later', timed('2027-05-03T09:00Z', '2027-05-03T10:00Z')));
    expect(changeAgenda(before, new Set([inMay.key]), [inMay], monday)).toBeNull();
  });
});
