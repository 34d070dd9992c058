import type { Side } from '../lib/domain/appointment';
import type { ReviewView, RunView } from '../lib/domain/sync-views';
import { leftAloneText, runLines } from './activity-run-text';
import { SkippedItems } from './activity-skipped';
import { Notice, ProblemNotice } from './loaded';
import { ReviewHeldBack } from './review-held-back';
import { countText } from './sync-count';
import { type TextKey, useTexts } from './texts';
import { WebLink } from './web-link';

const seeTexts: Record<Side, TextKey> = { helpdesk: 'reviewSeeHelpdesk', calendar: 'reviewSeeGoogle' };

/** What became of it, with the helpdesk's own sentence where something lies outside working hours. */
export function ReviewReport({ review }: { readonly review: ReviewView }) {
  const t = useTexts();
  const { report } = review;
  const lines = report === null ? [] : runLines(t, report);
  return (
    <div class="stack-small" role="status">
      <Notice tone={tone(review, report)}>
        <p>
          <strong>{t(headline(review, report))}</strong>
        </p>
        {lines.length > 0 && (
          <ul class="bulleted">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <p>{t('reviewMailed')}</p>
        {review.seenOn && (
          <p>
            <WebLink url={review.seenOn.url}>{t(seeTexts[review.seenOn.side])}</WebLink>
          </p>
        )}
        {report !== null && <SkippedItems rows={report.skipped} text={leftAloneText(report)} />}
      </Notice>
      <ReviewHeldBack rows={review.leftOut ?? []} />
      {report !== null && report.outsideHours > 0 && (
        <Notice tone="warning">
          <p>
            <strong>{t('reviewOutsideDone')}</strong>
          </p>
          <p>{countText(t, 'reviewOutsideHowMany', report.outsideHours)}</p>
        </Notice>
      )}
      {review.problem !== null && <ProblemNotice problem={review.problem} />}
    </div>
  );
}

function headline(review: ReviewView, report: RunView | null): TextKey {
  if (review.state === 'failed' || report?.outcome === 'failed') return 'reviewFailed';
  if (review.state === 'stopped' || report?.outcome === 'stopped') return 'reviewStopped';
  return report?.outcome === 'partial' ? partialText(review) : 'reviewDone';
}

/** Only what was asked to be copied is tried again by itself. */
function partialText({ kind }: ReviewView): TextKey {
  if (kind === 'undo') return 'reviewPartialUndo';
  return kind === 'disconnect' ? 'reviewPartialDisconnect' : 'reviewPartial';
}

function tone(review: ReviewView, report: RunView | null): 'good' | 'warning' {
  return headline(review, report) === 'reviewDone' ? 'good' : 'warning';
}
