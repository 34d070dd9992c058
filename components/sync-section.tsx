import type { Problem } from '../lib/domain/problem';
import type { SyncView } from '../lib/domain/sync-views';
import { type Loaded, LoadedView, NotConnected, Notice, ProblemNotice } from './loaded';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { SyncBrake } from './sync-brake';
import { SyncBring } from './sync-bring';
import { SyncDirections } from './sync-directions';
import { SyncFilters } from './sync-filters';
import { SyncHealth } from './sync-health';
import { SyncPrivacy } from './sync-privacy';
import { SyncRange } from './sync-range';
import { SyncRules } from './sync-rules';
import { SyncSwitch } from './sync-switch';
import { useTexts } from './texts';

/** Work that a press began and that is not over yet. */
export interface SyncWork {
  readonly repair: Loaded<string> | null;
  readonly isApproving: boolean;
  /** Why the last press did not do what it says. */
  readonly problem: Problem | null;
  /** A dry run that was begun and not closed. */
  readonly hasReview: boolean;
}

interface SyncSectionProps extends SyncActions {
  readonly sync: Loaded<SyncView>;
  readonly now: number;
  readonly saving: Saving;
  readonly work: SyncWork;
  onTryAgain(): void;
}

/** Options, "Sync": the switch and how it stands first, what it does below. */
export function SyncSection(props: SyncSectionProps) {
  const t = useTexts();
  return (
    <>
      <p class="intro">{t('syncIntro')}</p>
      <LoadedView of={props.sync} onTryAgain={props.onTryAgain}>
        {(view) =>
          view.isConnected ? <Connected {...props} view={view} /> : <NotConnected text={t('syncNotConnected')} />
        }
      </LoadedView>
    </>
  );
}

function Connected(props: SyncSectionProps & { readonly view: SyncView }) {
  const { view, now, work } = props;
  const t = useTexts();
  const bring = (
    <SyncBring
      repair={work.repair}
      hasReview={work.hasReview}
      onBring={props.onBring}
      onRepair={props.onRepair}
      onShowReview={props.onShowReview}
    />
  );
  return (
    <>
      <section class="card stack" aria-label={t('syncState')}>
        <SyncSwitch now={props.now} view={view} onTwoWay={props.onTwoWay} />
        {work.problem !== null && <ProblemNotice problem={work.problem} />}
        <SyncHealth view={view} now={now} onPause={props.onPause} onSyncNow={props.onSyncNow} />
        {work.hasReview && (
          <Notice tone="info">
            <p>{t('syncReviewOpen')}</p>
            <p>
              <button type="button" class="button button-small" onClick={props.onShowReview}>
                {t('syncReviewShow')}
              </button>
            </p>
          </Notice>
        )}
      </section>
      {view.brake !== null && (
        <SyncBrake brake={view.brake} isApproving={work.isApproving} onApprove={props.onApproveBrake} />
      )}
      {!view.twoWay && bring}
      <section class="card stack" aria-labelledby="sync-directions">
        <SyncDirections allowed={view.allowed} onChange={props.onChange} />
        <SavingLine saving={props.saving} />
      </section>
      <SyncFilters view={view} onChange={props.onChange} />
      <SyncPrivacy privacy={view.privacy} onChange={props.onChange} />
      <SyncRules view={view} onChange={props.onChange} />
      <SyncRange view={view} onChange={props.onChange} />
      {view.twoWay && bring}
    </>
  );
}
