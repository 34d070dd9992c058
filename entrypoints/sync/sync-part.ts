import { applyReview } from '../../lib/app/apply-review';
import type { Desk } from '../../lib/app/desk';
import { prepareReview } from '../../lib/app/prepare-review';
import { runOnce } from '../../lib/app/sync-run';
import { reconsiderAll } from '../../lib/app/sync-settings';
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
  prepareReview(): Promise<void>;
  /** Answers when to go on (epoch ms), or null. */
  applyReview(): Promise<number | null>;
  readonly handlers: Pick<Handlers, SyncRequest | ReviewRequest | OptionsRequest>;
}

export function createSyncPart(desk: Desk, rounds: Rounds, reviewing: Reviewing): SyncPart {
  return {
    runOnce: () => runOnce(desk),
    reconsiderAll: () => reconsiderAll(desk),
    prepareReview: () => prepareReview(desk),
    applyReview: () => applyReview(desk),
    handlers: {
      ...createSyncHandlers(desk, rounds),
      ...createReviewHandlers(desk, reviewing),
      ...createOptionsHandlers(desk, rounds),
    },
  };
}
