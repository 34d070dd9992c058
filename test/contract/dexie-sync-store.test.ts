import 'fake-indexeddb/auto';
import { createDatabase } from '../../lib/storage/database';
import { usualPacking } from '../../lib/storage/pack-links';
import { createSyncStore } from '../../lib/storage/sync-store';
import { describeSyncStore } from './describe-sync-store';

for (const [name, packing] of [
  ['the sync store in IndexedDB', usualPacking],
  ['the sync store in IndexedDB, with packs of three from the first link on', { fewest: 1, size: 3 }],
] as const) {
  describeSyncStore(name, () => {
    const database = createDatabase(`contract-${crypto.randomUUID()}`);
    return { store: createSyncStore(database, packing), journal: () => database.journal.toArray() };
  });
}
