import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { AuthError, RateLimitError, RejectedError, UnreachableError } from '../../../lib/http/errors';
import { createDatabase } from '../../../lib/storage/database';
import { createLinkStore } from '../../../lib/storage/link-store';
import type { Link, LinkStore } from '../../../lib/sync/link';
import { dueAtMs } from '../../../lib/sync/plan-link';
import { saveLink } from '../../../lib/sync/save-link';
import { createMemoryCalendar, type MemoryCalendar } from '../../fakes/memory-calendar';
import { createMemoryLinkStore } from '../../fakes/memory-link-store';
import { createLife, Death } from '../../fakes/mortality';
import { creation, insertWanted, key, saveDeps, wantedLink } from './save-scene';

interface Sides {
  readonly helpdesk: MemoryCalendar;
  readonly calendar: MemoryCalendar;
}

function createSides(): Sides {
  return {
    helpdesk: createMemoryCalendar({ side: 'helpdesk', create: 'repeating', zone: 'Europe/London' }),
    calendar: createMemoryCalendar({ side: 'calendar', create: 'idempotent', zone: 'Europe/London' }),
  };
}

const portsOf = ({ helpdesk, calendar }: Sides) => ({ helpdesk: helpdesk.port, calendar: calendar.port });
const offline = () => new UnreachableError('no network', 'offline', 'acme.halopsa.com', 0);

function withoutAttempt(link: Link): Link {
  return link.helpdesk.kind === 'asked' ? { ...link, helpdesk: { ...link.helpdesk, attempt: null } } : link;
}

/** One appointment, one event, each naming the other, and nothing left to do once the helpdesk was looked over. */
async function expectOnePair(links: LinkStore, sides: Sides): Promise<void> {
  const { helpdesk, calendar } = sides;
  await saveLink(saveDeps(links, portsOf(sides), { clock: { nowMs: 9_000_000_000 } }), key);
  expect(helpdesk.records.size, 'appointments').toBe(1);
  expect(calendar.records.size, 'events').toBe(1);
  const [appointment] = helpdesk.records.values();
  const [event] = calendar.records.values();
  expect(appointment?.creationKey).toBe(key);
  expect(event?.creationKey).toBe(key);
  expect(event?.twinId).toBe(appointment?.id);
  expect(await links.dirty()).toEqual([]);
}

test('a save makes one appointment and one event, the helpdesk first, each write asked once', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  await insertWanted(links);
  const link = await saveLink(saveDeps(links, portsOf(sides)), key);
  expect(link?.helpdesk.kind).toBe('made');
  expect(link?.calendar.kind).toBe('made');
  expect(sides.helpdesk.calls).toEqual(['create']);
  expect(sides.calendar.calls).toEqual(['create']);
  await expectOnePair(links, sides);
  expect(links.journal.map(({ side, action, outcome }) => `${side} ${action} ${outcome}`)).toEqual([
    'null save asked',
    'helpdesk create asked',
    'helpdesk create done',
    'calendar create asked',
    'calendar create done',
  ]);
});

test('saving what is saved asks nobody anything', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  await insertWanted(links);
  await saveLink(saveDeps(links, portsOf(sides)), key);
  await saveLink(saveDeps(links, portsOf(sides)), key);
  expect([...sides.helpdesk.calls, ...sides.calendar.calls]).toEqual(['create', 'create']);
});

test('the calendar does not wait for a helpdesk that is down, and learns of the appointment afterwards', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'before');
  const first = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(first?.helpdesk.kind).toBe('asked');
  expect(first?.calendar.kind).toBe('made');
  clock.nowMs = dueAtMs(first ?? wantedLink()) ?? 0;
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(sides.calendar.calls).toEqual(['create', 'linkTwin']);
  await expectOnePair(links, sides);
});

