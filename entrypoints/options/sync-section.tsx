import { useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import { repairText } from '../../components/repair-text';
import type { Saving } from '../../components/saving-line';
import type { BringKind, SyncChange } from '../../components/sync-actions';
import { SyncSection } from '../../components/sync-section';
import { useTexts } from '../../components/texts';
import type { Problem } from '../../lib/domain/problem';
import type { SyncView } from '../../lib/domain/sync-views';
import { send } from '../../lib/messages/send';
import { useNow } from '../page/use-now';
import type { ReviewDesk } from '../page/use-review';
import type { SyncDesk } from './use-sync';

export function SyncOptions({ desk, review }: { readonly desk: SyncDesk; readonly review: ReviewDesk }) {
  const t = useTexts();
  const now = useNow();
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [repair, setRepair] = useState<Loaded<string> | null>(null);
  const [isApproving, setApproving] = useState(false);
  const [bringing, setBringing] = useState<BringKind | null>(null);

  async function change(what: SyncChange) {
    setSaving({ kind: 'saving' });
    const reply = await desk.press(
      (view) => changed(view, what),
      () => send('setSync', what),
    );
    setSaving(reply.ok ? { kind: 'saved' } : { kind: 'failed', problem: reply.problem });
  }

  async function ask(request: Promise<{ ok: true } | { ok: false; problem: Problem }>) {
    setProblem(null);
    const reply = await request;
    if (!reply.ok) setProblem(reply.problem);
    await desk.reload();
  }

  /** A run that repairs itself leaves no trace in the state; whoever pressed wants to know all the same. */
  async function syncNow() {
    setProblem(null);
    const reply = await send('syncNow', {});
    setProblem(reply.ok ? reply.answer.problem : reply.problem);
    await desk.reload();
  }

  return (
    <SyncSection
      sync={desk.sync}
      now={now}
      saving={saving}
      work={{
        repair,
        isApproving,
        problem,
        bringing,
        bringProblem: review.isShown ? null : review.problem,
        hasReview: review.review !== null,
      }}
      onTryAgain={desk.reload}
      onTwoWay={(on) =>
        void ask(
          desk.press(
            (view) => ({ ...view, twoWay: on }),
            () => send('setTwoWay', { on }),
          ),
        )
      }
      onChange={(what) => void change(what)}
      onPause={(until) => void ask(send('pauseSync', { until }))}
      onSyncNow={() => void syncNow()}
      onBring={async (kind) => {
        setBringing(kind);
        await review.start({ kind });
        setBringing(null);
      }}
      onShowReview={review.show}
      onRepair={async () => {
        setRepair({ kind: 'loading' });
        const reply = await send('repair', {});
        if (!reply.ok) setRepair({ kind: 'failed', problem: reply.problem });
        else if (reply.answer?.problem) setRepair({ kind: 'failed', problem: reply.answer.problem });
        else {
          const health = desk.sync.kind === 'ready' ? desk.sync.value.health : null;
          setRepair({ kind: 'ready', value: repairText(t, reply.answer, health) });
        }
        await desk.reload();
      }}
      onApproveBrake={async (runId) => {
        setApproving(true);
        await ask(send('approveBrake', { runId }));
        setApproving(false);
      }}
    />
  );
}

function changed(view: SyncView, what: SyncChange): SyncView {
  const { allowed, filter, forgetFieldRules, ...plain } = what;
  return {
    ...view,
    ...plain,
    ...(allowed && {
      allowed: {
        ...view.allowed,
        [allowed.side]: { ...view.allowed[allowed.side], [allowed.action]: allowed.on },
      },
    }),
    ...(filter && { filters: { ...view.filters, [filter.name]: filter.on } }),
    ...(forgetFieldRules && { fieldRules: {} }),
  };
}
