import type { Side } from '../domain/appointment';
import type { Problem, SkippedRow } from '../domain/problem';
import { applyPage, withUnfolded } from './apply-page';
import type { FoldContext, OfSide } from './fold-record';
import { foldSeries } from './fold-series';
import type { CalendarPort, Reading } from './ports';
import { readAhead } from './read-ahead';
import type { StepDeps } from './run-step';
import { checkEpoch, type Feed, type SyncStore } from './store';
import { sweep } from './sweep';

export interface ReadDeps extends Pick<StepDeps, 'runId' | 'isOutsideHours'> {
  readonly store: SyncStore;
  readonly port: CalendarPort;
  readonly context: Omit<FoldContext, OfSide>;
  readonly now: () => number;
  readonly isSyncTokenExpired: (error: unknown) => boolean;
  readonly toProblem: (error: unknown, side: Side) => Problem;
  /** At least this often everything is listed (ms). */
  readonly listEveryMs: number;
  /** `listing`: the agent asked for "Repair". */
  readonly want: 'changes' | 'listing';
}

export interface SideReading {
  /** Where the reading stands now. */
  readonly feed: Feed;
  readonly skipped: readonly SkippedRow[];
  /** Whether all that a complete listing did not show is confirmed: before, its deletions are not acted on. */
  readonly isSwept: boolean;
}

/** A reading that was asked for: its first page is on its way. */
export interface BegunReading {
  readonly feed: Feed;
  /** Fails as the port does, when it is read on. */
  readonly reading: Promise<Reading>;
  /** It tells only what is new; a listing is to follow. */
  readonly isBeforeListing: boolean;
}

/** Whether a reading that goes on from there lists everything. */
export function wantsListing(deps: Pick<ReadDeps, 'want' | 'now' | 'listEveryMs'>, feed: Feed): boolean {
  const sinceListedMs = deps.now() - feed.listedAtMs;
  return (
    deps.want === 'listing' ||
    feed.cursor === null ||
    feed.listing !== null ||
    sinceListedMs >= deps.listEveryMs ||
    // The clock was set back: nobody knows how long ago that was.
    sinceListedMs < 0
  );
}

/** Asks a side for what is new since the feed, and waits for nothing. */
export function beginReading(deps: ReadDeps, feed: Feed): BegunReading {
  if (!wantsListing(deps, feed)) return ask(deps, feed, 'changes', false);
  // A listing leaves out a date of a series that was moved before the window since: only the changes tell of it.
  const isBeforeListing = deps.port.instanceId !== undefined && feed.cursor !== null && feed.listing === null;
  return ask(deps, feed, isBeforeListing ? 'changes' : 'listing', isBeforeListing);
}

function ask(deps: ReadDeps, feed: Feed, want: 'changes' | 'listing', isBeforeListing: boolean): BegunReading {
  const { port, context } = deps;
  const { window } = context.rules;
  const reading = port
    .readChanges({ cursor: feed.cursor, resume: feed.listing?.resume ?? null, want, window })
    .then(({ kind, pages }) => ({ kind, pages: readAhead(pages) }));
  // Told to who reads on; perhaps nobody does.
  reading.catch(() => undefined);
  return { feed, reading, isBeforeListing };
}

/** Reads one side: page by page, each in one transaction with where it stands. Throws the port's errors; what was applied stays. */
export async function readSide(deps: ReadDeps, begun: BegunReading): Promise<SideReading> {
  const { store, port, context } = deps;
  try {
    const read = await readPages(deps, begun);
    if (!begun.isBeforeListing) return read;
    const listed = await readPages(deps, ask(deps, read.feed, 'listing', false));
    return { ...listed, skipped: [...read.skipped, ...listed.skipped] };
  } catch (error) {
    if (!deps.isSyncTokenExpired(error)) throw error;
    const stored = await store.feed(context.account, port.side);
    // Where to go on was changed meanwhile: that is for the next run.
    checkEpoch(stored, begun.feed);
    const fresh: Feed = { ...stored, cursor: null, listing: null };
    await store.applyPage(context.account, port.side, (work) => work.putFeed(fresh));
    return readPages(deps, beginReading(deps, fresh));
  }
}

