import type { Draft } from '../domain/draft';
import type { Database } from './database';

export interface DraftStore {
  read(slot: string): Promise<Draft | null>;
  write(slot: string, draft: Draft, nowMs: number): Promise<void>;
  remove(slot: string): Promise<void>;
}

/** The form as it was typed, one per ticket and one for no ticket. */
export function createDraftStore(database: Database): DraftStore {
  return {
    async read(slot) {
      const row = await database.drafts.get(slot);
      return row === undefined ? null : row.draft;
    },
    async write(slot, draft, nowMs) {
      await database.drafts.put({ slot, schema: 1, draft, savedAtMs: nowMs });
    },
    async remove(slot) {
      await database.drafts.delete(slot);
    },
  };
}
