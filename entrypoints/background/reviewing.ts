import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import type { SyncPart } from '../sync/sync-part';
import { reviewAlarm } from './alarms';

/** Works on the review in the background; pages look at how far it is. */
export interface Reviewing {
  /** Goes on with whatever the review is at: begun just now, or cut off by the worker's death. */
  resume(): Promise<void>;
  /** The same for who does not wait for it. */
  start(): void;
}

export function createReviewing(desk: Desk, syncPart: () => Promise<SyncPart>): Reviewing {
  async function resume(): Promise<void> {
    const review = await desk.reviews.read();
    if (review?.state === 'preparing') await (await syncPart()).prepareReview();
    if (review?.state === 'applying') {
      const goOnAtMs = await (await syncPart()).applyReview();
      if (goOnAtMs !== null) await browser.alarms.create(reviewAlarm, { when: goOnAtMs });
    }
  }
  return {
    resume,
    start() {
      resume().catch((error: unknown) => console.error(error));
    },
  };
}
