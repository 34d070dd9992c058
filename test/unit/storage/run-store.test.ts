import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { type JournalPage, type JournalQuery, searchJournal } from '../../../lib/storage/journal-search';
import { createRunStore } from '../../../lib/storage/run-store';
import { createSyncStore } from '../../../lib/storage/sync-store';
import type { JournalEntry, RunRecord } from '../../../lib/sync/store';
import { account, entryOf, hourMs, linkOf, nineMs, otherAccount } from '../../contract/link-samples';
import { countRows } from '../../fakes/row-counter';

function setUp() {
  const database = createDatabase(`run-store-${crypto.randomUUID()}`);
  const rows = countRows(database);
  return {
    database,
    rows,
    store: createSyncStore(database),
    runs: { ...createRunStore(database), journal: (query: JournalQuery) => searchJournal(database, query) },
  };
}

const noCounts = { created: 0, updated: 0, removed: 0, failed: 0 };

function runOf(id: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    account,
    kind: 'sync',
    startedAtMs: nineMs,
    endedAtMs: nineMs + 1_000,
    outcome: 'done',
    counts: { helpdesk: noCounts, calendar: noCounts },
    conflicts: 0,
    skipped: [],
    problem: null,
    undoes: null,
    ...changes,
  };
}

/** Lines 1, 2, … of the journal; the number is also the record's id. */
function linesOf(count: number, changes: (position: number) => Partial<JournalEntry> = () => ({})): JournalEntry[] {
  return Array.from({ length: count }, (_, index) =>
    entryOf(linkOf('a'), { recordId: String(index + 1), ...changes(index + 1) }),
  );
}

const query: JournalQuery = { account, runId: null, before: null, limit: 10 };

async function everyPage(runs: ReturnType<typeof setUp>['runs'], asked: JournalQuery): Promise<readonly JournalPage[]> {
  const pages: JournalPage[] = [];
  for (let before = asked.before; ; ) {
    const page = await runs.journal({ ...asked, before });
    pages.push(page);
    before = page.before;
    if (before === null) return pages;
  }
}

function numbers(pages: readonly JournalPage[]): readonly (readonly number[])[] {
  return pages.map(({ lines }) => lines.map(({ seq }) => seq));
}

describe('runs', () => {
  test('come newest first, page by page, each account its own', async () => {
    const { runs } = setUp();
    for (let hour = 0; hour < 5; hour += 1)
      await runs.put(runOf(`run-${hour}`, { startedAtMs: nineMs + hour * hourMs }));
    await runs.put(runOf('stranger', { account: otherAccount }));
    const first = await runs.list({ account, which: 'all', limit: 3, beforeMs: null });
    expect(first.map(({ id }) => id)).toEqual(['run-4', 'run-3', 'run-2']);
    const beforeMs = first.at(-1)?.startedAtMs ?? 0;
    const second = await runs.list({ account, which: 'all', limit: 3, beforeMs });
    expect(second.map(({ id }) => id)).toEqual(['run-1', 'run-0']);
    expect(second[1]).toStrictEqual(runOf('run-0'));
  });

  test('that found nothing to do can be left out, without reading them', async () => {
    const { runs, rows } = setUp();
    const eventful: Partial<RunRecord>[] = [
      { counts: { helpdesk: { ...noCounts, failed: 1 }, calendar: noCounts } },
      { conflicts: 1 },
      { problem: { kind: 'offline' } },
      { skipped: [{ what: 'event', id: 'x', reason: 'no start' }] },
      { outcome: 'braked' },
      { kind: 'import' },
    ];
    for (const [index, changes] of eventful.entries()) await runs.put(runOf(`eventful-${index}`, changes));
    for (let index = 0; index < 50; index += 1) await runs.put(runOf(`quiet-${index}`));
    rows.reset();
    const found = await runs.list({ account, which: 'eventful', limit: 10, beforeMs: null });
    expect(found).toHaveLength(eventful.length);
    expect(rows.touched).toBe(eventful.length);
  });

  test('are written again when they end', async () => {
    const { runs } = setUp();
    await runs.put(runOf('run', { outcome: 'running', endedAtMs: null }));
    await runs.put(runOf('run'));
    expect(await runs.read('run')).toStrictEqual(runOf('run'));
    expect(await runs.list({ account, which: 'eventful', limit: 10, beforeMs: null })).toEqual([]);
    expect(await runs.read('nobody')).toBeNull();
  });
});

