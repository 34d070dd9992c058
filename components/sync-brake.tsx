import type { BrakeView } from '../lib/domain/sync-views';
import { sideName } from './problem-text';
import { whenText } from './review-text';
import { countText } from './sync-count';
import { useTexts } from './texts';

/** Where "Show the list" puts the focus. */
export const brakeHeadingId = 'sync-brake';

/** What a run wanted to do and did not: listed, to be approved once or left. */
export function SyncBrake(props: {
  readonly brake: BrakeView;
  readonly isApproving: boolean;
  onApprove(runId: string): void;
}) {
  const { brake } = props;
  const t = useTexts();
  const base = brake.kind === 'manyRemovals' ? 'syncBrakeRemovals' : 'syncBrakeCreations';
  const more = brake.count - brake.items.length;
  return (
    <section class="card stack-small sync-brake" aria-labelledby={brakeHeadingId}>
      <h2 id={brakeHeadingId} tabIndex={-1}>
        {t('syncBrakeTitle')}
      </h2>
      <p role="status">
        {props.isApproving ? t('syncApproving') : countText(t, base, brake.count, sideName(t, brake.side))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reachable by keyboard */}
      <ul class="made-list" tabIndex={0} aria-label={t('syncBrakeList')}>
        {brake.items.map((item) => (
          <li key={item.linkId}>
            <span dir="auto">{item.subject.trim() === '' ? t('popupNoSubject') : item.subject}</span>
            <span class="quiet">{whenText(t, item)}</span>
          </li>
        ))}
        {more > 0 && <li class="quiet">{countText(t, 'syncBrakeMore', more)}</li>}
      </ul>
      <p id="sync-approve-hint" class="field-hint">
        {t('syncApproveHint')}
      </p>
      <p>
        <button
          type="button"
          class="button"
          aria-busy={props.isApproving}
          aria-disabled={props.isApproving}
          aria-describedby="sync-approve-hint"
          onClick={() => !props.isApproving && props.onApprove(brake.runId)}
        >
          {t('syncApprove')}
        </button>
      </p>
    </section>
  );
}
