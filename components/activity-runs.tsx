import type { RunView } from '../lib/domain/sync-views';
import { leftAloneText, runKindTexts, runLines, runOutcomeTexts } from './activity-run-text';
import { SkippedItems } from './activity-skipped';
import { ActivityTime } from './activity-time';
import { Icon, type IconName } from './icon';
import { Notice } from './loaded';
import { pastProblemText } from './problem-text';
import { exactText } from './relative-time';
import { countText } from './sync-count';
import { useTexts } from './texts';

const looks: Record<RunView['outcome'], { readonly icon: IconName; readonly tone: 'good' | 'warn' | 'quiet' }> = {
  running: { icon: 'clock', tone: 'quiet' },
  done: { icon: 'check', tone: 'good' },
  partial: { icon: 'warning', tone: 'warn' },
  failed: { icon: 'warning', tone: 'warn' },
  stopped: { icon: 'minus', tone: 'quiet' },
  braked: { icon: 'warning', tone: 'warn' },
};

interface RunActions {
  /** Null: those of all runs again. */
  onShow(runId: string | null): void;
  onUndo(runId: string): void;
}

/** Runs that changed something or failed, newest first. */
export function ActivityRuns(
  props: {
    readonly runs: readonly RunView[];
    readonly shownRunId: string | null;
    readonly now: number;
    readonly canShowMore: boolean;
    onMore(): void;
  } & RunActions,
) {
  const t = useTexts();
  if (props.runs.length === 0) return <p>{t('activityRunsNone')}</p>;
  return (
    <>
      <ul class="activity-runs" aria-labelledby="activity-runs">
        {props.runs.map((run) => (
          <Run
            key={run.id}
            run={run}
            now={props.now}
            isShown={run.id === props.shownRunId}
            onShow={props.onShow}
            onUndo={props.onUndo}
          />
        ))}
      </ul>
      {props.canShowMore && (
        <p>
          <button type="button" class="button button-small" onClick={props.onMore}>
            {t('activityMoreRuns')}
          </button>
        </p>
      )}
    </>
  );
}

function Run(props: { readonly run: RunView; readonly now: number; readonly isShown: boolean } & RunActions) {
  const { run } = props;
  const t = useTexts();
  const { icon, tone } = looks[run.outcome];
  const kind = t(runKindTexts[run.kind]);
  const when = exactText(run.startedAtMs);
  return (
    <li class="activity-run">
      <div class="activity-run-what">
        <p class="activity-run-head">
          <strong>{kind}</strong>
          <span class={`result result-${tone}`}>
            <Icon name={icon} />
            <span>{t(runOutcomeTexts[run.outcome])}</span>
          </span>
          <ActivityTime ms={run.startedAtMs} now={props.now} />
        </p>
        {runLines(t, run).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {run.problem !== null && <p class="activity-reason">{pastProblemText(t, run.problem, props.now)}</p>}
        {run.outsideHours > 0 && (
          <Notice tone="warning">
            <p>{t('reviewOutsideDone')}</p>
            <p>{countText(t, 'reviewOutsideHowMany', run.outsideHours)}</p>
          </Notice>
        )}
        <SkippedItems rows={run.skipped} text={leftAloneText(run)} />
      </div>
      <p class="row-actions">
        <button
          type="button"
          class="button button-small button-quiet"
          aria-pressed={props.isShown}
          onClick={() => props.onShow(props.isShown ? null : run.id)}
        >
          {t('activityShowRun')}
          <span class="visually-hidden">{`: ${kind}, ${when}`}</span>
        </button>
        {run.canUndo && (
          <button
            type="button"
            class="button button-small"
            aria-label={t('activityUndoRun', kind, when)}
            onClick={() => props.onUndo(run.id)}
          >
            {t('activityUndo')}
          </button>
        )}
      </p>
    </li>
  );
}