describe('the journal', () => {
  test('comes newest first, page by page, each account its own, whatever the clock said', async () => {
    const { store, runs } = setUp();
    await store.append(linesOf(7, (position) => ({ atMs: nineMs - position * hourMs })));
    await store.append([entryOf(linkOf('x', { account: otherAccount }))]);
    const pages = await everyPage(runs, { ...query, limit: 3 });
    expect(numbers(pages)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    expect(pages[0]?.lines[0]).toStrictEqual({ ...linesOf(7, () => ({ atMs: nineMs - 7 * hourMs }))[6], seq: 7 });
  });

  test('is filtered by side, action, outcome, run and words', async () => {
    const { store, runs } = setUp();
    await store.append([
      ...linesOf(1, () => ({ side: 'calendar', runId: 'run-2' })),
      ...linesOf(1, () => ({ action: 'update' })),
      ...linesOf(1, () => ({ outcome: 'failed', runId: null })),
      ...linesOf(1, () => ({ subject: 'Straße: SERVER room' })),
    ]);
    const found = async (changes: Partial<JournalQuery>) =>
      (await everyPage(runs, { ...query, ...changes })).flatMap(({ lines }) => lines.map(({ seq }) => seq));
    expect(await found({ side: 'calendar' })).toEqual([1]);
    expect(await found({ action: 'update' })).toEqual([2]);
    expect(await found({ outcome: 'failed' })).toEqual([3]);
    expect(await found({ search: ' server ROOM' })).toEqual([4]);
    expect(await found({ runId: 'run-1' })).toEqual([4, 2]);
    expect(await found({ runId: 'run-2', side: 'helpdesk' })).toEqual([]);
    expect(await found({ search: '  ' })).toEqual([4, 3, 2, 1]);
  });

  test('reads a page and no more, however long it is', async () => {
    const { store, runs, rows } = setUp();
    await store.append(linesOf(1_000));
    rows.reset();
    await runs.journal({ ...query, limit: 50 });
    expect(rows.touched).toBeLessThanOrEqual(51);
  });

  test('looks for a rare word through a bounded stretch at a time, and finds it in the end', async () => {
    const { store, runs, rows } = setUp();
    await store.append(linesOf(4_500, (position) => (position === 5 ? { subject: 'Needle' } : {})));
    rows.reset();
    const first = await runs.journal({ ...query, search: 'needle' });
    expect(first.lines).toEqual([]);
    expect(rows.touched).toBeLessThanOrEqual(2_001);
    const rest = await everyPage(runs, { ...query, search: 'needle', before: first.before });
    expect(rest.flatMap(({ lines }) => lines.map(({ seq }) => seq))).toEqual([5]);
  });

  test('of a run, and of a link, comes oldest first in batches', async () => {
    const { store, runs } = setUp();
    await store.append(linesOf(5, (position) => ({ runId: position === 2 ? 'run-2' : 'run-1' })));
    await store.append([entryOf(linkOf('b'), { runId: null })]);
    const seqs = (lines: readonly { readonly seq: number }[]) => lines.map(({ seq }) => seq);
    expect(seqs(await runs.journalOf('run-1', 2))).toEqual([1, 3]);
    expect(seqs(await runs.journalOf('run-1', 3, 3))).toEqual([4, 5]);
    expect(seqs(await runs.journalOfLink('a', 10, 3))).toEqual([4, 5]);
    expect(seqs(await runs.journalOfLink('b', 10))).toEqual([6]);
  });

  test('is handed out whole, a batch at a time, while more is written', async () => {
    const { store, runs } = setUp();
    await store.append(linesOf(1_001));
    const seqsOf = (lines: readonly { readonly seq: number }[]) => lines.map(({ seq }) => seq);
    const seen = seqsOf(await runs.journalOfAccount(account, 1_000));
    await store.append(linesOf(1));
    seen.push(...seqsOf(await runs.journalOfAccount(account, 1_000, seen.at(-1))));
    expect(seen).toEqual(Array.from({ length: 1_002 }, (_, index) => index + 1));
    expect(await runs.lastSeq()).toBe(1_002);
    expect(await setUp().runs.lastSeq()).toBe(0);
  });
});

test('a request is listed until its answer is, and then only the answer', async () => {
  const { store, runs } = setUp();
  await store.append([entryOf(linkOf('a'), { recordId: null, side: 'helpdesk', outcome: 'asked' })]);
  await store.append([entryOf(linkOf('a'), { recordId: null, side: 'calendar', outcome: 'asked' })]);
  await store.append([entryOf(linkOf('b'), { recordId: null, side: 'helpdesk', outcome: 'asked' })]);
  expect(numbers([await runs.journal(query)])).toEqual([[3, 2, 1]]);
  await store.append([entryOf(linkOf('a'), { recordId: '7', side: 'helpdesk', outcome: 'done' })]);
  expect(numbers([await runs.journal(query)])).toEqual([[4, 3, 2]]);
  // Also where the answer stands on an earlier page.
  expect(numbers(await everyPage(runs, { ...query, limit: 1 })).flat()).toEqual([4, 3, 2]);
});
