import type { Side } from '../domain/appointment';
import type { RunView } from '../domain/sync-views';
import type { RunRecord } from '../sync/store';
import type { Desk } from './desk';

/** A run that has begun and done nothing yet. */
export function emptyRun(account: string, id: string, kind: RunRecord['kind'], nowMs: number): RunRecord {
  const none = { created: 0, updated: 0, removed: 0, failed: 0 };
  return {
    id,
    account,
    kind,
    startedAtMs: nowMs,
    endedAtMs: null,
    outcome: 'running',
    counts: { helpdesk: none, calendar: none },
    conflicts: 0,
    skipped: [],
    problem: null,
    undoes: null,
  };
}

export function toRunView(run: RunRecord): RunView {
  const { account: _account, undoes: _undoes, outsideHours, ...shown } = run;
  const didSomething = (['helpdesk', 'calendar'] as const).some(
    (side) => run.counts[side].created + run.counts[side].updated + run.counts[side].removed > 0,
  );
  return { ...shown, outsideHours: outsideHours ?? 0, canUndo: didSomething && run.outcome !== 'running' };
}

type Counts = Record<Side, Record<'created' | 'updated' | 'removed' | 'failed', number>>;

/** What a run has done by its journal: all its lives together, where the worker died in between. */
export async function countsByJournal(
  { runs, store }: Pick<Desk, 'runs' | 'store'>,
  runId: string,
): Promise<Pick<RunRecord, 'counts'> & { readonly outsideHours: number }> {
  const none = () => ({ created: 0, updated: 0, removed: 0, failed: 0 });
  const counts: Counts = { helpdesk: none(), calendar: none() };
  const outside = new Set<string>();
  const failed = new Set<string>();
  const succeeded = new Set<string>();
  /** Creations whose answer never came, by link. */
  const unanswered = new Map<string, { readonly linkKey: string; readonly side: Side }>();
  for (let after = 0; ; ) {
    const lines = await runs.journalOf(runId, 500, after);
    for (const { seq, side, action, outcome, linkKey, isOutsideHours } of lines) {
      after = seq;
      if (side === null) continue;
      const item = `${side} ${linkKey}`;
      if (outcome === 'failed') failed.add(item);
      if (outcome === 'asked' && action === 'create') unanswered.set(item, { linkKey, side });
      else unanswered.delete(item);
      if (outcome !== 'done') continue;
      const kind = countedAs(action);
      if (kind === null) continue;
      counts[side][kind] += 1;
      succeeded.add(item);
      if (kind === 'created' && side === 'helpdesk' && isOutsideHours) outside.add(linkKey);
    }
    if (lines.length < 500) break;
  }
  // They were found by a reading after the worker's death.
  for (const { linkKey, side } of unanswered.values()) {
    if ((await store.read(linkKey))?.[side].kind === 'made') counts[side].created += 1;
  }
  // What went through at a later try did not fail.
  for (const item of failed) {
    if (!succeeded.has(item)) counts[item.startsWith('helpdesk ') ? 'helpdesk' : 'calendar'].failed += 1;
  }
  return { counts, outsideHours: outside.size };
}

function countedAs(action: string): 'created' | 'updated' | 'removed' | null {
  if (action === 'create' || action === 'adopt') return 'created';
  if (action === 'update') return 'updated';
  return action === 'remove' || action === 'endSeries' ? 'removed' : null;
}

/** Runs that the worker's death has cut off: closed with what their journal says, but for one that goes on. */
export async function closeDeadRuns(
  desk: Pick<Desk, 'runs' | 'store' | 'now'>,
  account: string,
  goesOn: string | null,
): Promise<void> {
  const last = await desk.runs.list({ account, which: 'eventful', limit: 5, beforeMs: null });
  for (const run of last.filter(({ id, outcome }) => outcome === 'running' && id !== goesOn)) {
    const counted = await countsByJournal(desk, run.id);
    await desk.runs.put({ ...run, ...counted, outcome: 'stopped', endedAtMs: desk.now() });
  }
}
