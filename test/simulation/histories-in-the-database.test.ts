import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { databaseStores } from './database-store';
import { playSeeds } from './play-seeds';
import { makeStoredHistory } from './read-first';

test('1,000 histories over the database that ships end with both sides telling the same story', async () => {
  const { failure, histories } = await playSeeds(
    { from: 100_001, count: 1_000, make: makeStoredHistory },
    { createStore: databaseStores('histories') },
  );
  expect(failure).toBeNull();
  expect(histories).toBe(1_000);
}, 600_000);
