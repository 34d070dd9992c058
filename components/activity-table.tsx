import type { ActivityRow } from '../lib/domain/sync-views';
import { ActivityTime } from './activity-time';
import { Icon, type IconName } from './icon';
import { pastProblemText } from './problem-text';
import { fieldName } from './sync-field-name';
import { type TextKey, type Texts, useTexts } from './texts';
import { listText } from './time-format';

/** The lines that were read so far. */
export interface ActivityLines {
  readonly rows: readonly ActivityRow[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
}

const actionTexts: Record<ActivityRow['action'], TextKey> = {
  save: 'activityActSave',
  create: 'activityActCreate',
  adopt: 'activityActAdopt',
  update: 'activityActUpdate',
  remove: 'activityActRemove',
  endSeries: 'activityActEndSeries',
  linkTwin: 'activityActLinkTwin',
  drop: 'activityActDrop',
  retry: 'activityActRetry',
  leave: 'activityActLeave',
  conflict: 'activityActConflict',
  resolve: 'activityActResolve',
  unreadable: 'activityActUnreadable',
  braked: 'activityActBraked',
};

const outcomes: Record<
  ActivityRow['outcome'],
  { readonly text: TextKey; readonly icon: IconName; readonly tone: 'good' | 'warn' | 'quiet' }
> = {
  asked: { text: 'activityOutcomeAsked', icon: 'clock', tone: 'quiet' },
  done: { text: 'activityOutcomeDone', icon: 'check', tone: 'good' },
  failed: { text: 'activityOutcomeFailed', icon: 'warning', tone: 'warn' },
  skipped: { text: 'activityOutcomeSkipped', icon: 'minus', tone: 'quiet' },
};

const directionTexts = { inbound: 'activityInbound', outbound: 'activityOutbound' } as const;

export const tableHeadingId = 'activity-table-title';

/** Every action in plain words, newest first. */
export function ActivityTable(
  props: ActivityLines & { readonly now: number; onMore(): void; onUndo(seq: number): void },
) {
  const t = useTexts();
  return (
    <>
      <table class="table table-cards activity-table" aria-labelledby={tableHeadingId}>
        <thead>
          <tr>
            <th scope="col">{t('activityDirection')}</th>
            <th scope="col">{t('activityItem')}</th>
            <th scope="col">{t('activityResult')}</th>
            <th scope="col">{t('activityReason')}</th>
            <th scope="col">{t('activityTime')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Line key={row.seq} row={row} now={props.now} onUndo={props.onUndo} />
          ))}
        </tbody>
      </table>
      {props.hasMore && (
        <p>
          <button
            type="button"
            class="button"
            aria-busy={props.isLoadingMore}
            aria-disabled={props.isLoadingMore}
            onClick={() => !props.isLoadingMore && props.onMore()}
          >
            {t('activityMore')}
          </button>
        </p>
      )}
    </>
  );
}

function Line(props: { readonly row: ActivityRow; readonly now: number; onUndo(seq: number): void }) {
  const { row } = props;
  const t = useTexts();
  const { text, icon, tone } = outcomes[row.action === 'conflict' ? 'asked' : row.outcome];
  const subject = row.subject.trim() === '' ? t('popupNoSubject') : row.subject;
  const reason = reasonText(t, row, props.now);
  return (
    <tr>
      <td data-label={t('activityDirection')}>
        {t(row.direction === null ? 'activityNeither' : directionTexts[row.direction])}
      </td>
      <th scope="row">
        <bdi title={subject}>{subject}</bdi>
      </th>
      <td data-label={t('activityResult')}>
        <span class={`result result-${tone}`}>
          <Icon name={icon} />
          {/* Nothing was done yet: it waits for the agent. */}
          <span>
            {row.action === 'conflict'
              ? t(actionTexts.conflict)
              : t('activityWhat', t(actionTexts[row.action]), t(text))}
          </span>
        </span>
      </td>
      <td data-label={t('activityReason')} {...(reason === '' && { class: 'activity-empty' })}>
        {reason}
      </td>
      <td data-label={t('activityTime')}>
        <ActivityTime ms={row.atMs} now={props.now} />
        {row.canUndo && (
          <>
            {' '}
            <button
              type="button"
              class="button button-small"
              aria-label={t('activityUndoRow', subject, t(actionTexts[row.action]))}
              onClick={() => props.onUndo(row.seq)}
            >
              {t('activityUndo')}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

/** Why it went as it did: which fields, the helpdesk's sentence about working hours, what went wrong. */
function reasonText(t: Texts, row: ActivityRow, now: number): string {
  const parts: string[] = [];
  if (row.fields.length > 0) parts.push(listText(row.fields.map((field) => fieldName(t, field))));
  if (row.isOutsideHours && row.outcome === 'done' && row.action !== 'remove') parts.push(t('reviewOutsideDone'));
  if (row.problem !== null) parts.push(pastProblemText(t, row.problem, now));
  return parts.join('. ');
}
