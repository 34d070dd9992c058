import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Draft } from '../../../lib/domain/draft';
import { createDatabase } from '../../../lib/storage/database';
import { createDraftStore } from '../../../lib/storage/draft-store';
import { formViews } from '../../gallery/form-views';

const slot = 'https://acme.halopsa.com#2/1001';
const dayMs = 24 * 3_600_000;

function createStore() {
  return createDraftStore(createDatabase(`drafts-${Math.random()}`));
}

function draftOf(id: string): Draft {
  const view = formViews['normal'];
  if (view === undefined) throw new Error('there is no such view');
  return { ...view.draft, id };
}

test('two forms of one ticket, opened at once and untouched, would save under one id', async () => {
  const store = createStore();
  const ids = await Promise.all(['one-id', 'other-id'].map((id) => store.claimId(slot, id, 0)));
  expect(new Set(ids).size).toBe(1);
  expect(await store.read(slot), 'what was typed').toBeNull();
});

test('what was typed keeps its id when the form is opened again', async () => {
  const store = createStore();
  await store.write(slot, draftOf('typed-id'), 0);
  expect(await store.claimId(slot, 'other-id', 40 * dayMs)).toBe('typed-id');
  expect(await store.read(slot)).toEqual(draftOf('typed-id'));
});

test('a form that is opened after a save makes another appointment', async () => {
  const store = createStore();
  await store.claimId(slot, 'first-id', 0);
  await store.remove(slot);
  expect(await store.claimId(slot, 'second-id', 0)).toBe('second-id');
});

test('forms that were opened and left are forgotten after a day, what was typed is not', async () => {
  const store = createStore();
  await store.claimId('untouched', 'untouched-id', 0);
  await store.write('typed', draftOf('typed-id'), 0);
  await store.claimId(slot, 'new-id', 2 * dayMs);
  expect(await store.claimId('untouched', 'another-id', 2 * dayMs)).toBe('another-id');
  expect(await store.claimId('typed', 'another-id', 2 * dayMs)).toBe('typed-id');
});

test('what an older version kept comes back as it was typed, under the id it would have been saved under', async () => {
  const database = createDatabase(`drafts-${Math.random()}`);
  const { repeat: _repeat, wantsMeet: _wantsMeet, ...older } = draftOf('older-id');
  await database.table('drafts').put({ slot, schema: 1, id: older.id, draft: older, savedAtMs: 0 });
  const store = createDraftStore(database);
  expect(await store.read(slot)).toEqual(older);
  expect(await store.claimId(slot, 'other-id', 0)).toBe('older-id');
});
