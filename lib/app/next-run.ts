import type { Desk } from './desk';
import { bothBlockedUntil } from './quota';
import { isPaused } from './sync-rules';

/** Epoch ms of the next run by itself, spread by a tenth so that a team's browsers do not ask together; null: none. */
export async function nextRunAtMs(
  desk: Pick<Desk, 'readSettings' | 'now' | 'random' | 'quota'>,
): Promise<number | null> {
  const settings = await desk.readSettings();
  const { helpdesk, sync } = settings;
  if (helpdesk === null) return null;
  if (isPaused(settings, desk.now())) {
    return sync.pausedUntilMs === Number.MAX_SAFE_INTEGER ? null : sync.pausedUntilMs;
  }
  const nextMs = desk.now() + sync.everyMinutes * 60_000 * (0.9 + desk.random() / 5);
  const blocked = await bothBlockedUntil(desk);
  // One side alone can still be read.
  if (blocked.helpdesk === null || blocked.calendar === null) return nextMs;
  return Math.max(nextMs, Math.min(blocked.helpdesk, blocked.calendar));
}

/** Whether looking again is worth it: the last run began at least so long ago (ms). */
export async function isRunDue(desk: Desk, account: string, afterMs: number): Promise<boolean> {
  const [last] = await desk.runs.list({ account, which: 'all', limit: 1, beforeMs: null });
  if (last === undefined) return true;
  const sinceMs = desk.now() - last.startedAtMs;
  return sinceMs >= afterMs || sinceMs < 0;
}
