import type { Desk } from '../../lib/app/desk';
import type { Database } from '../../lib/storage/database';
import { searchJournal } from '../../lib/storage/journal-search';
import { createReviewStore } from '../../lib/storage/review-store';
import { createUpkeep } from '../../lib/storage/upkeep';
import type { SyncStore } from '../../lib/sync/store';

/** Stores that nothing but a sync, its reviews and "Activity" needs. */
export function createSyncStores(
  database: Database,
  store: SyncStore,
): Pick<Desk, 'reviews' | 'upkeep' | 'searchJournal'> {
  return {
    reviews: createReviewStore(database),
    upkeep: createUpkeep(database, store),
    searchJournal: (query) => searchJournal(database, query),
  };
}