test('an answer that was lost is found again instead of making a second appointment', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'after');
  const first = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  clock.nowMs = dueAtMs(first ?? wantedLink()) ?? 0;
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(sides.helpdesk.calls).toEqual(['create', 'findCreated']);
  expect(links.journal.at(-2)).toMatchObject({ side: 'helpdesk', action: 'adopt', outcome: 'done' });
  await expectOnePair(links, sides);
});

test('a search that fails leaves the doubt: the next try looks again before it creates', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'after');
  let link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  sides.helpdesk.failNext(new RejectedError('several look like it', 0), 'before');
  clock.nowMs = dueAtMs(link ?? wantedLink()) ?? 0;
  link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(link?.helpdesk).toMatchObject({ kind: 'asked', attempt: { problem: { kind: 'refused' }, retryAtMs: null } });
  expect(sides.helpdesk.records.size).toBe(1);
});

test('an appointment that is made only after the search for it is not made twice', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  // The worker died a tenth of a second ago, with its request on the way.
  const helpdesk = { kind: 'asked', firstAskedAtMs: 999_900, sentAtMs: 999_900, attempt: null } as const;
  await insertWanted(links, wantedLink({ helpdesk }));
  const link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(sides.helpdesk.calls).toEqual(['findCreated']);
  expect(link?.calendar.kind).toBe('made');
  await sides.helpdesk.port.create({ ...creation, creationKey: key });
  clock.nowMs = dueAtMs(link ?? wantedLink()) ?? 0;
  expect(clock.nowMs).toBe(1_004_900);
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  await expectOnePair(links, sides);
});

test('a request that never arrived is repeated once nothing can come of it any more', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  const helpdesk = { kind: 'asked', firstAskedAtMs: 999_900, sentAtMs: 999_900, attempt: null } as const;
  await insertWanted(links, wantedLink({ helpdesk }));
  const link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  clock.nowMs = dueAtMs(link ?? wantedLink()) ?? 0;
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(sides.helpdesk.calls).toEqual(['findCreated', 'findCreated', 'create']);
  await expectOnePair(links, sides);
});

test('a clock that was set back does not put off the next try', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const helpdesk = { kind: 'asked', firstAskedAtMs: 9_000_000, sentAtMs: 9_000_000, attempt: null } as const;
  await insertWanted(links, wantedLink({ helpdesk }));
  await saveLink(saveDeps(links, portsOf(sides)), key);
  await expectOnePair(links, sides);
});

test('a request that the browser repeated on its way leaves one appointment: the one that the event names', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  const link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  await sides.helpdesk.port.create(creation);
  clock.nowMs = dueAtMs(link ?? wantedLink()) ?? 0;
  expect(clock.nowMs).toBe(1_005_000);
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(links.journal.at(-1)).toMatchObject({ side: 'helpdesk', action: 'remove', outcome: 'done', recordId: '3' });
  await expectOnePair(links, sides);
});

test('a helpdesk that lets nothing be removed is asked once', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  clock.nowMs += 5_000;
  sides.helpdesk.failNext(new RejectedError('not yours', 403), 'before');
  const link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  expect(link?.helpdesk.kind).toBe('made');
  expect(link?.dirty).toBeUndefined();
});

test('a sign-in that ends after an answer was lost does not end the doubt', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'after');
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  const signedOut = { ...portsOf(sides), helpdesk: { kind: 'needsSignIn', side: 'helpdesk' } as const };
  clock.nowMs += 3_600_000;
  const link = await saveLink(saveDeps(links, signedOut, { clock }), key);
  expect(link?.helpdesk).toMatchObject({ kind: 'asked', attempt: { retryAtMs: null } });
  // Signed in again: the waiting side becomes due.
  await links.change(key, (current) => withoutAttempt(current), null);
  await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  await expectOnePair(links, sides);
});

