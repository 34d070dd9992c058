import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import { accountKey, type Settings } from '../storage/settings';
import type { CalendarPort } from '../sync/ports';
import type { SyncRules } from '../sync/rules';
import { type Progress, runSync, type SyncDeps } from '../sync/run-sync';
import type { JournalEntry, RunRecord } from '../sync/store';
import { repeatedBrake } from './braked-keys';
import type { Desk } from './desk';
import { readForOthers } from './for-others';
import { knowsJournal, preparePopup, showNotStored } from './prepare-popup';
import { blockedUntil, withQuota } from './quota';
import { groundsOf, rulesOf } from './run-grounds';
import { emptyRun } from './run-record';
import { type ShownRun, showRun } from './shown-run';
import { sidePort } from './side-port';
import { stepDeps } from './step-deps';
import { isPaused, settlingLock, syncLock } from './sync-rules';
import { reconsiderAll } from './sync-settings';
import { watchedStore } from './watched-store';

export interface RunOptions {
  readonly kind: RunRecord['kind'];
  /** `listing`: "Repair", imports and exports look at everything. */
  readonly want: 'changes' | 'listing';
  readonly approved: SyncDeps['approved'];
  readonly only: ReadonlySet<string> | null;
  /** What the steps may do, where that is not what the agent has set for the sync. */
  readonly rules?: (rules: SyncRules) => SyncRules;
  readonly runId?: string;
  /** Items read so far. */
  readonly onRead?: (items: number) => Promise<void>;
  readonly onProgress?: (progress: Progress) => Promise<'goOn' | 'stop'>;
}

export const usualRun: RunOptions = { kind: 'sync', want: 'changes', approved: null, only: null };

/** "Repair": a full listing and a merge, never a deletion. What was proven deleted stays known to the next run. */
export const repairRun: RunOptions = {
  ...usualRun,
  kind: 'repair',
  want: 'listing',
  rules: ({ allowed, ...rules }) => ({
    ...rules,
    allowed: { helpdesk: { ...allowed.helpdesk, delete: false }, calendar: { ...allowed.calendar, delete: false } },
  }),
};

/** Only reads: no link is worked on. */
export const readOnlyRun: RunOptions = { ...usualRun, only: new Set() };

/** A full listing at least once a day: the helpdesk tells of deletions in no other way. */
const listEveryMs = 24 * 3_600_000;

/**
 * One run over both sides, if none is under way: reads them into our copy and, where two-way sync is on, makes them tell
 * the same story. Answers the report; null when another run holds the lock, no helpdesk is connected, or the agent has
 * paused the sync.
 */
export async function runOnce(desk: Desk, options: RunOptions = usualRun): Promise<RunRecord | null> {
  const settings = await desk.readSettings();
  const { helpdesk } = settings;
  if (helpdesk === null || isPaused(settings, desk.now())) {
    await preparePopup(desk, { underWay: null, changed: 'journal' });
    return null;
  }
  // That is no run, though it holds the same lock: whoever wakes the worker by "Sync now" is not to be sent away.
  await desk.withLock(settlingLock, async () => undefined);
  return desk.tryLock(syncLock, () => runLocked(desk, options));
}

/** The same for who holds the lock already. Never throws for a server or a full disk: what went wrong stands in the record. */
export async function runLocked(desk: Desk, options: RunOptions): Promise<RunRecord> {
  const settings = await desk.readSettings();
  const account = settings.helpdesk === null ? '' : accountKey(settings.helpdesk);
  const runId = options.runId ?? desk.newId();
  const failed = (problem: Problem): RunRecord => ({
    ...emptyRun(account, runId, options.kind, desk.now()),
    outcome: 'failed',
    endedAtMs: desk.now(),
    problem,
  });
  const toFailed = (error: unknown) => failed(desk.toProblem(error, 'helpdesk'));
  try {
    return await runAndStore(desk, options, { settings, account, runId, toFailed });
  } catch (error) {
    // What servers do stands in the run's record: what is thrown past that is the browser's storage.
    const thrown = desk.toProblem(error, 'helpdesk');
    const problem = { kind: 'notStored', detail: 'detail' in thrown ? thrown.detail : thrown.kind } as const;
    await showNotStored(desk, problem);
    return failed(problem);
  }
}

async function runAndStore(
  desk: Desk,
  options: RunOptions,
  begun: {
    readonly settings: Settings;
    readonly account: string;
    readonly runId: string;
    readonly toFailed: (error: unknown) => RunRecord;
  },
): Promise<RunRecord> {
  const { settings: before, account, runId, toFailed } = begun;
  await desk.upkeep.forgetOld(desk.now(), before.sync.daysBack);
  const grounds = groundsOf(options.kind, before);
  const isAgendaNew = knowsJournal(desk);
  isAgendaNew.catch(() => undefined);
  const shown = showRun(desk);
  const [outside, changed] = [new Set<string>(), new Set<string>()];
  const run: RunUnderWay = { account, runId, grounds, outside, repeats: null, changed, shown };
  const found = await syncDeps(desk, options, run).then(runSync).catch(toFailed);
  const isShown = shown.end();
  const record = run.outside.size === 0 ? found : { ...found, outsideHours: run.outside.size };
  if (run.repeats === null && !isOnlyReading(options)) await desk.runs.put(record);
  // What was written by the rules of before says nothing of what is left to do by those of now.
  if (rulesOf(await desk.readSettings()) !== rulesOf(before)) await reconsiderAll(desk);
  await isShown;
  await preparePopup(desk, {
    underWay: null,
    changed: run.changed.size <= mostChanged && (await isAgendaNew) ? run.changed : 'anything',
    lastProblem: record.problem,
    ...(isGood(record) && { lastSyncMs: desk.now() }),
  });
  return run.repeats ?? record;
}

