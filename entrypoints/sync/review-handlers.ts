import type { Desk } from '../../lib/app/desk';
import {
  beginApplying,
  closeReview,
  readReview,
  reviewRows,
  startReview,
  stopReview,
  tickReview,
} from '../../lib/app/review';
import type { RequestName } from '../../lib/messages/protocol';
import type { Handlers } from '../../lib/messages/serve';
import type { Reviewing } from '../background/reviewing';

export type ReviewRequest = Extract<
  RequestName,
  'startReview' | 'review' | 'reviewRows' | 'tickReview' | 'applyReview' | 'stopReview' | 'closeReview'
>;

/** What pages ask of "Review changes". */
export function createReviewHandlers(desk: Desk, reviewing: Reviewing): Pick<Handlers, ReviewRequest> {
  return {
    async startReview(asked) {
      const view = await startReview(desk, asked);
      reviewing.start();
      return view;
    },
    review: () => readReview(desk),
    reviewRows: (asked) => reviewRows(desk, asked),
    tickReview: (asked) => tickReview(desk, asked),
    async applyReview() {
      const view = await beginApplying(desk);
      reviewing.start();
      return view;
    },
    stopReview: () => stopReview(desk),
    async closeReview() {
      await closeReview(desk);
      return null;
    },
  };
}