async function readPages(deps: ReadDeps, { feed: before, reading: begun }: BegunReading): Promise<SideReading> {
  const { store, port } = deps;
  const { account } = deps.context;
  const reading = await begun;
  const isListing = reading.kind === 'listing';
  const generation = isListing ? (before.listing?.generation ?? before.generation + 1) : 0;
  const context = { ...pageContext(deps, generation), isBack: before.cursor === null && (before.epoch ?? 0) > 0 };
  const skipped: SkippedRow[] = [];
  let feed: Feed = port.side === 'calendar' ? { ...before, calendarOf: deps.context.calendarOf } : before;
  let hasShown = before.listing?.hasShown ?? false;
  const isFirst = isListing && (before.listing?.isFirst ?? (await isUnknown(deps, before)));
  for await (const page of reading.pages) {
    const isLast = page.resume === null;
    feed = { ...feed, generation: Math.max(feed.generation, generation) };
    hasShown ||= page.records.length + page.series.length + page.exceptions.length > 0;
    if (isListing) feed = { ...feed, listing: { generation, resume: page.resume, hasShown, isFirst } };
    // The cursor of the next run belongs to the last page: before, it would leave out the pages that a death cuts off.
    if (isLast) feed = { ...ended(deps, feed), cursor: page.next };
    const applied = await store.applyPage(account, port.side, (work) => applyPage(work, page, context, feed));
    feed = applied.feed;
    skipped.push(...page.skipped, ...applied.skipped);
  }
  const folded = await foldUnfolded(deps, feed, context);
  const swept = await sweep(deps, folded.feed, pageContext(deps, feed.generation));
  const again = await foldUnfolded(deps, swept.feed, context);
  return {
    feed: again.feed,
    skipped: [...skipped, ...folded.skipped, ...swept.skipped, ...again.skipped],
    isSwept: swept.isComplete,
  };
}

/** Whether nothing is known of the side: no listing was ever begun, and no link has a record there. */
async function isUnknown({ store, context, port }: ReadDeps, { generation }: Feed): Promise<boolean> {
  return generation === 0 && (await store.onSide(context.account, port.side, 1)).length === 0;
}

/** What a complete listing has not shown is to be confirmed; where it has shown nothing at all, that proves nothing. */
function ended({ now }: ReadDeps, feed: Feed): Feed {
  const { listing } = feed;
  if (listing === null) return { ...feed, readAtMs: now() };
  const { unswept: _before, ...listed }: Feed = { ...feed, listing: null, readAtMs: now(), listedAtMs: now() };
  const mayHaveMissed = listing.hasShown === true && listing.isFirst !== true;
  return mayHaveMissed ? { unswept: listing.generation, ...listed } : listed;
}

export function pageContext({ context, port }: Pick<ReadDeps, 'context' | 'port'>, generation: number): FoldContext {
  // The side's own first: adding to a copy of the run's would cost ten times as much, for every page.
  return {
    side: port.side,
    generation,
    normalise: port.normalise.bind(port),
    makesCopies: port.findCopies !== null,
    ...context,
  };
}

/** Series expanded in one transaction. */
const batch = 50;

/** Expands the series that the reading has changed, now that all their exceptions are known. */
async function foldUnfolded(
  { store, port }: Pick<ReadDeps, 'store' | 'port'>,
  feed: Feed,
  context: FoldContext,
): Promise<{ readonly feed: Feed; readonly skipped: readonly SkippedRow[] }> {
  const instanceId = port.instanceId?.bind(port);
  const skipped: SkippedRow[] = [];
  let left = feed.unfolded ?? [];
  while (left.length > 0) {
    const some = left.slice(0, batch);
    left = left.slice(batch);
    const kept = withUnfolded(feed, left);
    const found = await store.applyPage(context.account, port.side, async (work) => {
      await work.putFeed(kept);
      if (instanceId === undefined) return [];
      return foldSeries(work, [...(await work.seriesById(some)).values()], { ...context, instanceId, generation: 0 });
    });
    skipped.push(...found);
  }
  return { feed: withUnfolded(feed, []), skipped };
}
