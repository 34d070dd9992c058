import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../../lib/domain/appointment';
import { formatInstant } from '../../../lib/domain/span-interval';
import { toProblem } from '../../../lib/http/to-problem';
import { createDatabase } from '../../../lib/storage/database';
import { toLinkRow } from '../../../lib/storage/link-row';
import { createRunStore } from '../../../lib/storage/run-store';
import { createSyncStore } from '../../../lib/storage/sync-store';
import type { SyncRules } from '../../../lib/sync/rules';
import { runSync, type SyncDeps } from '../../../lib/sync/run-sync';
import type { RunRecord, SyncStore } from '../../../lib/sync/store';
import { account, content, dayMs, hourMs, nineMs } from '../../contract/link-samples';
import { createMemoryCalendar } from '../../fakes/memory-calendar';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { countRows } from '../../fakes/row-counter';

const zone = 'Europe/London';
const window = { startMs: nineMs - 30 * dayMs, endMs: nineMs + 180 * dayMs };
const all = { create: true, update: true, delete: true };
const none = { declined: false, free: false, allDay: false, private: false, otherTypes: false, tasks: false };
const rules: SyncRules = {
  twoWay: true,
  allowed: { helpdesk: all, calendar: all },
  conflictRule: 'ask',
  fieldRules: {},
  privacy: 'full',
  filters: none,
  window,
  zone,
  busyWord: 'Busy',
};

/** Two sides in memory, and runs of the real engine between them over any store. */
function twoSides(rules: SyncRules) {
  let runs = 0;
  let keys = 0;
  const now = () => nineMs + runs * 5 * 60_000;
  const helpdesk = createMemoryCalendar({ side: 'helpdesk', create: 'repeating', zone, pageSize: 1_000, now });
  const calendar = createMemoryCalendar({ side: 'calendar', create: 'idempotent', zone, pageSize: 1_000, now });
  const portOf: SyncDeps['sidePort'] = async (side) => (side === 'helpdesk' ? helpdesk.port : calendar.port);
  const run = (store: SyncStore, approved: SyncDeps['approved'] = null): Promise<RunRecord> => {
    runs += 1;
    return runSync({
      store,
      rules,
      now,
      random: () => 0.5,
      toProblem,
      runId: `run-${runs}`,
      isOutsideHours: () => false,
      onChange: async () => {},
      sidePort: portOf,
      port: portOf,
      context: {
        account,
        rules,
        calendarOf: { email: 'leah.novak@acme.example', calendarId: 'primary' },
        agentId: 2,
        nowMs: now(),
        newKey: () => `key-${String(++keys).padStart(6, '0')}`,
        ticketUrl: (id) => `https://acme.example/tickets?id=${id}`,
      },
      isSyncTokenExpired: () => false,
      listEveryMs: dayMs,
      want: 'changes',
      approved,
      only: null,
      kind: 'sync',
      withLink: (_key, work) => work(),
      reportBrake: (entries) => store.append(entries),
      onProgress: async () => 'goOn',
    });
  };

  return { helpdesk, calendar, run };
}

/** The store that ships, with a count of its rows. */
function countedStore({ helpdesk, calendar, run }: ReturnType<typeof twoSides>) {
  const database = createDatabase(`rows-${crypto.randomUUID()}`);
  const rows = countRows(database);
  const store = createSyncStore(database);
  const reports = createRunStore(database);
  return {
    helpdesk,
    calendar,
    database,
    store,
    /** A run with its report, as the background does it: what it moved, and what it asked of the sides. */
    async counted() {
      rows.reset();
      const before = helpdesk.calls.length + calendar.calls.length;
      const report = await run(store);
      await reports.put(report);
      const requests = helpdesk.calls.length + calendar.calls.length - before;
      return { report, requests, touched: rows.touched, moved: rows.read + rows.written };
    },
  };
}

/** Both sides hold the same so many items, as several runs have left them. */
async function linked(count: number) {
  const sides = twoSides(rules);
  for (let index = 0; index < count; index += 1) sides.calendar.asPerson.create(contentOf(index));
  const quick = createMemorySyncStore();
  await sides.run(quick, 'all');
  await sides.run(quick);
  const scene = countedStore(sides);
  await scene.database.links.bulkAdd([...quick.links.values()].map(toLinkRow));
  for (const side of ['helpdesk', 'calendar'] as const) {
    await scene.database.feeds.add({ ...(await quick.feed(account, side)), schema: 1 });
  }
  return scene;
}

