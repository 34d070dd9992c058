import type { Problem } from '../lib/domain/problem';
import type { SyncView } from '../lib/domain/sync-views';
import { type Loaded, LoadedView, NotConnected, ProblemNotice } from './loaded';
import type { Saving } from './saving-line';
import type { BringKind, SyncActions } from './sync-actions';
import { SyncBrake } from './sync-brake';
import { SyncBring } from './sync-bring';
import { SyncHealth } from './sync-health';
import { SyncSettings } from './sync-settings';
import { SyncSwitch } from './sync-switch';
import { useTexts } from './texts';
import { useFocusKept } from './use-focus-kept';

/** Work that a press began and that is not over yet. */
export interface SyncWork {
  readonly repair: Loaded<string> | null;
  readonly isApproving: boolean;
  /** Why the last press did not do what it says. */
  readonly problem: Problem | null;
  /** The list of changes that was asked for and has not come up yet. */
  readonly bringing: BringKind | null;
  /** Why the last list of changes could not be begun. */
  readonly bringProblem: Problem | null;
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
  // A pause takes its buttons away, an approval the list.
  useFocusKept('.sync-state, .sync-brake', '.sync-health');
  const bring = (
    <SyncBring
      repair={work.repair}
      hasReview={work.hasReview}
      bringing={work.bringing}
      problem={work.bringProblem}
      onBring={props.onBring}
      onRepair={props.onRepair}
      onShowReview={props.onShowReview}
    />
  );
  return (
    <>
      <section class="card stack sync-state" aria-label={t('syncState')}>
        <SyncSwitch now={props.now} view={view} onTwoWay={props.onTwoWay} />
        {work.problem !== null && <ProblemNotice problem={work.problem} />}
        <SyncHealth view={view} now={now} onPause={props.onPause} onSyncNow={props.onSyncNow} />
      </section>
      {view.brake !== null && (
        <SyncBrake brake={view.brake} isApproving={work.isApproving} onApprove={props.onApproveBrake} />
      )}
      {!view.twoWay && bring}
      <SyncSettings view={view} saving={props.saving} onChange={props.onChange} />
      {view.twoWay && bring}
    </>
  );
}
