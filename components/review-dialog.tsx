import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../lib/domain/problem';
import type { ReviewView } from '../lib/domain/sync-views';
import { SkippedItems } from './activity-skipped';
import { Notice, ProblemNotice } from './loaded';
import { sectionHeadingId } from './options-frame';
import { heldBackReasons, ReviewHeldBack } from './review-held-back';
import { ReviewReport } from './review-report';
import { ReviewRows, type ReviewRowsProps } from './review-rows';
import { reviewKindTexts } from './review-text';
import { ReviewGroups, ReviewTools } from './review-tools';
import { numberText } from './sync-count';
import { useTexts } from './texts';
import { useModal } from './use-modal';

export interface ReviewDialogProps extends ReviewRowsProps {
  readonly review: ReviewView;
  readonly search: string;
  /** What is shown was found by the search before this one. */
  readonly isSearching: boolean;
  /** Why the last press did not do what it says. */
  readonly pressProblem: Problem | null;
  onSearch(search: string): void;
  /** All rows, or with a search all that it found. */
  onTickAll(isOn: boolean): void;
  onApply(): void;
  onStop(): void;
  /** Gives the list up, or puts the report away. */
  onClose(): void;
  /** Out of sight; what is under way goes on. */
  onHide(): void;
  onUndo(runId: string): void;
}

/** A dry run from its preparation to its report. Nothing is changed before "Apply". */
export function ReviewDialog(props: ReviewDialogProps) {
  const { review } = props;
  const t = useTexts();
  // What opened it may be gone with what was done, such as "Undo" of a run that is undone.
  const dialog = useModal(sectionHeadingId);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  // The button that was pressed goes away with its state: the heading takes the focus and says where we are.
  const before = useRef(review.state);
  useEffect(() => {
    if (before.current !== review.state) title.current?.focus();
    before.current = review.state;
  }, [review.state]);
  return (
    <dialog
      ref={dialog}
      class="dialog review-dialog"
      data-kind={review.kind}
      aria-labelledby="review-title"
      aria-describedby="review-of"
      onCancel={(event) => {
        event.preventDefault();
        props.onHide();
      }}
    >
      <div class="review-head">
        <h2 id="review-title" ref={title} tabIndex={-1}>
          {t('reviewTitle')}
        </h2>
        <p id="review-of" class="quiet">
          {t(reviewKindTexts[review.kind])}
        </p>
      </div>
      {props.pressProblem !== null && <ProblemNotice problem={props.pressProblem} />}
      <ReviewBody {...props} />
    </dialog>
  );
}

function ReviewBody(props: ReviewDialogProps) {
  const { review } = props;
  const t = useTexts();
  switch (review.state) {
    case 'preparing':
      return (
        <>
          <Preparing review={review} />
          <p class="row-actions">
            <PlainButton text={t('reviewCancel')} onPress={props.onClose} />
          </p>
        </>
      );
    case 'ready':
      return review.total === 0 ? <NothingToDo {...props} /> : <Choosing {...props} />;
    case 'applying':
      return (
        <>
          <Progress
            done={review.progress}
            total={review.ticked}
            text={t('reviewApplying', numberText(review.progress), numberText(review.ticked))}
          />
          <p class="field-hint">{t('reviewStopHint')}</p>
          <p class="row-actions">
            <PlainButton text={t('reviewLater')} onPress={props.onHide} />
            <PlainButton text={t('reviewStop')} onPress={props.onStop} />
          </p>
        </>
      );
    case 'stopped':
    case 'done':
    case 'failed':
      return <Ended {...props} />;
  }
}

function Preparing({ review }: { readonly review: ReviewView }) {
  const t = useTexts();
  const read = numberText(review.progress);
  const text = review.total === 0 ? t('reviewPreparing', read) : t('reviewPreparingOf', read, numberText(review.total));
  return (
    <>
      <Progress done={review.progress} total={review.total} text={text} />
      <p class="field-hint">{t('reviewNothingYet')}</p>
    </>
  );
}

