import type { Side } from '../domain/appointment';
import type { Problem, SkippedRow } from '../domain/problem';
import { applyPage, withUnfolded } from './apply-page';
import type { FoldContext, OfSide } from './fold-record';
import { foldSeries } from './fold-series';
import type { CalendarPort } from './ports';
import { readAhead } from './read-ahead';
import type { Feed, SyncStore } from './store';
import { sweep } from './sweep';

export interface ReadDeps {
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
  readonly pages: number;
  readonly skipped: readonly SkippedRow[];
  /** Whether all that a complete listing did not show is confirmed: before, its deletions are not acted on. */
  readonly isSwept: boolean;
}

/** Reads one side: page by page, each in one transaction with where it stands. Throws the port's errors; what was applied stays. */
export async function readSide(deps: ReadDeps): Promise<SideReading> {
  const { store, port, context } = deps;
  const feed = await store.feed(context.account, port.side);
  const sinceListedMs = deps.now() - feed.listedAtMs;
  const wantsListing =
    deps.want === 'listing' ||
    feed.cursor === null ||
    feed.listing !== null ||
    sinceListedMs >= deps.listEveryMs ||
    // The clock was set back: nobody knows how long ago that was.
    sinceListedMs < 0;
  try {
    return await readPages(deps, feed, wantsListing ? 'listing' : 'changes');
  } catch (error) {
    if (!deps.isSyncTokenExpired(error)) throw error;
    const fresh: Feed = { ...(await store.feed(context.account, port.side)), cursor: null, listing: null };
    await store.applyPage(context.account, port.side, (work) => work.putFeed(fresh));
    return readPages(deps, fresh, 'listing');
  }
}

async function readPages(deps: ReadDeps, before: Feed, want: 'changes' | 'listing'): Promise<SideReading> {
  const { store, port } = deps;
  const { account, rules } = deps.context;
  const resume = before.listing?.resume ?? null;
  const reading = await port.readChanges({ cursor: before.cursor, resume, want, window: rules.window });
  const isListing = reading.kind === 'listing';
  const generation = isListing ? (before.listing?.generation ?? before.generation + 1) : 0;
  const context = pageContext(deps, generation);
  const skipped: SkippedRow[] = [];
  let feed = before;
  let hasShown = before.listing?.hasShown ?? false;
  const isFirst = isListing && (before.listing?.isFirst ?? (await isUnknown(deps, before)));
  let pages = 0;
  for await (const page of readAhead(reading.pages)) {
    pages += 1;
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
  skipped.push(...(await foldUnfolded(deps, feed, context)));
  const swept = await sweep(deps, await store.feed(account, port.side), pageContext(deps, feed.generation));
  return { pages, skipped: [...skipped, ...swept.skipped], isSwept: swept.isComplete };
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
const batch = 25;

/** Expands the series that the reading has changed, now that all their exceptions are known. */
async function foldUnfolded(
  { store, port }: Pick<ReadDeps, 'store' | 'port'>,
  feed: Feed,
  context: FoldContext,
): Promise<readonly SkippedRow[]> {
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
  return skipped;
}
