import { ReviewDialog } from '../../components/review-dialog';
import type { ReviewView } from '../../lib/domain/sync-views';
import type { ReviewDesk } from './use-review';
import { useReviewRows } from './use-review-rows';

/** The dialog over whichever section is shown. */
export function ReviewHost({ desk }: { readonly desk: ReviewDesk }) {
  return desk.isShown && desk.review !== null ? <Shown key={desk.review.id} desk={desk} review={desk.review} /> : null;
}

function Shown({ desk, review }: { readonly desk: ReviewDesk; readonly review: ReviewView }) {
  const rows = useReviewRows(desk);
  return (
    <ReviewDialog
      review={review}
      search={rows.search}
      pressProblem={desk.problem}
      found={rows.found}
      isSearching={rows.isSearching}
      rowAt={rows.rowAt}
      onNeed={rows.need}
      onTick={(row, isOn) => void rows.tick(row, isOn)}
      onTickAll={(isOn) => void rows.tickAll(isOn)}
      onSearch={rows.setSearch}
      onApply={() => void desk.apply()}
      onStop={() => void desk.stop()}
      onClose={() => void desk.close()}
      onHide={desk.hide}
      onUndo={(runId) => void desk.close().then(() => desk.start({ kind: 'undo', runId }))}
    />
  );
}
