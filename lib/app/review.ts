import type { ReviewPage, ReviewView } from '../domain/sync-views';
import type { RequestData } from '../messages/protocol';
import type { ReviewRecord } from '../storage/review-row';
import { accountKey } from '../storage/settings';
import type { RunRecord } from '../sync/store';
import type { Desk } from './desk';
import { ProblemError } from './problem-error';
import { toRunView } from './run-record';

export const noCounts = { create: 0, update: 0, remove: 0 } as const;

/** A new review in place of the last one; `prepareReview` fills it. One that is being applied is not thrown away. */
export async function startReview(desk: Desk, asked: RequestData<'startReview'>): Promise<ReviewView> {
  const { helpdesk } = await desk.readSettings();
  if (helpdesk === null) throw new ProblemError({ kind: 'notConnected', side: 'helpdesk' });
  const before = await desk.reviews.read();
  if (before?.state === 'applying') return toView(desk, before);
  const review: ReviewRecord = {
    slot: 'current',
    schema: 1,
    id: desk.newId(),
    account: accountKey(helpdesk),
    kind: asked.kind,
    runId: asked.runId ?? null,
    seq: asked.seq ?? null,
    side: asked.side ?? null,
    state: 'preparing',
    progress: 0,
    total: 0,
    isTickedByDefault: true,
    counts: noCounts,
    leftOut: [],
    problem: null,
    appliedBy: null,
  };
  await desk.reviews.begin(review);
  return toView(desk, review);
}

export async function readReview(desk: Desk): Promise<ReviewView | null> {
  const review = await current(desk);
  return review === null ? null : toView(desk, review);
}

export async function reviewRows(desk: Desk, asked: RequestData<'reviewRows'>): Promise<ReviewPage> {
  return (await current(desk)) === null ? { rows: [], found: 0 } : desk.reviews.rows(asked);
}

export async function tickReview(desk: Desk, { linkIds, on }: RequestData<'tickReview'>): Promise<ReviewView> {
  const review = await mustBe(desk);
  if (review.state === 'ready') await desk.reviews.tick(linkIds, on);
  return toView(desk, await mustBe(desk));
}

/** "Apply": from here on the review is a run, which `applyReview` carries out. */
export async function beginApplying(desk: Desk): Promise<ReviewView> {
  const { id } = await mustBe(desk);
  const total = await desk.reviews.ticked();
  const changed = await desk.reviews.change(id, (review) =>
    // A stopped one goes on with what is left of it.
    review.state === 'ready' || (review.state === 'stopped' && review.appliedBy !== null)
      ? { ...review, state: 'applying', total, appliedBy: review.appliedBy ?? desk.newId(), problem: null }
      : review,
  );
  return toView(desk, changed ?? (await mustBe(desk)));
}

/** What was done stays done; the rest is left. */
export async function stopReview(desk: Desk): Promise<ReviewView> {
  const { id } = await mustBe(desk);
  const changed = await desk.reviews.change(id, (review) =>
    review.state === 'preparing' || review.state === 'applying' ? { ...review, state: 'stopped' } : review,
  );
  return toView(desk, changed ?? (await mustBe(desk)));
}

/** Looked through, or not wanted. One that is being applied stays. */
export async function closeReview(desk: Desk): Promise<void> {
  if ((await desk.reviews.read())?.state !== 'applying') await desk.reviews.forget();
}

/** Another account's review is nobody's business here. */
async function current(desk: Desk): Promise<ReviewRecord | null> {
  const [{ helpdesk }, review] = await Promise.all([desk.readSettings(), desk.reviews.read()]);
  return review !== null && helpdesk !== null && review.account === accountKey(helpdesk) ? review : null;
}

async function mustBe(desk: Desk): Promise<ReviewRecord> {
  const review = await current(desk);
  if (review === null) throw new ProblemError({ kind: 'notFound', what: 'review' });
  return review;
}

async function toView(desk: Desk, review: ReviewRecord): Promise<ReviewView> {
  const { id, kind, state, progress, total, counts, problem, leftOut, appliedBy } = review;
  const run = appliedBy === null || state === 'applying' ? null : await desk.runs.read(appliedBy);
  return {
    ...{ id, kind, state, progress, total, counts, problem },
    ticked: await desk.reviews.ticked(),
    report: run === null ? null : toRunView(run),
    ...(run !== null && (await seenOn(desk, review, run))),
    ...(leftOut.length > 0 && { leftOut }),
  };
}

const madeOn = { import: 'helpdesk', importRecurring: 'helpdesk', push: 'calendar' } as const;

/** Where to look at what an import or a push has made: an address made of the stored account, by no server. */
async function seenOn(desk: Desk, { kind }: ReviewRecord, run: RunRecord): Promise<Pick<ReviewView, 'seenOn'>> {
  if (kind === 'undo' || kind === 'disconnect' || run.counts[madeOn[kind]].created === 0) return {};
  const { helpdesk, calendar } = await desk.readSettings();
  const side = madeOn[kind];
  if (side === 'helpdesk')
    return helpdesk === null ? {} : { seenOn: { side, url: desk.calendarPages.helpdesk(helpdesk) } };
  return calendar === null ? {} : { seenOn: { side, url: desk.calendarPages.calendar(calendar) } };
}
