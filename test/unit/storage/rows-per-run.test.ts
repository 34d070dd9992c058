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

/** The real engine between two sides in memory that hold the same so many items, over the real store. */
async function linked(count: number) {
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

  for (let index = 0; index < count; index += 1) calendar.asPerson.create(contentOf(index));
  const quick = createMemorySyncStore();
  await run(quick, 'all');
  await run(quick);
  const database = createDatabase(`rows-${crypto.randomUUID()}`);
  const rows = countRows(database);
  await database.links.bulkAdd([...quick.links.values()].map(toLinkRow));
  for (const side of ['helpdesk', 'calendar'] as const) {
    await database.feeds.add({ ...(await quick.feed(account, side)), schema: 1 });
  }
  const store = createSyncStore(database);
  const reports = createRunStore(database);
  return {
    helpdesk,
    calendar,
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

/** Rows that a run works with, and how often rows went to and fro for it: the same at any size. */
function expectBounded({ touched, moved }: { readonly touched: number; readonly moved: number }, changes: number) {
  expect(touched).toBeLessThanOrEqual(6 * changes + 10);
  expect(moved).toBeLessThanOrEqual(12 * changes + 12);
}