function Choosing(props: ReviewDialogProps) {
  const { review } = props;
  const leftOut = review.leftOut ?? [];
  const t = useTexts();
  const [jump, setJump] = useState({ index: 0, times: 0 });
  function jumpTo(index: number) {
    // The groups are those of the whole list.
    if (props.search !== '') props.onSearch('');
    setJump(({ times }) => ({ index, times: times + 1 }));
  }
  return (
    <>
      <div class="stack-small">
        <ReviewGroups counts={review.counts} onJump={jumpTo} />
        <p>
          <strong>{t('reviewMailed')}</strong> {review.kind === 'undo' && t('reviewUndoLeaves')}
        </p>
        <ReviewHeldBack rows={leftOut} />
        <SkippedItems rows={leftOut} text="reviewLeftOut" />
        {isTakingAway(review) && <Notice tone="warning">{t('reviewOtherProfiles')}</Notice>}
        <ReviewTools
          search={props.search}
          found={props.isSearching ? null : props.found}
          ticked={review.ticked}
          total={review.total}
          onSearch={props.onSearch}
          onTickAll={props.onTickAll}
        />
      </div>
      <ReviewRows
        key={`${jump.times} ${props.search}`}
        startAt={props.search === '' ? jump.index : 0}
        total={review.total}
        found={props.found}
        rowAt={props.rowAt}
        onNeed={props.onNeed}
        onTick={props.onTick}
      />
      <p class="field-hint" id="review-keys">
        {t('reviewKeys')}
      </p>
      <p class="row-actions">
        <PlainButton text={t('reviewCancel')} onPress={props.onClose} />
        <button type="button" class="button button-primary" disabled={review.ticked === 0} onClick={props.onApply}>
          {review.ticked === 0 ? t('reviewApplyNone') : t('reviewApply', numberText(review.ticked))}
        </button>
      </p>
    </>
  );
}

/** Only this profile will know that its removals are no deletions. */
function isTakingAway({ kind, counts }: ReviewView): boolean {
  return (kind === 'undo' || kind === 'disconnect') && counts.remove > 0;
}

function NothingToDo(props: ReviewDialogProps) {
  const t = useTexts();
  const { kind, leftOut = [] } = props.review;
  const isHeldBack = heldBackReasons(t, leftOut).length > 0;
  return (
    <>
      {!isHeldBack && <Notice tone="good">{t(kind === 'undo' ? 'reviewNothingUndo' : 'reviewNothing')}</Notice>}
      <ReviewHeldBack rows={leftOut} />
      <SkippedItems rows={leftOut} text="reviewLeftOut" />
      <p class="row-actions">
        <PlainButton text={t('reviewClose')} onPress={props.onClose} />
      </p>
    </>
  );
}

function Ended(props: ReviewDialogProps) {
  const t = useTexts();
  const { report } = props.review;
  return (
    <>
      <ReviewReport review={props.review} />
      <p class="row-actions">
        {report?.canUndo === true && <PlainButton text={t('reviewUndo')} onPress={() => props.onUndo(report.id)} />}
        <button type="button" class="button button-primary" onClick={props.onClose}>
          {t('reviewClose')}
        </button>
      </p>
    </>
  );
}

function PlainButton({ text, onPress }: { readonly text: string; onPress(): void }) {
  return (
    <button type="button" class="button" onClick={onPress}>
      {text}
    </button>
  );
}

/** `total` 0: nobody knows yet how much it is. The number is announced where it is text, not at every step of the bar. */
function Progress({ done, total, text }: { readonly done: number; readonly total: number; readonly text: string }) {
  const t = useTexts();
  return (
    <div class="stack-small">
      <progress
        class="review-progress"
        aria-label={t('reviewProgress')}
        {...(total > 0 && { value: done, max: total })}
      />
      <p class="review-progress-text">{text}</p>
    </div>
  );
}
