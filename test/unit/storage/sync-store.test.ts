import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { createSyncStore } from '../../../lib/storage/sync-store';
import type { Link } from '../../../lib/sync/link';
import { newFeed } from '../../../lib/sync/store';
import { account, dayMs, entryOf, hourMs, linkOf, made, nineMs } from '../../contract/link-samples';
import { countRows } from '../../fakes/row-counter';

function setUp() {
  const database = createDatabase(`sync-store-${crypto.randomUUID()}`);
  const rows = countRows(database);
  return { database, rows, store: createSyncStore(database) };
}

/** So many links, a quarter of an hour apart, all of them linked and clean, as the second listing has shown them. */
function manyLinks(count: number): readonly Link[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = nineMs + index * (hourMs / 4);
    const side = (id: string) => made(id, { agreed: made(id).content, listed: 2 });
    return linkOf(`key-${index}`, {
      startMs,
      endMs: startMs + hourMs,
      helpdesk: side(`h-${index}`),
      calendar: side(`c-${index}`),
    });
  });
}

describe.each([100, 1_000, 10_000])('with %i links', (count) => {
  const window = { startMs: nineMs - dayMs, endMs: nineMs + 365 * dayMs };

  async function filled() {
    const scene = setUp();
    await scene.database.transaction('rw', scene.database.links, () =>
      scene.database.links.bulkAdd(manyLinks(count).map((link) => ({ ...link, schema: 1 }))),
    );
    scene.rows.reset();
    return scene;
  }

  test('what a quiet run asks reads nothing but the feeds', async () => {
    const { store, rows } = await filled();
    const feed = await store.feed(account, 'calendar');
    await store.applyPage(account, 'calendar', async (work) => {
      for (const find of [work.byRecordIds, work.byTwinIds, work.byKeys, work.seriesById]) await find([]);
      await work.put([]);
      await work.putFeed(feed);
    });
    expect(await store.dirty(account, 50)).toEqual([]);
    expect(await store.countLinked(account, 0)).toBe(0);
    expect(await store.startingIn(account, { startMs: window.endMs, endMs: window.endMs + dayMs }, 200)).toEqual([]);
    expect({ read: rows.read, written: rows.written }).toEqual({ read: 0, written: 1 });
  });

  test('a change costs the same: its link, its journal, nothing else', async () => {
    const { store, rows } = await filled();
    const [link] = manyLinks(1);
    if (link === undefined) throw new Error('no link');
    await store.applyPage(account, 'calendar', async (work) => {
      const found = await work.byRecordIds(['c-0', 'nobody']);
      await work.put([...found.values()].map((one) => ({ ...one, dirty: 1 as const })));
    });
    expect({ read: rows.read, written: rows.written }).toEqual({ read: 1, written: 1 });
    rows.reset();
    await store.dirty(account, 50);
    await store.change(link.key, (one) => ({ ...one, subject: 'Asked' }), entryOf(link, { outcome: 'asked' }));
    await store.change(link.key, () => link, entryOf(link));
    expect({ read: rows.read, written: rows.written, touched: rows.touched }).toEqual({
      read: 3,
      written: 4,
      touched: 3,
    });
    expect(Object.fromEntries(rows.byTable)).toEqual({ links: 5, journal: 2 });
  });

  test('a brake reads as many as it wants to know of', async () => {
    const { store, rows } = await filled();
    expect(await store.countLinked(account, 25)).toBe(25);
    expect(rows.touched).toBe(25);
  });
});

test('a page that waits for anything but itself ends in an error', async () => {
  const { store } = setUp();
  const page = store.applyPage(account, 'calendar', async (work) => {
    await work.byKeys(['a']);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await work.put([linkOf('a')]);
    await work.putFeed({ ...newFeed(account, 'calendar'), cursor: 'next' });
  });
  await expect(page).rejects.toThrow();
  expect(await store.read('a')).toBeNull();
  expect((await store.feed(account, 'calendar')).cursor).toBeNull();
});

describe('what is on the disk when it is done', () => {
  async function durabilityOf(work: (scene: ReturnType<typeof setUp>) => Promise<unknown>): Promise<readonly string[]> {
    const scene = setUp();
    const seen: string[] = [];
    scene.database.use({
      stack: 'dbcore',
      name: 'seen',
      level: -20,
      create: (core) => ({
        ...core,
        transaction: (tables, mode, options) => {
          if (mode === 'readwrite') seen.push(options?.durability ?? 'default');
          return core.transaction(tables, mode, options);
        },
      }),
    });
    await scene.database.open();
    seen.length = 0;
    await work(scene);
    return seen;
  }

  test('what is asked of a server, and what came of it', async () => {
    const asked = await durabilityOf(async ({ store }) => {
      await store.insert(linkOf('a'), entryOf(linkOf('a')));
      await store.change('a', (link) => link, entryOf(linkOf('a')));
      await store.append([entryOf(linkOf('a'))]);
    });
    expect(asked).toEqual(['strict', 'strict', 'strict']);
  });

  test('not a page: it is read again', async () => {
    const read = await durabilityOf(({ store }) =>
      store.applyPage(account, 'calendar', (work) => work.put([linkOf('a')])),
    );
    expect(read).toEqual(['relaxed']);
  });
});
