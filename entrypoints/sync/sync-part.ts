import { applyReview } from '../../lib/app/apply-review';
import type { Desk } from '../../lib/app/desk';
import { stopOwing } from '../../lib/app/disconnect';
import { prepareReview } from '../../lib/app/prepare-review';
import { releaseAll } from '../../lib/app/release-side';
import { runOnce } from '../../lib/app/sync-run';
import { reconsiderAll } from '../../lib/app/sync-settings';
import type { Side } from '../../lib/domain/appointment';
import type { Handlers } from '../../lib/messages/serve';
import type { RunRecord } from '../../lib/sync/store';
import type { Reviewing } from '../background/reviewing';
import type { Rounds } from '../background/rounds';
import { createOptionsHandlers, type OptionsRequest } from './options-handlers';
import { createReviewHandlers, type ReviewRequest } from './review-handlers';
import { createSyncHandlers, type SyncRequest } from './sync-handlers';

/** What only reading and writing both sides needs, and the pages that look at it. */
export interface SyncPart {
  runOnce(): Promise<RunRecord | null>;
  reconsiderAll(): Promise<void>;
  /** What leaving a side needs: before its account is forgotten, and after. */
  stopOwing(side: Side): Promise<void>;
  releaseAll(accounts: readonly string[], side: Side): Promise<void>;
  prepareReview(): Promise<void>;
  /** Answers when to go on (epoch ms), or null. */
  applyReview(): Promise<number | null>;
  readonly handlers: Pick<Handlers, SyncRequest | ReviewRequest | OptionsRequest>;
}

export function createSyncPart(desk: Desk, rounds: Rounds, reviewing: Reviewing): SyncPart {
  return {
    runOnce: () => runOnce(desk),
    reconsiderAll: () => reconsiderAll(desk),
    stopOwing: (side) => stopOwing(desk, side),
    releaseAll: (accounts, side) => releaseAll(desk, accounts, side),
    prepareReview: () => prepareReview(desk),
    applyReview: () => applyReview(desk),
    handlers: {
      ...createSyncHandlers(desk, rounds),
      ...createReviewHandlers(desk, reviewing),
      ...createOptionsHandlers(desk, rounds),
    },
  };
}
