import { ActivitySection } from '../../components/activity-section';
import { useNow } from '../page/use-now';
import type { ReviewDesk } from '../page/use-review';
import { useActivity } from './use-activity';
import { useActivityExport } from './use-activity-export';

export function ActivityOptions({ review }: { readonly review: ReviewDesk }) {
  const now = useNow();
  const activity = useActivity();
  const exporting = useActivityExport();
  return (
    <ActivitySection
      runs={activity.runs}
      canShowMoreRuns={activity.canShowMoreRuns}
      lines={activity.lines}
      isReading={activity.isReading}
      filter={activity.filter}
      now={now}
      problem={review.isShown ? null : review.problem}
      exporting={exporting}
      onFilter={activity.setFilter}
      onMoreRuns={activity.showMoreRuns}
      onMore={() => void activity.more()}
      onUndoRun={(runId) => void review.start({ kind: 'undo', runId })}
      onUndoRow={(seq) => void review.start({ kind: 'undo', seq })}
      onTryAgain={activity.reload}
    />
  );
}
