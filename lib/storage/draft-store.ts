import type { Draft } from '../domain/draft';
import type { Database, StoredDraft } from './database';

export interface DraftStore {
  /** What was typed; null when nothing was. */
  read(slot: string): Promise<StoredDraft | null>;
  /**
   * The id under which the slot's draft will be saved: chosen at the first opening, so that every form of a ticket that
   * is opened until then, in another tab or after the worker's death, makes one and the same appointment.
   */
  claimId(slot: string, newId: string, nowMs: number): Promise<string>;
  write(slot: string, draft: Draft, nowMs: number): Promise<void>;
  remove(slot: string): Promise<void>;
}

/** A form that was opened and left untouched so long ago is forgotten. */
const untouchedLifeMs = 24 * 3_600_000;

/** The form as it was typed, one per ticket and one for no ticket. */
export function createDraftStore(database: Database): DraftStore {
  return {
    async read(slot) {
      const row = await database.drafts.get(slot);
      return row?.draft ?? null;
    },
    async claimId(slot, newId, nowMs) {
      return database.transaction('rw', database.drafts, async () => {
        const row = await database.drafts.get(slot);
        if (row !== undefined) return row.id;
        await database.drafts
          .filter(({ draft, savedAtMs }) => draft === null && savedAtMs < nowMs - untouchedLifeMs)
          .delete();
        await database.drafts.add({ slot, schema: 1, id: newId, draft: null, savedAtMs: nowMs });
        return newId;
      });
    },
    async write(slot, draft, nowMs) {
      await database.drafts.put({ slot, schema: 1, id: draft.id, draft, savedAtMs: nowMs });
    },
    async remove(slot) {
      await database.drafts.delete(slot);
    },
  };
}
