import type { Problem } from '../lib/domain/problem';
import type { ActivityFilter, RunView } from '../lib/domain/sync-views';
import { ActivityExport, type ActivityExportProps } from './activity-export';
import { ActivityFilters } from './activity-filters';
import { ActivityRuns } from './activity-runs';
import { type ActivityLines, ActivityTable, tableHeadingId } from './activity-table';
import { isNotConnected, type Loaded, LoadedView, NotConnected, ProblemNotice } from './loaded';
import { useTexts } from './texts';

interface ActivitySectionProps {
  readonly runs: Loaded<readonly RunView[]>;
  readonly canShowMoreRuns: boolean;
  readonly lines: Loaded<ActivityLines>;
  /** The lines shown are those of the filter before this one. */
  readonly isReading: boolean;
  readonly filter: ActivityFilter;
  readonly now: number;
  /** Why the last press did not do what it says. */
  readonly problem: Problem | null;
  readonly exporting: ActivityExportProps;
  onFilter(filter: ActivityFilter): void;
  onMoreRuns(): void;
  onMore(): void;
  onUndoRun(runId: string): void;
  onUndoRow(seq: number): void;
  onTryAgain(): void;
}

/** Options, "Activity": runs on top, every action below, and the file for support. */
export function ActivitySection(props: ActivitySectionProps) {
  const t = useTexts();
  const { filter } = props;
  const isFiltered =
    filter.direction !== null || filter.outcome !== null || filter.runId !== null || filter.search.trim() !== '';
  if (isNotConnected(props.runs)) {
    return (
      <>
        <p class="intro">{t('activityIntro')}</p>
        <NotConnected text={t('activityNotConnected')} />
      </>
    );
  }
  return (
    <>
      <p class="intro">{t('activityIntro')}</p>
      {props.problem !== null && <ProblemNotice problem={props.problem} />}
      <section class="card stack-small" aria-labelledby="activity-runs">
        <h2 id="activity-runs">{t('activityRuns')}</h2>
        <LoadedView of={props.runs} onTryAgain={props.onTryAgain}>
          {(runs) => (
            <ActivityRuns
              runs={runs}
              shownRunId={filter.runId}
              now={props.now}
              canShowMore={props.canShowMoreRuns}
              onShow={(runId) => {
                props.onFilter({ ...filter, runId });
                // The list stands below all the runs, out of sight.
                if (runId !== null) document.getElementById(tableHeadingId)?.focus();
              }}
              onUndo={props.onUndoRun}
              onMore={props.onMoreRuns}
            />
          )}
        </LoadedView>
      </section>
      <section class="card stack" aria-labelledby={tableHeadingId} aria-busy={props.isReading}>
        <h2 id={tableHeadingId} tabIndex={-1}>
          {t('activityTitle')}
        </h2>
        <ActivityFilters
          filter={filter}
          run={props.runs.kind === 'ready' ? props.runs.value.find(({ id }) => id === filter.runId) : undefined}
          isFiltered={isFiltered}
          onFilter={props.onFilter}
        />
        <LoadedView of={props.lines} onTryAgain={props.onTryAgain}>
          {(lines) =>
            lines.rows.length === 0 ? (
              <p role="status">{t(isFiltered ? 'activityNoneFits' : 'activityNone')}</p>
            ) : (
              <ActivityTable {...lines} now={props.now} onMore={props.onMore} onUndo={props.onUndoRow} />
            )
          }
        </LoadedView>
      </section>
      <ActivityExport {...props.exporting} />
    </>
  );
}
