import type { SyncStore } from '../sync/store';
import type { Database } from './database';
import { forgetOld } from './retention';

/** What concerns the whole database, not one kind of record. */
export interface Upkeep {
  /** See `retention.ts`. Looks again only when an hour has passed: what it looks for is weeks old. */
  forgetOld(nowMs: number, daysBack: number): Promise<void>;
}

const hourMs = 3_600_000;

export function createUpkeep(database: Database, store: Pick<SyncStore, 'forgetEnded'>): Upkeep {
  let last: { readonly atMs: number; readonly daysBack: number } | null = null;
  return {
    async forgetOld(nowMs, daysBack) {
      const passedMs = last === null ? hourMs : nowMs - last.atMs;
      // A clock that was set back says nothing of how long ago that was.
      if (passedMs >= 0 && passedMs < hourMs && last?.daysBack === daysBack) return;
      last = { atMs: nowMs, daysBack };
      await forgetOld(database, store, nowMs, daysBack);
    },
  };
}
