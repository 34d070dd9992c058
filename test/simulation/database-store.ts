import { createDatabase } from '../../lib/storage/database';
import type { Packing } from '../../lib/storage/pack-links';
import { createRunStore } from '../../lib/storage/run-store';
import { createSyncStore } from '../../lib/storage/sync-store';
import { account, type WorldStore } from './world';

/** More lines than a history writes. */
const allLines = 100_000;

/** From the first link on, so that every history packs and unpacks. */
const packing: Packing = { fewest: 1, size: 3 };

/** The store that ships, on one database that is emptied each time, which costs less than another one. */
export function databaseStores(name: string): () => Promise<WorldStore> {
  const database = createDatabase(name);
  return async () => {
    await Promise.all(database.tables.map((table) => table.clear()));
    return {
      open: () => createSyncStore(database, packing),
      links: () => createSyncStore(database, packing).ofAccount(account),
      linksNow: null,
      journal: () => createRunStore(database).journalOfAccount(account, allLines),
    };
  };
}

/** The same for two browser profiles, each with a database of its own: answers them by turns. */
export function twoDatabases(name: string): () => Promise<WorldStore> {
  const [first, second] = [databaseStores(`${name} first`), databaseStores(`${name} second`)];
  let opened = 0;
  return () => (opened++ % 2 === 0 ? first() : second());
}