/** So many items stand on the calendar alone, since a filter leaves them out: a first reading has packed them. */
async function packed(count: number) {
  const sides = twoSides({ ...rules, filters: { ...none, free: true } });
  for (let index = 0; index < count; index += 1) {
    sides.calendar.asPerson.create({ ...contentOf(index), showAs: 'free' });
  }
  const scene = countedStore(sides);
  await sides.run(scene.store, 'all');
  expect([await scene.database.links.count(), await scene.database.packs.count()]).toEqual([0, count / 100]);
  return scene;
}

function contentOf(index: number): AppointmentContent {
  const startMs = nineMs + (index % 4_000) * hourMs;
  const span = { kind: 'timed', start: formatInstant(startMs), end: formatInstant(startMs + hourMs), zone } as const;
  return { ...content, subject: `Visit ${index}`, attendees: [], span };
}

describe.each([100, 1_000, 10_000])('a run over %i links', (count) => {
  test('touches rows by what changed, not by what there is', { timeout: 120_000 }, async () => {
    const { helpdesk, calendar, counted } = await linked(count);
    const quiet = await counted();
    expect(quiet.report.outcome).toBe('done');
    expect(quiet.requests).toBe(2);
    expectBounded(quiet, 0);

    const [events, appointments] = [[...calendar.records.keys()], [...helpdesk.records.keys()]];
    for (const id of events.slice(0, 5)) calendar.edit(id, `Edited ${id}`);
    for (const id of appointments.slice(20, 25)) helpdesk.edit(id, `Edited ${id}`);
    const edited = await counted();
    expect([edited.report.counts.helpdesk.updated, edited.report.counts.calendar.updated]).toEqual([5, 5]);
    expectBounded(edited, 10);

    const echo = await counted();
    expect(echo.requests).toBe(2);
    expectBounded(echo, 10);

    for (let index = 0; index < 10; index += 1) calendar.asPerson.create(contentOf(count + index));
    for (const id of events.slice(40, 43)) calendar.asPerson.delete(id);
    const madeAndDeleted = await counted();
    const { created, removed } = madeAndDeleted.report.counts.helpdesk;
    expect([created, removed]).toEqual([10, 3]);
    expectBounded(madeAndDeleted, 13);
  });
});

describe.each([100, 1_000, 10_000])('a run over %i items that lie in packs', (count) => {
  test('touches rows by what changed, not by what there is', { timeout: 120_000 }, async () => {
    const { helpdesk, calendar, database, counted } = await packed(count);
    const quiet = await counted();
    expect([quiet.report.outcome, quiet.requests]).toEqual(['done', 2]);
    expectBounded(quiet, 0);

    // As far from each other as can be: each in another pack, where there are so many.
    const events = [...calendar.records.keys()];
    const at = (part: number) => events[Math.floor((events.length * part) / 20)] ?? '';
    for (let part = 0; part < 10; part += 1) calendar.edit(at(part), `Edited ${part}`);
    expectBounded(await counted(), 10);
    expect(await database.links.count()).toBe(10);

    // Five of them, and five that lie in packs still, are to stand in the helpdesk from now on.
    for (let part = 5; part < 15; part += 1) calendar.asPerson.edit(at(part), { showAs: 'busy' });
    const copied = await counted();
    expect(copied.report.counts.helpdesk.created).toBe(10);
    expect(helpdesk.records.size).toBe(10);
    expectBounded(copied, 10);

    for (let part = 15; part < 20; part += 1) calendar.asPerson.delete(at(part));
    expectBounded(await counted(), 5);
    expectBounded(await counted(), 0);
  });
});

/** Rows that a run works with, and how often rows went to and fro for it: the same at any size. */
function expectBounded({ touched, moved }: { readonly touched: number; readonly moved: number }, changes: number) {
  expect(touched).toBeLessThanOrEqual(6 * changes + 10);
  expect(moved).toBeLessThanOrEqual(12 * changes + 12);
}
