import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { PersonTime } from '../../../lib/domain/availability';
import { findSlots, nextWorkingSlot, type SlotPerson, type SlotRequest } from '../../../lib/domain/free-time';
import type { Interval } from '../../../lib/domain/span';
import { gridMs, reasonsAt, someInstant, somePerson } from './hours-oracle';
import { at, between, holiday, known, person, plan } from './people';
import { checkProperty } from './random-runs';

const week = between('2026-11-23T00:00Z', '2026-11-30T00:00Z');
const office = person(plan('Europe/London', ['09:00-17:30'], ['12:30-13:00']));
const newYork = person(plan('America/New_York', ['09:00-17:00']));

const someone = (more: Partial<SlotPerson> = {}): SlotPerson => ({
  ...office,
  email: 'leah@acme.example',
  time: known('leah@acme.example', week),
  isRequired: true,
  ...more,
});

const ask = (people: readonly SlotPerson[], more: Partial<SlotRequest> = {}) =>
  findSlots({ lengthMinutes: 30, from: week.startMs, window: week, stepMinutes: 15, count: 3, people, ...more });

const short = ({ startMs }: Interval) => new Date(startMs).toISOString().slice(5, 16);
const starts = (people: readonly SlotPerson[], more: Partial<SlotRequest> = {}) => ask(people, more).slots.map(short);
const reason = (people: readonly SlotPerson[], more: Partial<SlotRequest> = {}) => ask(people, more).reason;
const busy = (...blocks: readonly Interval[]) => known('leah@acme.example', week, ...blocks);
const notKnown = (more: Partial<PersonTime>): PersonTime => ({ ...busy(), ...more });
const unknown = { kind: 'unknown', reason: 'notShared' } as const;

describe('the next slots', () => {
  test('begin when work begins, one after the other', () => {
    expect(starts([someone()])).toEqual(['11-23T09:00', '11-23T09:30', '11-23T10:00']);
  });

  test('do not begin in the past, and begin on the quarter of the hour', () => {
    expect(starts([someone()], { from: at('2026-11-23T09:03Z') })).toEqual([
      '11-23T09:15',
      '11-23T09:45',
      '11-23T10:15',
    ]);
  });

  test('go around what is busy on either side', () => {
    const time = {
      ...busy(between('2026-11-23T09:00Z', '2026-11-23T09:20Z')),
      helpdesk: { kind: 'known', busy: [{ ...between('2026-11-23T10:00Z', '2026-11-23T11:40Z'), label: 'Visit' }] },
    } as const;
    expect(starts([someone({ time })])).toEqual(['11-23T09:30', '11-23T11:45', '11-23T13:00']);
  });

  test('touch neither the break nor the end of the day', () => {
    expect(starts([someone()], { from: at('2026-11-23T12:15Z'), lengthMinutes: 60, count: 6 })).toEqual([
      '11-23T13:00',
      '11-23T14:00',
      '11-23T15:00',
      '11-23T16:00',
      '11-24T09:00',
      '11-24T10:00',
    ]);
  });

  test('leave out weekends and holidays', () => {
    const who = someone({ holidays: [holiday('Day', '2026-11-23', '2026-11-26')] });
    expect(starts([who])[0]).toBe('11-27T09:00');
    expect(starts([someone()], { from: at('2026-11-27T17:15Z') })).toEqual([]);
  });

  test('are inside the hours of everybody required', () => {
    const there = someone({ ...newYork, email: 'mia@acme.example' });
    expect(starts([someone(), there])).toEqual(['11-23T14:00', '11-23T14:30', '11-23T15:00']);
  });

  test('begin on the grid of the first person’s own clocks', () => {
    const nepal = someone(person(plan('Asia/Kathmandu', ['09:10-17:00'])));
    expect(starts([nepal], { stepMinutes: 60 })[0]).toBe('11-23T04:15');
    const lordHowe = someone(person(plan('Australia/Lord_Howe', ['09:10-17:00'])));
    expect(starts([lordHowe], { stepMinutes: 60, from: at('2026-11-23T12:00Z') })[0]).toBe('11-23T23:00');
  });

  test('keep to the grid when the clocks change by half an hour', () => {
    const window = between('2026-10-03T00:00Z', '2026-10-05T00:00Z');
    const always = person(
      plan(
        'Australia/Lord_Howe',
        Array.from({ length: 7 }, () => '00:00-24:00'),
      ),
    );
    const who = someone({ ...always, time: known('leah@acme.example', window) });
    // 01:40 there; at 02:00 the clocks go to 02:30, so the next full hour on the wall is 03:00.
    const more = { window, from: at('2026-10-03T15:10Z'), stepMinutes: 60, count: 1 };
    expect(starts([who], more)).toEqual(['10-03T16:00']);
  });

  test('say for which optional people they are not', () => {
    const optional = someone({ ...newYork, email: 'mia@acme.example', isRequired: false });
    const other = someone({
      email: 'amir@acme.example',
      isRequired: false,
      time: busy(between('2026-11-23T09:40Z', '2026-11-23T09:50Z')),
    });
    expect(ask([someone(), optional, other]).slots.map(({ notFor }) => notFor)).toEqual([
      ['mia@acme.example'],
      ['mia@acme.example', 'amir@acme.example'],
      ['mia@acme.example'],
    ]);
  });
});

