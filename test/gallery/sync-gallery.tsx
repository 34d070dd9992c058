import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { ActivitySection } from '../../components/activity-section';
import { ConflictSection } from '../../components/conflict-section';
import type { Loaded } from '../../components/loaded';
import { OptionsFrame, type OptionsSection } from '../../components/options-frame';
import { ReviewDialog } from '../../components/review-dialog';
import { SyncSection } from '../../components/sync-section';
import type { ActivityFilter, ActivityRow, ReviewRow, ReviewView, SyncView } from '../../lib/domain/sync-views';
import * as conflictViews from './conflict-views';
import * as odd from './odd-views';
import { now } from './pages-views';
import * as views from './sync-views';

const nothing = () => {};

function ready<T>(value: T): Loaded<T> {
  return { kind: 'ready', value };
}

function section(name: OptionsSection, content: ComponentChild) {
  return () => (
    <OptionsFrame section={name} conflictCount={2}>
      {content}
    </OptionsFrame>
  );
}

function sync(view: SyncView) {
  return section(
    'sync',
    <SyncSection
      sync={ready(view)}
      now={now}
      saving={{ kind: 'saved' }}
      work={{ repair: null, isApproving: false, problem: null, bringing: null, bringProblem: null, hasReview: false }}
      onTryAgain={nothing}
      onTwoWay={nothing}
      onChange={nothing}
      onPause={nothing}
      onSyncNow={nothing}
      onBring={nothing}
      onShowReview={nothing}
      onRepair={nothing}
      onApproveBrake={nothing}
    />,
  );
}

type RowOf = typeof views.reviewRow;

function Review({ review, rowOf }: { readonly review: ReviewView; readonly rowOf: RowOf }) {
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const all = Array.from({ length: review.total }, (_, index) => rowOf(index, review.total));
  const found = all.filter(({ subject }) => subject.toLowerCase().includes(search.toLowerCase()));
  function tick(row: ReviewRow, isOn: boolean) {
    setUnticked((current) => new Set(isOn ? [...current].filter((id) => id !== row.linkId) : [...current, row.linkId]));
  }
  return (
    <ReviewDialog
      review={review}
      search={search}
      isSearching={false}
      pressProblem={null}
      found={found.length}
      rowAt={(index) => {
        const row = found[index];
        return row && { ...row, isTicked: row.isTicked && !unticked.has(row.linkId) };
      }}
      onNeed={nothing}
      onTick={tick}
      onTickAll={nothing}
      onSearch={setSearch}
      onApply={nothing}
      onStop={nothing}
      onClose={nothing}
      onHide={nothing}
      onUndo={nothing}
    />
  );
}

function review(view: ReviewView, rowOf: RowOf = views.reviewRow) {
  return section('sync', <Review review={view} rowOf={rowOf} />);
}

function activity(rows: readonly ActivityRow[], filter: Partial<ActivityFilter> = {}) {
  return section(
    'activity',
    <ActivitySection
      runs={ready(rows.length === 0 ? [] : views.runs)}
      canShowMoreRuns={rows.length > 0}
      isReading={false}
      lines={ready({ rows, hasMore: rows.length > 0, isLoadingMore: false })}
      filter={{ direction: null, outcome: null, runId: null, search: '', ...filter }}
      now={now}
      problem={null}
      exporting={{
        choice: { format: 'csv', texts: 'redacted' },
        preview: ready({
          fileName: 'docket-activity-2026-11-26.csv',
          lines: 'time,direction,action,result,item,reason\n2026-11-26T10:19:00Z,inbound,create,done,s-4f1c9a,',
        }),
        saved: ready('docket-activity-2026-11-26.csv'),
        onChoice: nothing,
        onPreview: nothing,
        onExport: nothing,
      }}
      onFilter={nothing}
      onMoreRuns={nothing}
      onMore={nothing}
      onUndoRun={nothing}
      onUndoRow={nothing}
      onTryAgain={nothing}
    />,
  );
}

function conflicts(shown: typeof conflictViews.conflicts) {
  return section(
    'conflicts',
    <ConflictSection
      conflicts={ready(shown)}
      resolving={null}
      problem={null}
      onResolve={nothing}
      onTryAgain={nothing}
    />,
  );
}

const report = views.runs[1] ?? null;
const away = ['Router swap at Millbrook', 'Site visit'].map((subject) => ({
  ...{ what: 'appointment' as const, id: subject, subject, reason: 'notConnected' },
  problem: { kind: 'notConnected' as const, side: 'calendar' as const },
}));

export const syncShown: Record<string, () => ComponentChild> = {
  sync: sync(views.syncOn),
  ...Object.fromEntries(
    odd.everyHealth.map((health, index) => [`sync-health-${index}`, sync({ ...views.syncOn, health })]),
  ),
  'sync-empty': sync({ ...views.syncOn, itemCount: 0, filterCounts: views.noItems }),
  'sync-off': sync(views.syncOff),
  'sync-braked': sync(views.syncBraked),
  'review-preparing': review(views.reviewOf(0, { state: 'preparing', progress: 1_240 })),
  review: review(views.reviewOf(10_000)),
  'review-odd': review(views.reviewOf(10_000, { kind: 'undo' }), odd.oddReviewRow),
  'review-series': review(
    views.reviewOf(3, { kind: 'disconnect', counts: { create: 0, update: 0, remove: 3 } }),
    odd.seriesReviewRow,
  ),
  'review-few': review(views.reviewOf(3, { kind: 'undo' })),
  'review-away': review(views.reviewOf(3, { kind: 'undo', leftOut: away })),
  'review-all-away': review(views.reviewOf(0, { kind: 'undo', leftOut: away })),
  'review-applying': review(views.reviewOf(10_000, { state: 'applying', progress: 3_311 })),
  'review-done': review(
    views.reviewOf(216, {
      state: 'done',
      report,
      seenOn: { side: 'helpdesk', url: 'https://acme.halopsa.com/calendar' },
    }),
  ),
  'review-nothing': review(views.reviewOf(0)),
  activity: activity(views.activityRows, { runId: 'run-8' }),
  'activity-many': activity(odd.manyLines),
  'activity-none': activity([]),
  conflicts: conflicts(conflictViews.conflicts),
  'conflicts-odd': conflicts(conflictViews.oddConflicts),
  'conflicts-none': conflicts([]),
};
