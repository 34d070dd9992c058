import { createMemorySyncStore } from '../fakes/memory-sync-store';
import { describeSyncStore } from './describe-sync-store';

describeSyncStore('the sync store in memory', () => {
  const store = createMemorySyncStore();
  return { store, journal: async () => store.journal };
});
