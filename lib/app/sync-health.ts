import type { PopupSync, UnderWay } from '../domain/popup-view';
import type { Problem } from '../domain/problem';
import type { Health } from '../domain/sync-views';
import { accountKey, type Settings } from '../storage/settings';
import type { RunRecord } from '../sync/store';
import type { Desk } from './desk';
import { bothBlockedUntil } from './quota';
import { isPaused } from './sync-rules';

export interface HealthFacts {
  readonly settings: Settings;
  readonly nowMs: number;
  readonly underWay: UnderWay | null;
  /** Epoch ms until which a side asked to be left alone. */
  readonly quotaUntilMs: number | null;
  readonly lastRun: RunRecord | null;
  /** Of the last run, whose record may not be stored. */
  readonly lastProblem: Problem | null;
  readonly conflictCount: number;
  /** Epoch ms of the next run by itself. */
  readonly nextMs: number | null;
}

/** How the sync stands, the most pressing first. */
export function toHealth(facts: HealthFacts): Health {
  const { settings, nowMs, underWay, quotaUntilMs, lastRun, lastProblem, conflictCount } = facts;
  const { helpdesk, calendar, sync } = settings;
  if (helpdesk?.needsSignIn === true) return { kind: 'needsSignIn', side: 'helpdesk' };
  if (calendar?.needsSignIn === true) return { kind: 'needsSignIn', side: 'calendar' };
  if (underWay !== null) return underWay;
  if (lastProblem?.kind === 'notStored') return { kind: 'attention', problem: lastProblem, what: 'failed' };
  if (helpdesk === null || calendar === null || settings.twoWay[accountKey(helpdesk)] !== true) return { kind: 'off' };
  if (isPaused(settings, nowMs)) {
    const isForever = sync.pausedUntilMs === Number.MAX_SAFE_INTEGER;
    return { kind: 'paused', why: 'agent', untilMs: isForever ? null : sync.pausedUntilMs };
  }
  if (quotaUntilMs !== null) return { kind: 'paused', why: 'quota', untilMs: quotaUntilMs };
  if (lastRun?.outcome === 'braked') return { kind: 'attention', problem: null, what: 'brake' };
  const problem = lastRun?.problem ?? null;
  if (problem !== null && !isPassing(problem)) return { kind: 'attention', problem, what: 'failed' };
  if (conflictCount > 0) return { kind: 'attention', problem: null, what: 'conflicts' };
  return { kind: 'connected', nextMs: facts.nextMs };
}

/** What repairs itself is nobody's business. */
function isPassing({ kind }: Problem): boolean {
  return ['offline', 'timeout', 'serverError', 'rateLimited', 'changedMeanwhile'].includes(kind);
}

/** The same out of what is stored. */
export async function readHealthFacts(desk: Desk): Promise<Omit<HealthFacts, 'underWay' | 'lastProblem'>> {
  const settings = await desk.readSettings();
  const account = settings.helpdesk === null ? null : accountKey(settings.helpdesk);
  const [lastRun, conflictCount, blocked, nextMs] = await Promise.all([
    account === null ? null : lastRunOf(desk, account),
    account === null ? 0 : desk.conflicts.count(account),
    bothBlockedUntil(desk),
    desk.nextRunMs(),
  ]);
  const isBlocked = blocked.helpdesk !== null || blocked.calendar !== null;
  const quotaUntilMs = isBlocked ? Math.max(blocked.helpdesk ?? 0, blocked.calendar ?? 0) : null;
  return { settings, nowMs: desk.now(), quotaUntilMs, lastRun, conflictCount, nextMs };
}

export function toPopupSync(facts: Omit<HealthFacts, 'underWay'>, underWay: UnderWay | null): PopupSync {
  const atRest = toHealth({ ...facts, underWay: null });
  const attention = atRest.kind === 'attention' ? atRest.what : null;
  return { health: toHealth({ ...facts, underWay }), conflictCount: facts.conflictCount, attention, underWay };
}

/** The last run of the sync itself: imports and undo say nothing of how it stands. */
export async function lastRunOf(desk: Pick<Desk, 'runs'>, account: string): Promise<RunRecord | null> {
  // Nearly always it is the newest; only after many others the older ones are looked at.
  for (let limit = 1, beforeMs: number | null = null; limit <= 16; limit *= 4) {
    const runs: readonly RunRecord[] = await desk.runs.list({ account, which: 'all', limit, beforeMs });
    const found = runs.find(({ kind, outcome }) => (kind === 'sync' || kind === 'repair') && outcome !== 'running');
    if (found !== undefined) return found;
    beforeMs = runs.at(-1)?.startedAtMs ?? null;
    if (runs.length < limit) return null;
  }
  return null;
}
