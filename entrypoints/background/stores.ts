import { createDatabase } from '../../lib/storage/database';
import { createDirectoryStore } from '../../lib/storage/directory-store';
import { createDraftStore } from '../../lib/storage/draft-store';
import { createLinkStore } from '../../lib/storage/link-store';
import { createMirrorStore } from '../../lib/storage/mirror-store';
import { createUpkeep } from '../../lib/storage/upkeep';

const database = createDatabase();

export const links = createLinkStore(database);
export const mirror = createMirrorStore(database);
export const drafts = createDraftStore(database);
export const directory = createDirectoryStore(database);
export const upkeep = createUpkeep(database);
