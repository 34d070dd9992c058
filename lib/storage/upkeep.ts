import type { Database } from './database';
import { forgetOld } from './retention';

/** What concerns the whole database, not one kind of record. */
export interface Upkeep {
  /** See `retention.ts`. */
  forgetOld(nowMs: number): Promise<void>;
  /** Number of the last line of the journal; 0 when there is none. */
  lastJournalLine(): Promise<number>;
}

export function createUpkeep(database: Database): Upkeep {
  return {
    forgetOld: (nowMs) => forgetOld(database, nowMs),
    lastJournalLine: async () => (await database.journal.orderBy('seq').last())?.seq ?? 0,
  };
}
