import type { Problem } from '../domain/problem';
import type { ReviewItem, ReviewRecord } from '../storage/review-row';
import { withSchedule } from '../sync/fold-record';
import type { Link } from '../sync/link';
import type { Progress } from '../sync/run-sync';
import type { RunRecord } from '../sync/store';
import { type Desk, portOf } from './desk';
import { preparePopup, showUnderWay } from './prepare-popup';
import { blockedUntil, withQuota } from './quota';
import { type CopyKind, copyStep, isCopyKind, reviewRules, targetOf } from './review-rules';
import { countsByJournal, emptyRun } from './run-record';
import { stepDeps } from './step-deps';
import { syncLock } from './sync-rules';
import { runLocked, usualRun } from './sync-run';
import { reconsiderAll } from './sync-settings';
import { undoItem } from './undo-item';

/** Rows read at a time. */
const batch = 200;

/**
 * Does what is ticked and not done yet; goes on where a death has cut it off. Answers when to go on (epoch ms) where a
 * side asked to be left alone, else null.
 */
export async function applyReview(desk: Desk): Promise<number | null> {
  return desk.withLock(syncLock, async () => {
    const review = await desk.reviews.read();
    if (review?.state !== 'applying' || review.appliedBy === null) return null;
    const runId = review.appliedBy;
    const run =
      (await desk.runs.read(runId)) ??
      ({ ...emptyRun(review.account, runId, runKind(review), desk.now()), undoes: review.runId } satisfies RunRecord);
    await desk.runs.put({ ...run, outcome: 'running', endedAtMs: null });
    const { kind } = review;
    const problem = isCopyKind(kind)
      ? await applyCopies(desk, review, kind, runId)
      : await applyInverses(desk, review, runId);
    const goOnAtMs = await blockedAtMs(desk, problem);
    const isOver = goOnAtMs === null || (await desk.reviews.open(1)).length === 0;
    await finish(desk, review, run, isOver ? problem : null, isOver);
    return isOver ? null : goOnAtMs;
  });
}

function runKind({ kind }: ReviewRecord): RunRecord['kind'] {
  // What is taken back before leaving a side is an undo, too.
  return kind === 'disconnect' ? 'undo' : kind;
}

async function blockedAtMs(desk: Desk, problem: Problem | null): Promise<number | null> {
  return problem?.kind === 'rateLimited' ? blockedUntil(desk, problem.side) : null;
}

async function finish(
  desk: Desk,
  review: ReviewRecord,
  run: RunRecord,
  problem: Problem | null,
  isOver: boolean,
): Promise<void> {
  const stored = (await desk.runs.read(run.id)) ?? run;
  const summed = { ...stored, ...(await countsByJournal(desk, run.id)) };
  const changed = await desk.reviews.change(review.id, (now) => {
    if (now.state === 'applying' && isOver) return { ...now, state: 'done', progress: now.total, problem };
    return now;
  });
  const isLeft = (await desk.reviews.open(1)).length > 0;
  const failed = summed.counts.helpdesk.failed + summed.counts.calendar.failed > 0 || problem !== null || isLeft;
  const outcome = !isOver ? 'running' : changed?.state === 'stopped' ? 'stopped' : failed ? 'partial' : 'done';
  await desk.runs.put({
    ...summed,
    startedAtMs: run.startedAtMs,
    undoes: run.undoes,
    skipped: [...review.leftOut],
    problem,
    outcome,
    endedAtMs: isOver ? desk.now() : null,
  });
  await reconsiderAll(desk);
  await preparePopup(desk, { underWay: null });
}

/** What changed between the review and its doing is planned again; more than twice helps nobody. */
const mostRounds = 2;

async function applyCopies(desk: Desk, review: ReviewRecord, kind: CopyKind, runId: string): Promise<Problem | null> {
  const tell = teller(desk, review);
  let problem = await missingSide(desk);
  if (problem !== null) return problem;
  for (let round = 0; round < mostRounds; round += 1) {
    const only = await markTicked(desk, kind);
    if (only.size === 0) return null;
    const base = review.total - only.size;
    const record = await runLocked(desk, {
      ...usualRun,
      kind,
      approved: 'all',
      only,
      runId,
      rules: (rules) => reviewRules(rules, kind),
      onProgress: (progress) => tell({ ...progress, done: base + progress.done }),
    });
    problem = record.problem ?? (await blockedProblem(desk, kind)) ?? (await missingSide(desk));
    const closed = await closeDone(desk, kind);
    if (record.outcome === 'stopped' && problem === null) await stopApplying(desk, review);
    if (record.outcome === 'stopped' || problem !== null || closed === 0) return problem;
  }
  return problem;
}

/** The agent has changed what it was reviewed for, and is asked whether it is to go on. */
async function stopApplying(desk: Desk, { id }: ReviewRecord): Promise<void> {
  await desk.reviews.change(id, (now) => (now.state === 'applying' ? { ...now, state: 'stopped' } : now));
}

