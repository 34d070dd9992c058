import { expect, test } from 'vitest';
import { deferred } from '../../../entrypoints/background/deferred';
import type { SyncStore } from '../../../lib/sync/store';
import { storeWith } from '../../../lib/sync/store-with';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { account } from './link-scene';

test('a store that is loaded at its first use does all else as before', async () => {
  const store = deferred<SyncStore>(async () => createMemorySyncStore());
  const changed = storeWith(store, { accounts: async () => ['other'] });
  expect(await changed.accounts()).toEqual(['other']);
  expect(await changed.feed(account, 'calendar')).toMatchObject({ account, cursor: null });
});
