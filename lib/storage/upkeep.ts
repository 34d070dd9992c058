import type { Database } from './database';
import { forgetOld } from './retention';

/** What concerns the whole database, not one kind of record. */
export interface Upkeep {
  /** See `retention.ts`. */
  forgetOld(nowMs: number, daysBack: number): Promise<void>;
}

export function createUpkeep(database: Database): Upkeep {
  return { forgetOld: (nowMs, daysBack) => forgetOld(database, nowMs, daysBack) };
}