/** Both sides were brought together as far as they could be: what the brake holds back, or the agent has stopped, was not. */
function isGood({ problem, outcome }: RunRecord): boolean {
  return problem === null && outcome !== 'braked' && outcome !== 'stopped';
}

/** With more the agenda is made anew: that reads fewer rows at less cost. */
const mostChanged = 100;

interface RunUnderWay {
  readonly account: string;
  readonly runId: string;
  /** `groundsOf` when it began. */
  readonly grounds: string;
  /** Links made in the helpdesk outside working hours. */
  readonly outside: Set<string>;
  /** The braked run that this one only repeats: a brake is told once, not every five minutes. */
  repeats: RunRecord | null;
  /** Keys of the links that it has written; not all of them when there are more than `mostChanged`. */
  readonly changed: Set<string>;
  readonly shown: ShownRun;
}

function isOnlyReading({ only }: RunOptions): boolean {
  return only?.size === 0;
}

async function syncDeps(desk: Desk, options: RunOptions, run: RunUnderWay): Promise<SyncDeps> {
  const { account, runId } = run;
  const steps = await stepDeps(desk, runId);
  const { helpdesk, calendar } = await desk.readSettings();
  const calendarOf = calendar === null ? null : { email: calendar.email, calendarId: calendar.calendarId };
  const readers = new Map<Side, CalendarPort>();
  const noteChanged = (key: string) => void (run.changed.size <= mostChanged && run.changed.add(key));
  const store = watchedStore(desk.store, noteChanged, run.shown.hasRead);
  let read = 0;
  const onRead = async (items: number) => {
    read += items;
    await options.onRead?.(read);
  };
  return {
    ...steps,
    store,
    reportBrake: (entries) => reportOnce(desk, run, entries),
    port: async (side, link) => {
      const port = await steps.port(side, link);
      if ('kind' in port) return port;
      // The one that has read changes knows what a batch of updates need not look at any more.
      return (side === 'helpdesk' ? readers.get(side) : undefined) ?? withQuota(desk, port, onRead);
    },
    rules: options.rules?.(steps.rules) ?? steps.rules,
    isOutsideHours: (link) => {
      const isOutside = steps.isOutsideHours(link);
      if (isOutside && link.helpdesk.kind === 'asked') run.outside.add(link.key);
      return isOutside;
    },
    async sidePort(side) {
      const port = await sidePort(desk, side, { account, calendarOf }, onRead);
      if ('kind' in port || side === 'calendar') return port;
      // What cannot be read for others is read by the next run, and stops nothing.
      const hasAsked = await readForOthers({ ...desk, store }, port, { account, rules: steps.rules }).catch(() => true);
      // Unless the helpdesk has asked meanwhile to be left alone.
      const retryAtMs = hasAsked ? await blockedUntil(desk, side) : null;
      if (retryAtMs !== null) return { kind: 'rateLimited', side, retryAtMs };
      readers.set(side, port);
      return port;
    },
    context: {
      account,
      // What is left to do stays known as the agent has set it, whatever this run may do of it.
      rules: steps.rules,
      calendarOf,
      agentId: helpdesk?.agent.id ?? 0,
      nowMs: desk.now(),
      newKey: desk.newId,
      ticketUrl: (ticketId) => desk.ticketUrl(helpdesk?.origin ?? '', ticketId),
    },
    isSyncTokenExpired: desk.isSyncTokenExpired,
    listEveryMs,
    want: options.want,
    approved: options.approved,
    only: options.only,
    kind: options.kind,
    withLink: (key, work) => desk.withLock(`docket-save:${key}`, work),
    onProgress: progressTo(desk, options, run),
  };
}

async function reportOnce(desk: Desk, run: RunUnderWay, entries: readonly JournalEntry[]): Promise<void> {
  run.repeats = await repeatedBrake(desk, run.account, entries);
  if (run.repeats === null) await desk.store.append(entries);
}

/** Shown at most so often: whoever looks wants to see it move, not every step (ms). */
const showEveryMs = 1_000;

function progressTo(desk: Desk, options: RunOptions, run: RunUnderWay): SyncDeps['onProgress'] {
  const { account, runId, grounds } = run;
  let shownMs = 0;
  // Who applies a review keeps the record of it.
  let isKept = options.runId !== undefined;
  return async (progress) => {
    if (!isKept && progress.done > 0) {
      // What a run did can be seen and taken back, also when it dies.
      isKept = true;
      await desk.runs.put(emptyRun(account, runId, options.kind, desk.now()));
    }
    if (desk.now() - shownMs >= showEveryMs) {
      shownMs = desk.now();
      await run.shown.show({ kind: 'writing', ...progress });
    }
    // Also where the agent has only changed how: the run that is asked for with that does the rest by the rules of now.
    if (groundsOf(options.kind, await desk.readSettings()) !== grounds) return 'stop';
    return options.onProgress?.(progress) ?? 'goOn';
  };
}
