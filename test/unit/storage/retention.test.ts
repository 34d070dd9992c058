import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { createLinkStore } from '../../../lib/storage/link-store';
import { forgetOld } from '../../../lib/storage/retention';
import { insertWanted, key, wantedLink } from '../sync/save-scene';

const dayMs = 24 * 3_600_000;

test('a finished appointment is remembered for three months after it is over, and its journal with it', async () => {
  const database = createDatabase(`retention-${Math.random()}`);
  const links = createLinkStore(database);
  const { dirty: _dirty, ...done } = wantedLink({ endMs: 100 * dayMs });
  await insertWanted(links, done);
  await database.journal.toCollection().modify({ atMs: 100 * dayMs });
  await forgetOld(database, 189 * dayMs);
  expect(await links.read(key)).not.toBeNull();
  await forgetOld(database, 191 * dayMs);
  expect(await links.read(key)).toBeNull();
  expect(await database.contents.count()).toBe(0);
  expect(await database.journal.count()).toBe(0);
});

test('unfinished work is never forgotten, however old', async () => {
  const database = createDatabase(`retention-${Math.random()}`);
  const links = createLinkStore(database);
  await insertWanted(links, wantedLink({ endMs: 0 }));
  await forgetOld(database, 5_000 * dayMs);
  expect((await links.dirty()).map((link) => link.key)).toEqual([key]);
});
