import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createDatabase } from '../../../lib/storage/database';
import { createDirectoryStore } from '../../../lib/storage/directory-store';

const account = 'https://acme.halopsa.com#2';
const agents = (skipped: number) => ({
  agents: [],
  skipped: Array.from({ length: skipped }, (_, id) => ({ what: 'agent' as const, id: String(id), reason: '' })),
});

test('the people are read from the disk once, however many runs ask for them', async () => {
  const database = createDatabase(crypto.randomUUID());
  await createDirectoryStore(database).write(account, 'agents', agents(1), 1);
  const store = createDirectoryStore(database);
  const first = await store.read(account, 'agents');
  expect(first?.readAtMs).toBe(1);
  await database.directory.clear();
  expect(await store.read(account, 'agents')).toBe(first);
});

test('what was written last is what is read, also by a reading that began before', async () => {
  const database = createDatabase(crypto.randomUUID());
  await createDirectoryStore(database).write(account, 'agents', agents(1), 1);
  const store = createDirectoryStore(database);
  const [, before] = await Promise.all([store.write(account, 'agents', agents(2), 2), store.read(account, 'agents')]);
  expect([1, 2]).toContain(before?.readAtMs);
  expect(await store.read(account, 'agents')).toEqual({ readAtMs: 2, value: agents(2) });
  await store.clear();
  expect(await store.read(account, 'agents')).toBeNull();
});

test('tickets are not kept in memory: there are many, and each is asked for rarely', async () => {
  const database = createDatabase(crypto.randomUUID());
  const store = createDirectoryStore(database);
  const ticket = { id: 7, summary: 'Printer', clientName: '', siteName: '', userName: '', agentId: null };
  await database.directory.put({ name: `${account}/ticket/7`, schema: 1, readAtMs: 1, value: ticket });
  expect((await store.read(account, 'ticket/7'))?.value).toEqual(ticket);
  await database.directory.clear();
  expect(await store.read(account, 'ticket/7')).toBeNull();
});
