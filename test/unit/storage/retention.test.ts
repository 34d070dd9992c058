import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { createDirectoryStore } from '../../../lib/storage/directory-store';
import { createDraftStore } from '../../../lib/storage/draft-store';
import { forgetOld } from '../../../lib/storage/retention';
import { createRunStore } from '../../../lib/storage/run-store';
import { createSyncStore } from '../../../lib/storage/sync-store';
import { createUpkeep } from '../../../lib/storage/upkeep';
import type { Link } from '../../../lib/sync/link';
import { account, dayMs, entryOf, hourMs, linkOf, nineMs, otherAccount } from '../../contract/link-samples';
import { countRows } from '../../fakes/row-counter';

function setUp() {
  const database = createDatabase(`retention-${crypto.randomUUID()}`);
  const rows = countRows(database);
  const store = createSyncStore(database);
  const put = (...links: readonly Link[]) => store.applyPage(account, 'calendar', (work) => work.put(links));
  return { database, rows, store, put };
}

const overMs = nineMs + hourMs;

test('a finished appointment is remembered for three months after it is over, and what was done for as long', async () => {
  const { database, store } = setUp();
  const runs = createRunStore(database);
  const noCounts = { created: 0, updated: 0, removed: 0, failed: 0 };
  await store.insert(linkOf('a'), entryOf(linkOf('a'), { atMs: overMs }));
  await runs.put({
    id: 'run',
    account,
    kind: 'sync',
    startedAtMs: overMs,
    endedAtMs: overMs,
    outcome: 'done',
    counts: { helpdesk: noCounts, calendar: noCounts },
    conflicts: 0,
    skipped: [],
    problem: null,
    undoes: null,
  });
  await forgetOld(database, store, overMs + 89 * dayMs, 30);
  expect([(await store.ofAccount(account)).length, await runs.lastSeq()]).toEqual([1, 1]);
  expect(await runs.read('run')).not.toBeNull();
  await forgetOld(database, store, overMs + 91 * dayMs, 30);
  expect([(await store.ofAccount(account)).length, await runs.lastSeq()]).toEqual([0, 0]);
  expect(await runs.read('run')).toBeNull();
});

test('what the window still shows is not forgotten: it would come back as new', async () => {
  const { database, store, put } = setUp();
  await put(linkOf('a'));
  await forgetOld(database, store, overMs + 364 * dayMs, 365);
  expect(await store.read('a')).not.toBeNull();
  await forgetOld(database, store, overMs + 396 * dayMs, 365);
  expect(await store.read('a')).toBeNull();
});

test('unfinished work is never forgotten, nor what is not over, in any account', async () => {
  const { database, store, put } = setUp();
  await put(
    linkOf('dirty', { dirty: 1 }),
    linkOf('long', { endMs: overMs + 300 * dayMs }),
    linkOf('stranger', { account: otherAccount }),
    linkOf('done'),
  );
  await forgetOld(database, store, overMs + 200 * dayMs, 30);
  expect((await store.ofAccount(account)).map(({ key }) => key)).toEqual(['dirty', 'long']);
  expect(await store.ofAccount(otherAccount)).toEqual([]);
});

test('drafts and the directory last a month', async () => {
  const { database, store } = setUp();
  const drafts = createDraftStore(database);
  // A worker remembers for its few minutes what it has read: the next one looks anew.
  const directory = () => createDirectoryStore(database);
  await drafts.claimId('ticket/7', 'draft-1', nineMs);
  await directory().write(account, 'tenant', { settings: null }, nineMs);
  await forgetOld(database, store, nineMs + 29 * dayMs, 30);
  expect(await drafts.claimId('ticket/7', 'draft-2', nineMs)).toBe('draft-1');
  expect(await directory().read(account, 'tenant')).not.toBeNull();
  await forgetOld(database, store, nineMs + 31 * dayMs, 30);
  expect(await drafts.claimId('ticket/7', 'draft-2', nineMs)).toBe('draft-2');
  expect(await directory().read(account, 'tenant')).toBeNull();
});

test('where nothing is old, nothing is read or written', async () => {
  const { database, store, rows, put } = setUp();
  await put(...Array.from({ length: 300 }, (_, index) => linkOf(`k${index}`)));
  await store.append(Array.from({ length: 300 }, () => entryOf(linkOf('a'))));
  rows.reset();
  await forgetOld(database, store, overMs + dayMs, 30);
  // The one is a jump to the next account.
  expect(rows.touched).toBeLessThanOrEqual(1);
  expect(rows.written).toBe(0);
});

test('years of it go in several steps, so that none takes long', async () => {
  const { database, store, rows, put } = setUp();
  await put(...Array.from({ length: 1_200 }, (_, index) => linkOf(`k${index}`)));
  const left: number[] = [];
  for (let step = 0; step < 4; step += 1) {
    rows.reset();
    await forgetOld(database, store, overMs + 100 * dayMs, 30);
    expect(rows.written).toBeLessThanOrEqual(500);
    left.push((await store.ofAccount(account)).length);
  }
  expect(left).toEqual([700, 200, 0, 0]);
});

test('it is looked for once an hour, not with every run', async () => {
  const { database, rows, store, put } = setUp();
  const upkeep = createUpkeep(database, store);
  await put(linkOf('a'));
  const ranAt = async (atMs: number, daysBack = 30) => {
    await upkeep.forgetOld(atMs, daysBack);
    const { read } = rows;
    rows.reset();
    return read > 0;
  };
  rows.reset();
  expect(await ranAt(overMs)).toBe(true);
  expect(await ranAt(overMs + hourMs - 1)).toBe(false);
  expect(await ranAt(overMs + hourMs)).toBe(true);
  // A shorter window lets go of more; a clock that was set back tells nothing.
  expect(await ranAt(overMs + hourMs + 1, 7)).toBe(true);
  expect(await ranAt(overMs, 7)).toBe(true);
});