/** Without one of the sides nothing is copied, and nothing of it is wrong: a run has no problem with that. */
async function missingSide(desk: Desk): Promise<Problem | null> {
  const { helpdesk, calendar } = await desk.readSettings();
  if (helpdesk === null) return { kind: 'notConnected', side: 'helpdesk' };
  return calendar === null ? { kind: 'notConnected', side: 'calendar' } : null;
}

async function blockedProblem(desk: Desk, kind: CopyKind): Promise<Problem | null> {
  const side = targetOf(kind);
  const retryAtMs = await blockedUntil(desk, side);
  return retryAtMs === null ? null : { kind: 'rateLimited', side, retryAtMs };
}

/** Makes the ticked links the run's work, whatever the sync is set to; answers their keys. */
async function markTicked(desk: Desk, kind: CopyKind): Promise<ReadonlySet<string>> {
  const { rules: present } = await stepDeps(desk, null);
  const rules = reviewRules(present, kind);
  const keys = new Set<string>();
  for await (const rows of openRows(desk)) {
    for (const { linkId } of rows) keys.add(linkId);
    await desk.store.changeMany(
      rows.map(({ linkId }) => ({
        key: linkId,
        change: (now) => withSchedule(untried(now, kind), rules),
        entry: null,
      })),
    );
  }
  return keys;
}

/** The agent asks for it now: an earlier failure is no reason to wait. */
function untried(link: Link, kind: CopyKind): Link {
  const side = targetOf(kind);
  const { [side]: state } = link;
  return 'attempt' in state && state.attempt !== null ? { ...link, [side]: { ...state, attempt: null } } : link;
}

async function closeDone(desk: Desk, kind: CopyKind): Promise<number> {
  const { rules: present } = await stepDeps(desk, null);
  const rules = reviewRules(present, kind);
  let closed = 0;
  for await (const rows of openRows(desk)) {
    const done: number[] = [];
    for (const { linkId, pos } of rows) {
      const link = await desk.store.read(linkId);
      const isLeft = link !== null && (link[targetOf(kind)].kind === 'asked' || copyStep(link, kind, rules) !== null);
      if (!isLeft) done.push(pos);
    }
    await desk.reviews.close(done);
    closed += done.length;
  }
  return closed;
}

async function applyInverses(desk: Desk, review: ReviewRecord, runId: string): Promise<Problem | null> {
  const steps = await stepDeps(desk, runId);
  const nothing = async () => undefined;
  const deps: typeof steps = {
    ...steps,
    port: async (side, link) => {
      // Leaving a calendar, the agent takes back whatever Docket made in it, for whichever helpdesk.
      const connection = review.kind === 'disconnect' ? await portOf(desk, link, side) : await steps.port(side, link);
      if ('kind' in connection) return connection;
      return withQuota(desk, 'port' in connection ? connection.port : connection, nothing);
    },
  };
  const tell = teller(desk, review);
  let done = 0;
  let missing: Problem | null = null;
  for await (const rows of openRows(desk)) {
    if (done === 0) done = review.total - (await countOpen(desk));
    for (const row of rows) {
      const problem = await undoItem(desk, deps, row);
      if (problem?.kind === 'rateLimited' || problem?.kind === 'offline') return problem;
      if (problem?.kind === 'needsSignIn' || problem?.kind === 'notConnected') {
        // It stays open; the rows of the other side, or of another calendar, may be done all the same.
        missing ??= problem;
        continue;
      }
      await desk.reviews.close([row.pos]);
      done += 1;
      if ((await tell({ done, total: review.total })) === 'stop') return missing;
    }
  }
  return missing;
}

async function countOpen(desk: Desk): Promise<number> {
  let count = 0;
  for await (const rows of openRows(desk)) count += rows.length;
  return count;
}

async function* openRows(desk: Desk): AsyncGenerator<readonly ReviewItem[]> {
  let after = -1;
  for (;;) {
    const rows = await desk.reviews.open(batch, after);
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.pos ?? after;
    if (rows.length < batch) return;
  }
}

/** Written down, and asked whether the agent has stopped it, every so many steps. */
const toldEvery = 10;

/** Tells how far it is; the steps that go together are told of at once. */
function teller(desk: Desk, { id, total }: ReviewRecord): (progress: Progress) => Promise<'goOn' | 'stop'> {
  let toldAt = 0;
  return async (progress) => {
    const done = Math.min(progress.done, total);
    if (done - toldAt < toldEvery && done !== total) return 'goOn';
    toldAt = done;
    const now = await desk.reviews.change(id, (review) => ({ ...review, progress: done }));
    if (now?.state !== 'applying') return 'stop';
    await showUnderWay(desk, { kind: 'writing', done, total });
    return 'goOn';
  };
}