test.each([
  ['a refusal waits for the agent', new RejectedError('The ticket is closed', 400), 'refused', null],
  ['an ended session waits for the sign-in', new AuthError('expired'), 'needsSignIn', null],
  [
    'a limit is waited out to the minute it names',
    new RateLimitError('slow down', 9_999_999),
    'rateLimited',
    9_999_999,
  ],
] as const)('%s, and surely made nothing', async (_name, error, kind, retryAtMs) => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  await insertWanted(links);
  sides.calendar.failNext(error, 'before');
  const link = await saveLink(saveDeps(links, portsOf(sides)), key);
  expect(link?.helpdesk.kind).toBe('made');
  expect(link?.calendar).toMatchObject({ kind: 'wanted', attempt: { problem: { kind }, retryAtMs, tries: 1 } });
  expect(link?.dirty).toBe(1);
});

test('tries come less and less often, at most every quarter of an hour', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 0 };
  await insertWanted(links);
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    sides.helpdesk.failNext(offline(), 'before');
    const link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
    const due = dueAtMs(link ?? wantedLink()) ?? 0;
    waits.push((due - clock.nowMs) / 1000);
    clock.nowMs = due;
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('nothing is asked before the time of the next try', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'before');
  await saveLink(saveDeps(links, portsOf(sides)), key);
  await saveLink(saveDeps(links, portsOf(sides)), key);
  expect(sides.helpdesk.calls).toEqual(['create']);
});

test('an event that somebody edited before it could name the appointment keeps the edit and gets the name', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  const clock = { nowMs: 1_000_000 };
  await insertWanted(links);
  sides.helpdesk.failNext(offline(), 'before');
  let link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  const [eventId = ''] = sides.calendar.records.keys();
  sides.calendar.edit(eventId, 'Printer still on fire');
  for (let round = 0; round < 3; round += 1) {
    clock.nowMs = Math.max(clock.nowMs, dueAtMs(link ?? wantedLink()) ?? 0);
    link = await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
  }
  expect(sides.calendar.records.get(eventId)?.content.subject).toBe('Printer still on fire');
  await expectOnePair(links, sides);
});

test('a side that was not connected is owed nothing', async () => {
  const links = createMemoryLinkStore();
  const sides = createSides();
  await insertWanted(links, wantedLink({ calendar: { kind: 'notConnected' } }));
  const link = await saveLink(saveDeps(links, portsOf(sides)), key);
  expect(link?.helpdesk.kind).toBe('made');
  const later = await saveLink(saveDeps(links, portsOf(sides), { clock: { nowMs: 2_000_000 } }), key);
  expect(later?.dirty).toBeUndefined();
  expect(sides.calendar.calls).toEqual([]);
});

describe.each([
  ['in memory', () => createMemoryLinkStore()],
  ['in the database', () => createLinkStore(createDatabase(`save-${Math.random()}`))],
] as const)('the worker dies at every await (%s)', (_name, createLinks) => {
  test.each([
    ['nothing else goes wrong', () => {}],
    ['the helpdesk was down at first', ({ helpdesk }: Sides) => helpdesk.failNext(offline(), 'before')],
    ['the helpdesk answered into the void', ({ helpdesk }: Sides) => helpdesk.failNext(offline(), 'after')],
    ['the calendar answered into the void', ({ calendar }: Sides) => calendar.failNext(offline(), 'after')],
  ])('and %s: one appointment and one event, linked', async (_case, prepare) => {
    let deaths = 0;
    for (let diesAt = 1; ; diesAt += 1) {
      const links = createLinks();
      const sides = createSides();
      const clock = { nowMs: 1_000_000 };
      await insertWanted(links);
      prepare(sides);
      const life = createLife(diesAt);
      const died = await saveLink(saveDeps(links, portsOf(sides), { clock, life }), key).then(
        () => false,
        (error: unknown) => error instanceof Death,
      );
      for (let round = 0; round < 6; round += 1) {
        clock.nowMs += 3_600_000;
        await saveLink(saveDeps(links, portsOf(sides), { clock }), key);
      }
      await expectOnePair(links, sides);
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(10);
  });
});