describe('when there is none it says why', () => {
  const full = someone({ time: busy(week) });
  test.each<[string, readonly SlotPerson[], Partial<SlotRequest>, unknown]>([
    ['nobody is required', [someone({ isRequired: false })], {}, { kind: 'nobodyRequired' }],
    ['nobody at all', [], {}, { kind: 'nobodyRequired' }],
    ['everybody is busy', [full], {}, { kind: 'allBusy' }],
    ['longer than any stretch', [someone()], { lengthMinutes: 271 }, { kind: 'tooLong', longestMinutes: 270 }],
    ['the window is over', [someone()], { from: week.endMs }, { kind: 'emptyWindow' }],
    [
      'hours that never meet',
      [someone(), someone({ ...person(plan('Australia/Sydney', ['09:00-17:00'])), email: 'Sam@acme.example' })],
      {},
      { kind: 'noCommonHours', emails: ['leah@acme.example', 'sam@acme.example'] },
    ],
    [
      'somebody does not work at all',
      [someone(), someone({ email: 'off@acme.example', holidays: [holiday('Away', '2026-11-01', '2026-12-31')] })],
      {},
      { kind: 'notWorking', emails: ['off@acme.example'] },
    ],
    [
      'an unknown zone',
      [
        someone(),
        someone({
          email: 'z@acme.example',
          hours: { ...plan('UTC', [null]), zone: { kind: 'unknown', name: 'Zone 7' } },
        }),
      ],
      {},
      { kind: 'unknownZone', emails: ['z@acme.example'] },
    ],
    ['nobody has hours', [someone({ hours: null })], {}, { kind: 'noHours', emails: ['leah@acme.example'] }],
    ['nothing was read', [someone({ time: null })], {}, { kind: 'unknownAvailability', emails: ['leah@acme.example'] }],
    [
      'nothing is known',
      [someone({ time: notKnown({ helpdesk: unknown, calendar: unknown }) })],
      {},
      { kind: 'unknownAvailability', emails: ['leah@acme.example'] },
    ],
    [
      'what is known ends before the window begins',
      [someone({ time: known('leah@acme.example', between('2026-11-20T00:00Z', '2026-11-21T00:00Z')) })],
      {},
      { kind: 'unknownAvailability', emails: ['leah@acme.example'] },
    ],
  ])('%s', (_, people, more, expected) => {
    const answer = ask(people, more);
    expect(answer.reason).toEqual(expected);
    expect(answer.slots).toEqual([]);
  });
});

describe('what is unknown is never free', () => {
  test('of one person nothing is known: the slots are for the other, and say so', () => {
    const stranger = someone({
      email: 'guest@client.example',
      hours: null,
      time: notKnown({ helpdesk: { kind: 'unknown', reason: 'notAnAgent' }, calendar: unknown }),
    });
    const answer = ask([someone(), stranger]);
    expect(answer.slots).toHaveLength(3);
    expect(answer.notKnown).toEqual([{ email: 'guest@client.example', isRequired: true, what: ['calendar'] }]);
  });

  test('half of what one person does is known: it counts, and the other half is named', () => {
    const half = someone({
      time: {
        ...busy(between('2026-11-23T09:00Z', '2026-11-23T10:00Z')),
        helpdesk: { kind: 'unknown', reason: 'failed' },
      },
    });
    const answer = ask([half]);
    expect(answer.slots.map(short)[0]).toBe('11-23T10:00');
    expect(answer.notKnown).toEqual([{ email: 'leah@acme.example', isRequired: true, what: ['helpdesk'] }]);
  });

  test('an agent without a workday is named', () => {
    const answer = ask([someone(), someone({ email: 'new@acme.example', hours: null })]);
    expect(answer.slots).toHaveLength(3);
    expect(answer.notKnown).toEqual([{ email: 'new@acme.example', isRequired: true, what: ['hours'] }]);
  });

  test('beyond what was read nothing is proposed', () => {
    const read = between('2026-11-23T00:00Z', '2026-11-23T10:00Z');
    const answer = ask([someone({ time: known('leah@acme.example', read) })], { count: 10 });
    expect(answer.slots.map(short)).toEqual(['11-23T09:00', '11-23T09:30']);
    expect(answer.searched).toEqual(read);
  });

  test('of an optional person whose time was read for another day it is not known', () => {
    const time = known('amir@acme.example', between('2026-11-23T00:00Z', '2026-11-24T00:00Z'));
    const answer = ask([someone(), someone({ email: 'amir@acme.example', isRequired: false, time })]);
    expect(answer.notKnown).toEqual([
      { email: 'amir@acme.example', isRequired: false, what: ['helpdesk', 'calendar'] },
    ]);
  });
});

