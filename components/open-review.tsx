import type { ReviewView } from '../lib/domain/sync-views';
import { Notice } from './loaded';
import { reviewKindTexts } from './review-text';
import { numberText } from './sync-count';
import { type TextKey, type Texts, useTexts } from './texts';

/** A list of changes that is out of sight: what it is, how far it has come, and the way back to it. */
export function OpenReview({ review, onShow }: { readonly review: ReviewView; onShow(): void }) {
  const t = useTexts();
  return (
    <div class="open-review">
      <Notice tone="info">
        <p>{stateText(t, review)}</p>
        <button type="button" class="button button-small" onClick={onShow}>
          {t(pressTexts[review.state])}
        </button>
      </Notice>
    </div>
  );
}

const pressTexts: Record<ReviewView['state'], TextKey> = {
  preparing: 'syncReviewProgress',
  ready: 'syncReviewShow',
  applying: 'syncReviewProgress',
  stopped: 'syncReviewReport',
  done: 'syncReviewReport',
  failed: 'syncReviewReport',
};

function stateText(t: Texts, { state, kind, progress, ticked }: ReviewView): string {
  const what = t(reviewKindTexts[kind]);
  switch (state) {
    case 'preparing':
      return t('syncReviewPreparing', what);
    case 'ready':
      return t('syncReviewReady', what);
    case 'applying':
      return t('syncReviewApplying', what, numberText(progress), numberText(ticked));
    case 'stopped':
    case 'done':
    case 'failed':
      return t('syncReviewEnded', what);
  }
}
