import { describe, expect, test } from 'vitest';
import { type AgendaRecord, type AgendaRequest, buildAgenda } from '../../../lib/domain/agenda';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import type { Span } from '../../../lib/domain/span';
import { allDay, at, holiday, person, plan, timed } from './people';

const office = person(plan('Europe/London', ['09:00-17:30'], ['12:30-13:00']));

function record(
  id: string,
  span: Span,
  more: Partial<AgendaRecord> = {},
  content: Partial<AppointmentContent> = {},
): AgendaRecord {
  const plain = { subject: id, notes: '', location: '', attendees: [], isPrivate: false, showAs: 'busy' } as const;
  return {
    id,
    creationKey: null,
    twinId: null,
    ticketId: null,
    url: `https://x.example/${id}`,
    ...more,
    content: { ...plain, span, ...content },
  };
}

// Monday, 23 November 2026, 10:00 in London.
const build = (more: Partial<AgendaRequest>) =>
  buildAgenda({
    helpdesk: [],
    calendar: [],
    links: [],
    me: office,
    nowMs: at('2026-11-23T10:00Z'),
    zone: 'Europe/London',
    ...more,
  });
const listed = (more: Partial<AgendaRequest>) =>
  build(more).agenda.map(({ day, subject }) => `${day.slice(8)} ${subject}`);

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
    expect(listed({ calendar })).toEqual([
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
    expect(listed({ calendar, zone: 'Europe/Berlin' })).toEqual(['23 A']);
    expect(listed({ calendar, zone: 'America/New_York' })).toEqual(['24 B']);
    expect(listed({ calendar, zone: 'Pacific/Kiritimati', nowMs: at('2026-11-23T10:00Z') })).toEqual(['25 B']);
  });

  test('an all-day item is on its date east and west', () => {
    const calendar = [record('day', allDay('2026-11-23', '2026-11-24'))];
    expect(listed({ calendar, zone: 'Pacific/Kiritimati', nowMs: at('2026-11-23T03:00Z') })).toEqual(['23 day']);
    expect(listed({ calendar, zone: 'Etc/GMT+12', nowMs: at('2026-11-24T03:00Z') })).toEqual(['23 day']);
  });

  test('what runs over midnight stands under both days, with a key of its own for each', () => {
    const { agenda } = build({ helpdesk: [record('night', timed('2026-11-23T22:00Z', '2026-11-24T23:00Z'))] });
    expect(agenda.map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-24']);
    expect(new Set(agenda.map(({ key }) => key)).size).toBe(2);
    expect(agenda.every(({ startMs }) => startMs === at('2026-11-23T22:00Z'))).toBe(true);
  });

  test('something without length is there', () => {
    expect(listed({ calendar: [record('moment', timed('2026-11-23T00:00Z', '2026-11-23T00:00Z'))] })).toEqual([
      '23 moment',
    ]);
  });

  test('what is private is shown to the agent as it is', () => {
    expect(listed({ calendar: [record('Doctor', nine, {}, { isPrivate: true })] })).toEqual(['23 Doctor']);
  });
});

describe('both records of one appointment are one item', () => {
  const links = [{ helpdeskId: 'h1', calendarId: 'c1' }];
  test.each<[string, Partial<AgendaRecord>, Partial<AgendaRecord>, AgendaRequest['links']]>([
    ['by the link', {}, {}, links],
    ['by the event that names the appointment', {}, { twinId: 'h1' }, []],
    ['by the appointment that names the event', { twinId: 'c1' }, {}, []],
    ['by the creation key', { creationKey: 'k1' }, { creationKey: 'k1' }, []],
  ])('%s', (_, own, twin, known) => {
    const { agenda } = build({
      helpdesk: [record('h1', nine, { ticketId: 1001, ...own })],
      calendar: [record('c1', nine, { url: null, ...twin })],
      links: known,
    });
    expect(agenda).toHaveLength(1);
    expect(agenda[0]).toMatchObject({
      subject: 'h1',
      ticketId: 1001,
      on: [
        { side: 'helpdesk', url: 'https://x.example/h1' },
        { side: 'calendar', url: null },
      ],
    });
  });

  test('records that only look alike stay two, as do records without any key', () => {
    expect(build({ helpdesk: [record('1', nine)], calendar: [record('1', nine)] }).agenda).toHaveLength(2);
    expect(
      build({
        helpdesk: [record('h', nine, { creationKey: 'a' })],
        calendar: [record('c', nine, { creationKey: 'b' })],
      }).agenda,
    ).toHaveLength(2);
  });

  test('a second event that claims the same appointment is shown on its own, never hidden', () => {
    const calendar = [record('c1', nine, { twinId: 'h1' }), record('c2', nine, { twinId: 'h1' })];
    const { agenda } = build({ helpdesk: [record('h1', nine)], calendar });
    expect(agenda.map(({ on }) => on.length).sort()).toEqual([1, 2]);
  });

  test('an event alone keeps the ticket it knows', () => {
    expect(build({ calendar: [record('c', nine, { ticketId: 7 })] }).agenda[0]?.ticketId).toBe(7);
  });
});

describe('outside working hours', () => {
  const evening = (day: string) => timed(`${day}T18:00Z`, `${day}T19:00Z`);
  const outside = (more: Partial<AgendaRequest>) =>
    build(more).outside.map(({ day, subject }) => `${day.slice(5)} ${subject}`);

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
    expect(outside({ helpdesk })).toEqual([
      '11-23 since Friday',
      '11-23 today',
      '11-24 lunch',
      '11-28 weekend',
      '11-30 next week',
    ]);
  });

  test('marks the same items in the agenda', () => {
    const { agenda } = build({ helpdesk: [record('in', nine), record('out', evening('2026-11-23'))] });
    expect(agenda.map(({ subject, isOutsideHours }) => [subject, isOutsideHours])).toEqual([
      ['in', false],
      ['out', true],
    ]);
  });

  test('a holiday of mine counts', () => {
    const me = person(office.hours, holiday('Day', '2026-11-23'));
    expect(outside({ me, helpdesk: [record('visit', timed('2026-11-23T14:00Z', '2026-11-23T15:00Z'))] })).toEqual([
      '11-23 visit',
    ]);
  });

  test('what either side shows as free takes nobody’s time', () => {
    const helpdesk = [record('h1', evening('2026-11-23'), { creationKey: 'k' })];
    const calendar = [
      record('birthday', allDay('2026-11-28', '2026-11-29'), {}, { showAs: 'free' }),
      record('c1', evening('2026-11-23'), { creationKey: 'k' }, { showAs: 'free' }),
    ];
    expect(outside({ helpdesk, calendar })).toEqual([]);
  });

  test('without a workday, or in an unknown zone, nothing is said to be outside', () => {
    const unknown = person({ ...plan('UTC', ['09:00-17:00']), zone: { kind: 'unknown', name: 'Zone 7' } });
    for (const me of [person(null), unknown])
      expect(outside({ me, helpdesk: [record('x', evening('2026-11-23'))] })).toEqual([]);
  });
});
