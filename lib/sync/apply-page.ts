import type { SkippedRow } from '../domain/problem';
import { adoptedLater, foldExceptions } from './fold-exceptions';
import { type FoldContext, foldGone } from './fold-record';
import { foldRecords } from './fold-records';
import { forgetSeries, keepExceptions, keepSeries } from './keep-series';
import { keepUnread } from './keep-unread';
import { forget, keep, type PageLinks } from './page-links';
import type { ChangePage, SeriesException } from './ports';
import type { Feed, PageWork } from './store';
import { endSeries } from './turned-series';

export interface AppliedPage {
  /** Rows that were left out, for the report. */
  readonly skipped: readonly SkippedRow[];
  readonly feed: Feed;
}

/** What a page shows, wherever it stands in its reading. */
export type Shown = Omit<ChangePage, 'resume' | 'next'>;

/**
 * Folds one page into links and series, together with where the reading stands. Runs inside the page's transaction.
 * Masters are only kept: they are expanded when the reading is complete, since a later page may hold their exceptions.
 */
export async function applyPage(work: PageWork, page: Shown, context: FoldContext, feed: Feed): Promise<AppliedPage> {
  const { records, exceptions, gone } = page;
  const unreadIds = context.generation > 0 ? page.skipped.map(({ id }) => id) : [];
  const ids = [...records.map(({ id }) => id), ...exceptions.map(({ id }) => id), ...gone, ...unreadIds];
  const links: PageLinks = {
    changed: new Map(),
    fresh: new Set(),
    forgotten: new Set(),
    byRecordId: new Map(await work.byRecordIds(ids)),
  };
  if (context.side === 'calendar' && records.length > 0) {
    const { kept, changed, dead } = await endSeries(work, records, links.byRecordId, context);
    for (const [id, link] of kept) links.byRecordId.set(id, link);
    for (const link of changed) links.changed.set(link.key, link);
    for (const key of dead) forget(links, key);
  }
  const skipped = await foldRecords(work, records, context, links);
  const unfolded = new Set(feed.unfolded ?? []);
  const later = await adoptedLater(work, exceptions, context, links);
  for (const { masterId } of later) unfolded.add(masterId);
  const now = exceptions.filter((one) => !later.includes(one));
  skipped.push(...foldExceptions(now, context, links));
  await keepSeries(work, page, context, unfolded);
  for (const link of await keepUnread(work, unreadIds, links.byRecordId, context)) links.changed.set(link.key, link);
  await foldTombstones(work, gone, context, links, unfolded);
  const changed = [...links.changed.values()];
  await work.put(changed.filter(({ key }) => !links.fresh.has(key)));
  await work.add(changed.filter(({ key }) => links.fresh.has(key)));
  await work.remove([...links.forgotten]);
  const kept = withUnfolded(feed, [...unfolded]);
  await work.putFeed(kept);
  return { skipped, feed: kept };
}

/** Where the reading stands, with the series that are to be expanded when it is complete. */
export function withUnfolded(feed: Feed, unfolded: readonly string[]): Feed {
  if (unfolded.length > 0) return { ...feed, unfolded };
  if (feed.unfolded === undefined) return feed;
  const { unfolded: _before, ...rest } = feed;
  return rest;
}

async function foldTombstones(
  work: PageWork,
  ids: readonly string[],
  context: FoldContext,
  links: PageLinks,
  unfolded: Set<string>,
): Promise<void> {
  if (ids.length === 0) return;
  const cancelled: SeriesException[] = [];
  for (const id of ids) {
    const link = links.byRecordId.get(id);
    if (link === undefined) continue;
    if (link.occurrence !== null && context.side === 'calendar') {
      cancelled.push({ id, ...link.occurrence, record: null });
    }
    keep(links, id, link, foldGone(link, context.side, context.rules));
  }
  await keepExceptions(work, cancelled, context);
  for (const masterId of (await work.seriesById(ids)).keys()) {
    unfolded.delete(masterId);
    const { changed, dead } = await forgetSeries(work, masterId, context, links.changed);
    for (const link of changed) links.changed.set(link.key, link);
    for (const key of dead) forget(links, key);
  }
}
