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
  let isAtWork = false;
  /** Asked for while at work, which may have looked at the review before it changed. */
  let isAskedAgain = false;

  async function work(): Promise<void> {
    const review = await desk.reviews.read();
    if (review?.state !== 'preparing' && review?.state !== 'applying') return;
    // A worker that dies in the midst of it is woken again: nothing else would for minutes.
    await browser.alarms.create(reviewAlarm, { delayInMinutes: 0.5, periodInMinutes: 0.5 });
    const part = await syncPart();
    if (review.state === 'preparing') await part.prepareReview();
    const goOnAtMs = review.state === 'applying' ? await part.applyReview() : null;
    if (goOnAtMs === null) await browser.alarms.clear(reviewAlarm);
    else await browser.alarms.create(reviewAlarm, { when: goOnAtMs });
  }

  async function resume(): Promise<void> {
    isAskedAgain = true;
    if (isAtWork) return;
    isAtWork = true;
    try {
      while (isAskedAgain) {
        isAskedAgain = false;
        await work();
      }
    } finally {
      isAtWork = false;
    }
  }
  return {
    resume,
    start() {
      resume().catch((error: unknown) => console.error(error));
    },
  };
}
