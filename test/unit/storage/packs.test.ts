import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { linksOfPack } from '../../../lib/storage/pack-links';
import { createSyncStore } from '../../../lib/storage/sync-store';
import type { Link } from '../../../lib/sync/link';
import { account, dayMs, entryOf, gone, hourMs, linkOf, made, nineMs, none } from '../../contract/link-samples';
import { countRows } from '../../fakes/row-counter';

function setUp() {
  const database = createDatabase(`packs-${crypto.randomUUID()}`);
  const rows = countRows(database);
  const store = createSyncStore(database);
  return {
    database,
    rows,
    store,
    add: (links: readonly Link[]) => store.applyPage(account, 'calendar', (work) => work.add(links)),
    put: (links: readonly Link[]) => store.applyPage(account, 'calendar', (work) => work.put(links)),
    /** How many rows each of the tables has, and how many links are packed. */
    async sizes() {
      const [links, packs, left] = await Promise.all([
        database.links.count(),
        database.packs.toArray(),
        database.unpacked.toArray(),
      ]);
      const packed = packs.reduce((sum, pack) => sum + pack.size, 0);
      return {
        rows: links,
        packs: packs.length,
        packed: packed - left.reduce((sum, { keys }) => sum + keys.length, 0),
      };
    },
  };
}

/** Found on the calendar alone, an hour apart, in no order. */
function lone(count: number, changes: (index: number) => Partial<Link> = () => ({})): readonly Link[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = nineMs + ((index * 37) % count) * hourMs;
    const key = `k${String(index).padStart(5, '0')}`;
    return linkOf(key, {
      startMs,
      endMs: startMs + hourMs,
      calendar: made(`event-${key}`, { listed: 1 }),
      ...changes(index),
    });
  });
}

const always = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