test('where free time is not known, the next time inside the hours is still known', () => {
  const request = {
    lengthMinutes: 30,
    from: at('2026-11-27T17:10Z'),
    window: between('2026-11-27T00:00Z', '2026-12-11T00:00Z'),
    stepMinutes: 15,
  };
  expect(nextWorkingSlot(office, request)).toEqual(between('2026-11-30T09:00Z', '2026-11-30T09:30Z'));
  expect(nextWorkingSlot(office, { ...request, lengthMinutes: 600 })).toBeNull();
  expect(nextWorkingSlot(person(null), request)).toBeNull();
});

test('slots are exactly those that trying every quarter of an hour finds', () => {
  const somebody = fc.tuple(
    somePerson,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 48 * 12 }), fc.integer({ min: 1, max: 36 })), { maxLength: 8 }),
  );
  checkProperty(
    fc.property(
      fc.array(somebody, { minLength: 1, maxLength: 3 }),
      someInstant,
      fc.integer({ min: 1, max: 24 }),
      (others, startMs, cells) => {
        const window = { startMs, endMs: startMs + 48 * 3_600_000 };
        const people = others.map(([hours, blocks], index): SlotPerson => {
          const email = `p${index}@acme.example`;
          const times = blocks.map(([from, length]) => ({
            startMs: startMs + from * gridMs,
            endMs: startMs + (from + length) * gridMs,
          }));
          return { ...hours, email, time: known(email, window, ...times), isRequired: true };
        });
        const answer = findSlots({
          lengthMinutes: cells * 5,
          from: startMs,
          window,
          people,
          stepMinutes: 15,
          count: 4,
        });
        expect(answer.slots.map(({ startMs: at }) => at)).toEqual(tryEverything(people, window, cells, 4));
        expect(answer.slots.length > 0).toBe(answer.reason === null);
      },
    ),
    150,
  );
});

/** Cell by cell: is everybody at work and not busy? Then every run of cells that begins on the quarter. */
function tryEverything(
  people: readonly SlotPerson[],
  window: Interval,
  cells: number,
  count: number,
): readonly number[] {
  const zone = people[0]?.hours?.zone;
  if (zone?.kind !== 'known') throw new Error('The first person has a zone');
  const isFree = (atMs: number) =>
    people.every((one) => {
      const blocks = one.time?.calendar.kind === 'known' ? one.time.calendar.busy : [];
      return reasonsAt(atMs, one).length === 0 && !blocks.some((block) => block.startMs <= atMs && atMs < block.endMs);
    });
  const free: boolean[] = [];
  for (let atMs = window.startMs; atMs < window.endMs; atMs += gridMs) free.push(isFree(atMs));
  const found: number[] = [];
  for (let cell = 0; cell + cells <= free.length && found.length < count; cell++) {
    const atMs = window.startMs + cell * gridMs;
    const isOnQuarter = DateTime.fromMillis(atMs, { zone: zone.zone }).minute % 15 === 0;
    if (!isOnQuarter || !free.slice(cell, cell + cells).every(Boolean)) continue;
    found.push(atMs);
    cell += cells - 1;
  }
  return found;
}

test('50 people with 300 busy blocks each over two weeks get an answer', () => {
  const window = between('2026-11-23T00:00Z', '2026-12-07T00:00Z');
  const people = Array.from({ length: 50 }, (_, index): SlotPerson => {
    const email = `p${index}@acme.example`;
    const blocks = Array.from({ length: 300 }, (_, block) => {
      const startMs = window.startMs + ((index * 7919 + block * 104_729) % 20_160) * 60_000;
      return { startMs, endMs: startMs + 10 * 60_000 };
    });
    return {
      ...person(plan(index % 2 ? 'Europe/Berlin' : 'Europe/London', ['09:00-17:00'], ['12:00-12:30'])),
      email,
      time: known(email, window, ...blocks),
      isRequired: index < 10,
    };
  });
  const request = { lengthMinutes: 15, from: window.startMs, window, people, stepMinutes: 15, count: 10 };
  const answer = findSlots(request);
  expect(answer.reason === null || answer.reason.kind === 'allBusy').toBe(true);
});

test('two people who are busy in turn leave no time', () => {
  const mornings = busy(between('2026-11-23T09:00Z', '2026-11-23T13:00Z'));
  const afternoons = busy(between('2026-11-23T13:00Z', '2026-11-23T17:30Z'));
  const monday = between('2026-11-23T00:00Z', '2026-11-24T00:00Z');
  const people = [someone({ time: mornings }), someone({ email: 'amir@acme.example', time: afternoons })];
  expect(reason(people, { window: monday })).toEqual({ kind: 'allBusy' });
});
