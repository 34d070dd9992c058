import type { BrakeView, RunView } from '../domain/sync-views';
import { otherSide } from '../sync/fold-record';
import { brakedKeys } from './braked-keys';
import type { Desk } from './desk';
import { linkWhen } from './link-when';
import { toRunView } from './run-record';
import { lastRunOf } from './sync-health';
import { runOnce, usualRun } from './sync-run';

/** Lines of the list that are shown: the count says how many there are. */
const mostShown = 200;

/** The run that brakes, when the last one did. */
export async function brakeView(desk: Desk, account: string): Promise<BrakeView | null> {
  const run = await lastRunOf(desk, account);
  if (run?.outcome !== 'braked') return null;
  const keys = await brakedKeys(desk, run.id);
  const items: BrakeView['items'][number][] = [];
  let kind: BrakeView['kind'] = 'manyCreations';
  for (const key of keys.all.slice(0, mostShown)) {
    const link = await desk.store.read(key);
    if (link === null) continue;
    if (keys.side !== null && link[otherSide(keys.side)].kind === 'gone') kind = 'manyRemovals';
    items.push({ linkId: key, subject: link.subject, ...linkWhen(link) });
  }
  items.sort((a, b) => a.startMs - b.startMs || a.subject.localeCompare(b.subject, undefined, { numeric: true }));
  return { runId: run.id, kind, side: keys.side ?? 'helpdesk', count: keys.all.length, items };
}

/** "Approve once": a run that may do what the braked one wanted, and nothing else of the kind. */
export async function approveBrake(desk: Desk, runId: string): Promise<RunView | null> {
  const { all } = await brakedKeys(desk, runId);
  const run = await runOnce(desk, { ...usualRun, approved: new Set(all) });
  return run === null ? null : toRunView(run);
}
