import { createConflictStore } from '../../lib/storage/conflict-store';
import { createDatabase } from '../../lib/storage/database';
import { createDirectoryStore } from '../../lib/storage/directory-store';
import { createDraftStore } from '../../lib/storage/draft-store';
import { createRunStore } from '../../lib/storage/run-store';
import { createSyncStore } from '../../lib/storage/sync-store';

export const database = createDatabase();

export const store = createSyncStore(database);
export const runs = createRunStore(database);
export const conflicts = createConflictStore(database);
export const drafts = createDraftStore(database);
export const directory = createDirectoryStore(database);
