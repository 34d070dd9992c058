import { createConflictStore } from '../../lib/storage/conflict-store';
import { createDatabase } from '../../lib/storage/database';
import { createDirectoryStore } from '../../lib/storage/directory-store';
import { createDraftStore } from '../../lib/storage/draft-store';
import { createReviewStore } from '../../lib/storage/review-store';
import { createRunStore } from '../../lib/storage/run-store';
import { createSyncStore } from '../../lib/storage/sync-store';
import { createUpkeep } from '../../lib/storage/upkeep';

const database = createDatabase();

export const store = createSyncStore(database);
export const runs = createRunStore(database);
export const reviews = createReviewStore(database);
export const conflicts = createConflictStore(database);
export const drafts = createDraftStore(database);
export const directory = createDirectoryStore(database);
export const upkeep = createUpkeep(database);
