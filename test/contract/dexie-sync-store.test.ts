import 'fake-indexeddb/auto';
import { createDatabase } from '../../lib/storage/database';
import { createSyncStore } from '../../lib/storage/sync-store';
import { describeSyncStore } from './describe-sync-store';

describeSyncStore('the sync store in IndexedDB', () => {
  const database = createDatabase(`contract-${crypto.randomUUID()}`);
  return { store: createSyncStore(database), journal: () => database.journal.toArray() };
});
