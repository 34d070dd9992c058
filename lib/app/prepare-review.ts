import type { Problem, SkippedRow } from '../domain/problem';
import { toInterval } from '../domain/span-interval';
import type { ReviewRow } from '../domain/sync-views';
import type { ReviewItem, ReviewRecord } from '../storage/review-row';
import { otherSide } from '../sync/fold-record';
import { copiedContent, likeness } from '../sync/join-alike';
import type { Link } from '../sync/link';
import type { SyncRules } from '../sync/rules';
import { contentFor } from '../sync/side-content';
import type { Desk } from './desk';
import { disconnectRows } from './disconnect-rows';
import { noCounts } from './review';
import { type CopyKind, type CopyStep, copyStep, isCopyKind, reviewRules, targetOf } from './review-rules';
import { stepDeps } from './step-deps';
import { syncLock } from './sync-rules';
import { readOnlyRun, runLocked } from './sync-run';
import { linksInWindow } from './sync-view';
import { oneBatch, undoRows } from './undo-rows';

/** A row before it has its place. */
export type NewRow = Omit<ReviewItem, 'pos' | 'isFlipped' | 'isOpen'>;

/** Reads both sides and writes down what would be done, page by page. Begun again from the start after a death. */
export async function prepareReview(desk: Desk): Promise<void> {
  await desk.withLock(syncLock, async () => {
    const review = await desk.reviews.read();
    if (review?.state !== 'preparing') return;
    await desk.reviews.begin({ ...review, progress: 0, total: 0, counts: noCounts, leftOut: [] });
    try {
      await prepare(desk, review);
    } catch (error) {
      await desk.reviews.change(review.id, (now) =>
        now.state === 'preparing' ? { ...now, state: 'failed', problem: desk.toProblem(error, 'helpdesk') } : now,
      );
    }
  });
}

async function prepare(desk: Desk, review: ReviewRecord): Promise<void> {
  const { helpdesk, calendar } = await desk.readSettings();
  const missing = helpdesk === null ? 'helpdesk' : calendar === null && isCopyKind(review.kind) ? 'calendar' : null;
  const fail = (problem: ReviewRecord['problem']) =>
    desk.reviews.change(review.id, (now) => ({ ...now, state: 'failed', problem }));
  if (missing !== null) {
    await fail({ kind: 'notConnected', side: missing });
    return;
  }
  const { problem } = await runLocked(desk, { ...readOnlyRun, onRead: readingProgress(desk, review) });
  if (!(await isWanted(desk, review))) return;
  if (problem !== null && !concernsOthers(problem, review)) {
    await fail(problem);
    return;
  }
  const { rows, leftOut } = await rowsOf(desk, review);
  const counts = { ...noCounts } as Record<ReviewRow['action'], number>;
  // Creations come as they are found; the rest, few as a rule, stands below them.
  const later: NewRow[] = [];
  let pos = 0;
  const add = async (some: readonly NewRow[]) => {
    await desk.reviews.addRows(some.map((row) => ({ ...row, pos: pos++, isOpen: 1 })));
    await desk.reviews.change(review.id, (now) => ({ ...now, total: pos }));
  };
  for await (const batch of rows) {
    if (!(await isWanted(desk, review))) return;
    for (const { action } of batch) counts[action] += 1;
    later.push(...batch.filter(({ action }) => action !== 'create'));
    await add(batch.filter(({ action }) => action === 'create'));
  }
  await add(later.filter(({ action }) => action === 'update'));
  await add(later.filter(({ action }) => action === 'remove'));
  await desk.reviews.change(review.id, (now) =>
    now.state === 'preparing' ? { ...now, state: 'ready', total: pos, counts, leftOut: [...leftOut] } : now,
  );
}

/** A side without its sign-in keeps nobody from taking back what was done on the other; what was done there is named. */
function concernsOthers(problem: Problem, { kind, side }: ReviewRecord): boolean {
  return problem.kind === 'needsSignIn' && (kind === 'undo' || (kind === 'disconnect' && problem.side !== side));
}

async function isWanted(desk: Desk, { id }: ReviewRecord): Promise<boolean> {
  const now = await desk.reviews.read();
  return now?.id === id && now.state === 'preparing';
}

/** Written down every so many items. */
const step = 250;

function readingProgress(desk: Desk, review: ReviewRecord): (read: number) => Promise<void> {
  let shown = 0;
  return async (read) => {
    if (read - shown < step) return;
    shown = read;
    // Thrown through the reading, which keeps what it has: nobody waits for the rest of it.
    if (!(await isWanted(desk, review))) throw new Error('The review was stopped');
    await desk.reviews.change(review.id, (now) => ({ ...now, progress: read }));
  };
}

async function rowsOf(
  desk: Desk,
  review: ReviewRecord,
): Promise<{ readonly rows: AsyncIterable<readonly NewRow[]>; readonly leftOut: ReviewRecord['leftOut'] }> {
  const { kind } = review;
  if (isCopyKind(kind)) {
    const leftOut: SkippedRow[] = [];
    return { rows: copyRows(desk, review.account, kind, leftOut), leftOut };
  }
  if (kind === 'undo') return undoRows(desk, review);
  const { rows, leftOut } = await disconnectRows(desk, review.side ?? 'calendar');
  return { rows: oneBatch(rows), leftOut };
}

async function* copyRows(
  desk: Desk,
  account: string,
  kind: CopyKind,
  leftOut: SkippedRow[],
): AsyncGenerator<readonly NewRow[]> {
  const deps = await stepDeps(desk, null);
  const rules = reviewRules(deps.rules, kind);
  const target = targetOf(kind);
  // What stands there alone: a copy of its like would be the second one.
  const there = new Set<string>();
  for await (const links of linksInWindow(desk, account, rules)) {
    for (const { [target]: state, [otherSide(target)]: other } of links) {
      if (state.kind !== 'made' || other.kind === 'made') continue;
      there.add(likeness(contentFor('helpdesk', state.content, rules)));
    }
  }
  for await (const links of linksInWindow(desk, account, rules)) {
    yield links.flatMap((link): NewRow[] => {
      const planned = copyStep(link, kind, rules);
      if (planned === null) return [];
      const copied = copiedContent(planned);
      if (copied === null || !there.delete(likeness(copied))) {
        return copyRow(link, planned, rules, deps.isOutsideHours);
      }
      const { subject } = planned.content;
      leftOut.push({ what: 'appointment', id: link.key, subject, reason: 'it stands there already' });
      return [];
    });
  }
}

function copyRow(link: Link, planned: CopyStep, rules: SyncRules, isOutside: (link: Link) => boolean): NewRow[] {
  const { content, side } = planned;
  return [
    {
      linkId: link.key,
      action: planned.kind,
      side,
      subject: content.subject,
      ...toInterval(content.span, rules.zone),
      isAllDay: content.span.kind === 'allDay',
      isRecurring: link.occurrence !== null,
      why: planned.kind === 'create' ? 'onlyThere' : 'changedThere',
      isOutsideHours: isOutside(link),
    },
  ];
}