describe('what a page brings new', () => {
  test('lies a hundred to a row, each pack a stretch of its own', async () => {
    const { database, add, sizes } = setUp();
    await add(lone(320));
    expect(await sizes()).toEqual({ rows: 0, packs: 3, packed: 320 });
    const packs = (await database.packs.toArray()).sort((one, other) => one.firstMs - other.firstMs);
    for (const [nth, { firstMs, lastMs, text }] of packs.entries()) {
      const links = linksOfPack({ text });
      expect([links[0]?.startMs, links.at(-1)?.startMs]).toEqual([firstMs, lastMs]);
      expect(packs[nth + 1]?.firstMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(lastMs);
    }
  });

  test('lies in rows where it is little, or where something is to be done with it', async () => {
    const { add, sizes } = setUp();
    await add(lone(99));
    expect(await sizes()).toEqual({ rows: 99, packs: 0, packed: 0 });
    const attempt = { problem: { kind: 'offline' }, tries: 1, retryAtMs: null } as const;
    const unfit: readonly Partial<Link>[] = [
      { dirty: 1 },
      { conflict: ['subject'] },
      { helpdesk: made('17') },
      { helpdesk: { kind: 'named', id: '17' } },
      { helpdesk: { kind: 'none', attempt } },
      { helpdesk: { kind: 'dropped' } },
      { calendar: gone('event') },
      { calendar: made('event', { attempt }) },
      { calendar: made('event', { intent: { kind: 'remove' } }) },
      { wanted: made('event').content },
      { calendar: made('event', { content: { ...made('event').content, notes: 'x'.repeat(5_000) } }) },
      { startMs: Number.NaN },
    ];
    const second = setUp();
    await second.add([...lone(100), ...unfit.map((changes, index) => linkOf(`unfit-${index}`, changes))]);
    expect(await second.sizes()).toEqual({ rows: unfit.length, packs: 1, packed: 100 });
  });
});

describe('a link in a pack', () => {
  test('that is changed lies in a row from then on, and its pack is left as it is', async () => {
    const { database, store, rows, add, sizes } = setUp();
    const links = lone(100);
    await add(links);
    const [pack] = await database.packs.toArray();
    rows.reset();
    const changed = await store.change('k00007', (link) => ({ ...link, subject: 'Moved' }), entryOf(linkOf('k00007')));
    // The pack, a note of who left it, the link's row, the journal.
    expect({ touched: rows.touched, written: rows.written }).toEqual({ touched: 4, written: 3 });
    expect(await store.read('k00007')).toStrictEqual(changed);
    expect(await sizes()).toEqual({ rows: 1, packs: 1, packed: 99 });
    expect(await database.packs.toArray()).toStrictEqual([pack]);
    rows.reset();
    await store.change('k00007', (link) => ({ ...link, subject: 'Moved again' }), null);
    expect(Object.fromEntries(rows.byTable)).toEqual({ links: 2 });
    expect((await store.ofAccount(account)).map(({ key }) => key).toSorted()).toEqual(links.map(({ key }) => key));
  });

  test('stays there when its change leaves it as it was', async () => {
    const { store, rows, add, sizes } = setUp();
    await add(lone(100));
    rows.reset();
    await store.changeMany(lone(50).map(({ key }) => ({ key, change: (link) => link, entry: null })));
    expect(rows.written).toBe(0);
    expect(await sizes()).toEqual({ rows: 0, packs: 1, packed: 100 });
  });

  test('is in the way of nobody who forgets it: its pack goes with the last of them', async () => {
    const { database, store, add, sizes } = setUp();
    const links = lone(100);
    await add(links);
    const forget = ({ key }: Link) => ({ key, change: () => null, entry: null });
    await store.changeMany(links.slice(0, 60).map(forget));
    expect(await sizes()).toEqual({ rows: 0, packs: 1, packed: 40 });
    await store.applyPage(account, 'calendar', (work) => work.remove(links.slice(60, 99).map(({ key }) => key)));
    expect((await store.ofAccount(account)).map(({ key }) => key)).toEqual(['k00099']);
    await store.changeMany(links.slice(99).map(forget));
    expect(await sizes()).toEqual({ rows: 0, packs: 0, packed: 0 });
    expect(await database.unpacked.count()).toBe(0);
    expect(await store.accounts()).toEqual([]);
  });

  test('keeps its key: no save may take it', async () => {
    const { store, add } = setUp();
    await add(lone(100));
    expect(await store.insert(linkOf('k00042', { subject: 'Another' }), entryOf(linkOf('k00042')))).toBe(false);
    expect((await store.read('k00042'))?.subject).not.toBe('Another');
  });
});

test('a listing that shows everything again writes packs and no rows', async () => {
  const { database, store, rows, add, sizes } = setUp();
  const links = lone(1_000);
  await add(links);
  rows.reset();
  await store.applyPage(account, 'calendar', async (work) => {
    const found = await work.byRecordIds(links.map(({ key }) => `event-${key}`));
    await work.put(
      [...found.values()].map((link) => ({ ...link, calendar: made(`event-${link.key}`, { listed: 2 }) })),
    );
  });
  expect(await sizes()).toEqual({ rows: 0, packs: 10, packed: 1_000 });
  // Old packs and new ones.
  expect(rows.touched).toBeLessThanOrEqual(20 + 10);
  expect(await database.unpacked.count()).toBe(0);
  const window = { startMs: nineMs, endMs: nineMs + 1_000 * dayMs };
  expect(await store.unlisted({ account, side: 'calendar', generation: 2 }, window, 10)).toEqual([]);
  expect(await store.unlisted({ account, side: 'calendar', generation: 3 }, window, 2_000)).toHaveLength(1_000);
});

test('links in rows of which nothing is to be done any more are packed when a page writes many of them', async () => {
  const { store, add, put, sizes } = setUp();
  const links = lone(150);
  await add(links.map((link) => ({ ...link, dirty: 1 })));
  expect(await sizes()).toEqual({ rows: 150, packs: 0, packed: 0 });
  await put(links);
  expect(await sizes()).toEqual({ rows: 0, packs: 2, packed: 150 });
  expect(await store.dirty(account, 10)).toEqual([]);
  expect((await store.ofAccount(account)).map(({ key }) => key).toSorted()).toEqual(links.map(({ key }) => key));
});

test('whoever asks for a day reads the packs around it, however many there are', async () => {
  const { store, rows, add } = setUp();
  for (let page = 0; page < 5; page += 1) {
    await add(lone(1_000, (index) => ({ key: `p${page}-${index}` })));
  }
  rows.reset();
  const day = { startMs: nineMs + 400 * hourMs, endMs: nineMs + 424 * hourMs };
  const found = await store.startingIn(account, day, 500);
  expect(found).toHaveLength(5 * 24);
  expect(found.every(({ startMs }) => startMs >= day.startMs && startMs < day.endMs)).toBe(true);
  // Two packs of each page at most; that there are others is told by the index.
  expect(rows.byTable.get('packs')).toBeLessThanOrEqual(50 + 10);
});

test('what is over is forgotten out of a pack that reaches beyond', async () => {
  const { store, rows, add, sizes } = setUp();
  await add(lone(100));
  const overMs = nineMs + 30.5 * hourMs;
  expect(await store.forgetEnded(nineMs, 500)).toBe(0);
  expect(await store.forgetEnded(overMs, 20)).toBe(20);
  expect(await store.forgetEnded(overMs, 500)).toBe(10);
  expect(await sizes()).toEqual({ rows: 0, packs: 1, packed: 70 });
  rows.reset();
  expect(await store.forgetEnded(overMs, 500)).toBe(0);
  expect(rows.written).toBe(0);
  expect((await store.startingIn(account, always, 1_000))[0]?.startMs).toBe(nineMs + 30 * hourMs);
  expect(await store.forgetEnded(nineMs + 1_000 * hourMs, 500)).toBe(70);
  expect(await sizes()).toEqual({ rows: 0, packs: 0, packed: 0 });
});

test('a page that fails leaves packs and rows as they were', async () => {
  const { store, add, sizes } = setUp();
  const links = lone(100);
  await add(links);
  const page = store.applyPage(account, 'calendar', async (work) => {
    await work.put(links.map((link) => ({ ...link, helpdesk: none, subject: 'Lost' })));
    await work.remove(['k00001']);
    throw new Error('the worker died');
  });
  await expect(page).rejects.toThrow('the worker died');
  expect(await sizes()).toEqual({ rows: 0, packs: 1, packed: 100 });
  expect((await store.ofAccount(account)).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toStrictEqual(links);
});

test('a database from before there were packs opens with all that it held', async () => {
  const name = `older-${crypto.randomUUID()}`;
  const older = new Dexie(name);
  older.version(1).stores({
    links:
      'key,[account+dirty+key],[account+hasConflict+key],[account+startMs],[account+occurrence.masterId],[account+helpdesk.id],[account+calendar.id]',
    series: '[account+masterId]',
    feeds: '[account+side]',
    journal: '++seq, [account+seq], [runId+seq], [linkKey+seq], atMs',
    runs: 'id, [account+startedAtMs], [account+isEventful+startedAtMs], startedAtMs',
    drafts: 'slot, savedAtMs',
    directory: 'name, readAtMs',
    reviews: 'slot',
    reviewRows: 'pos, linkId, isFlipped, isOpen',
  });
  await older.table('links').add({ ...linkOf('a'), schema: 1 });
  older.close();
  const store = createSyncStore(createDatabase(name));
  expect(await store.read('a')).toStrictEqual(linkOf('a'));
  await store.applyPage(account, 'calendar', (work) => work.add(lone(100)));
  expect(await store.ofAccount(account)).toHaveLength(101);
});
