import { useEffect } from 'preact/hooks';
import type { ReviewRow } from '../lib/domain/sync-views';
import { Icon, type IconName } from './icon';
import { rowReason, whenText } from './review-text';
import { useRowWindow } from './review-use-rows';
import { useTexts } from './texts';

export interface ReviewRowsProps {
  /** Rows that fit the search. */
  readonly found: number;
  /** By place in the list; undefined: not read yet. */
  readonly rowAt: (index: number) => ReviewRow | undefined;
  /** These places are in sight or near it. */
  onNeed(first: number, end: number): void;
  onTick(row: ReviewRow, isOn: boolean): void;
}

const icons: Record<ReviewRow['action'], IconName> = { create: 'plus', update: 'refresh', remove: 'minus' };

/** Any number of rows, of which only those in sight are in the document. One Tab stop; arrow keys lead through all. */
export function ReviewRows(
  props: ReviewRowsProps & {
    readonly startAt: number;
    /** Rows without a search: the list keeps its height while one is typed. */
    readonly total: number;
  },
) {
  const { found, rowAt, onNeed, onTick, startAt } = props;
  const t = useTexts();
  const list = useRowWindow(found, startAt);
  const { first, end, apart } = list.window;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for whenever the window moves, not when the caller draws anew
  useEffect(() => {
    if (found > 0) onNeed(first, end);
  }, [first, end, found]);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
  if (apart !== null) shown.push(apart);
  return (
    <div
      class="review-rows"
      ref={list.viewport}
      style={{ '--review-count': `${props.total}` }}
      onScroll={list.onScroll}
    >
      <div class="review-row review-probe" ref={list.probe} aria-hidden="true" />
      <ul
        aria-label={t('reviewRows')}
        aria-describedby="review-keys"
        style={{ blockSize: `${found * list.rowHeight}px` }}
        onKeyDown={list.onKeyDown}
      >
        {shown.map((index) => (
          <Row
            key={index}
            index={index}
            found={found}
            row={rowAt(index)}
            isGroupStart={index > 0 && rowAt(index - 1)?.action !== rowAt(index)?.action}
            top={index * list.rowHeight}
            isTabStop={index === list.focused}
            onFocus={list.setActive}
            onTick={onTick}
          />
        ))}
      </ul>
    </div>
  );
}

function Row(props: {
  readonly index: number;
  readonly found: number;
  readonly row: ReviewRow | undefined;
  readonly top: number;
  readonly isGroupStart: boolean;
  readonly isTabStop: boolean;
  onFocus(index: number): void;
  onTick: ReviewRowsProps['onTick'];
}) {
  const { row, index } = props;
  const t = useTexts();
  const place = {
    class: props.isGroupStart ? 'review-row review-group' : 'review-row',
    'data-row': index,
    'aria-setsize': props.found,
    'aria-posinset': index + 1,
    style: { insetBlockStart: `${props.top}px` },
  };
  const box = {
    type: 'checkbox',
    tabIndex: props.isTabStop ? 0 : -1,
    onFocus: () => props.onFocus(index),
  } as const;
  if (row === undefined) {
    return (
      <li {...place}>
        <label class="review-label">
          {/* Keeps the focus of somebody who moves faster than rows are read. */}
          <input {...box} aria-disabled="true" checked={false} onClick={(event) => event.preventDefault()} />
          <span class="quiet">{t('reviewRowLoading', index + 1)}</span>
        </label>
      </li>
    );
  }
  const subject = row.subject.trim() === '' ? t('popupNoSubject') : row.subject;
  const when = whenText(t, row);
  const aboutId = `review-about-${index}`;
  return (
    <li {...place}>
      <label class="review-label" title={subject}>
        <input
          {...box}
          checked={row.isTicked}
          aria-label={t('reviewRowName', subject, when)}
          aria-describedby={aboutId}
          onChange={(event) => props.onTick(row, event.currentTarget.checked)}
        />
        <span class="review-what">
          <span class="review-subject">
            <bdi>{subject}</bdi>
          </span>
          <span class="review-when">
            {when}
            {row.isRecurring && <span class="pill">{t('reviewRecurring')}</span>}
          </span>
        </span>
        <span class="review-why" id={aboutId}>
          <span class={`review-action review-${row.action}`}>
            <Icon name={icons[row.action]} />
            <span>{rowReason(t, row)}</span>
          </span>
          <span class="review-mail">
            {t('reviewColMailed')}: {t('reviewNobody')}
            {row.isOutsideHours && <span class="pill pill-warn">{t('reviewOutside')}</span>}
          </span>
        </span>
      </label>
    </li>
  );
}
