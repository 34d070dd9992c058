import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { CalendarPort, Creation } from '../../lib/sync/ports';
import { twoDatabases } from './database-store';
import { playProfiles } from './play-profiles';
import { memoryStore, playSeeds } from './play-seeds';
import { makeProfilesHistory } from './two-profiles-history';

const inMemory = { createStore: memoryStore, play: playProfiles };

test('300 histories of one agent in two browser profiles end with everything there once', async () => {
  const { failure, histories } = await playSeeds({ from: 1, count: 300, make: makeProfilesHistory }, inMemory);
  expect(failure).toBeNull();
  expect(histories).toBe(300);
}, 60_000);

test('5 more over the database that ships', async () => {
  const { failure, histories } = await playSeeds(
    { from: 1_001, count: 5, make: makeProfilesHistory },
    { createStore: twoDatabases('two profiles'), play: playProfiles },
  );
  expect(failure).toBeNull();
  expect(histories).toBe(5);
}, 60_000);

test('an engine that does not note what it has made again is caught', async () => {
  const unnoted = ({ again: _lost, ...creation }: Creation): Creation => creation;
  const forgetful = (port: CalendarPort): CalendarPort => {
    const { createMany } = port;
    return {
      ...port,
      create: (creation) => port.create(unnoted(creation)),
      ...(createMany && { createMany: (many) => createMany.call(port, many.map(unnoted)) }),
    };
  };
  const { failure } = await playSeeds(
    { from: 1, count: 500, make: makeProfilesHistory },
    { ...inMemory, createSabotage: () => ({ port: forgetful }) },
  );
  expect(failure).toContain('5 no duplicate');
}, 60_000);
