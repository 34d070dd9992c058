import type { Interval } from '../domain/span';
import { type Link, lastListed } from '../sync/link';
import type { ListingRef } from '../sync/store';
import { type Database, linkIndex, packIndex } from './database';
import { first } from './key-ends';
import { toLink } from './link-row';
import { byStart } from './pack-links';
import { packedIn } from './packs';

/** By start, then by key: from rows and packs alike. */
export async function linksStartingIn(
  database: Database,
  account: string,
  stretch: Interval,
  limit: number,
  after?: Link,
): Promise<readonly Link[]> {
  let found = await rowsStartingIn(database, account, stretch, limit, after);
  const isNext = (link: Link) =>
    link.startMs >= stretch.startMs &&
    link.startMs < stretch.endMs &&
    (after === undefined || byStart(link, after) > 0);
  for (const { id, firstMs } of await packsAround(database, account, {
    startMs: Math.max(stretch.startMs, after?.startMs ?? first),
    endMs: stretch.endMs,
  })) {
    const farthest = found[limit - 1];
    // The packs come by their first start: what is in the others begins later still.
    if (farthest !== undefined && firstMs > farthest.startMs) break;
    const packed = await packedIn(database, [id], isNext);
    if (packed.length > 0) found = [...found, ...packed.map(({ link }) => link)].sort(byStart).slice(0, limit);
  }
  return found;
}

/** Packs in which something may begin in the stretch, by their first start. The index alone tells; no pack is read. */
export async function packsAround(
  { packs }: Database,
  account: string,
  { startMs, endMs }: Interval,
): Promise<readonly { readonly id: number; readonly firstMs: number }[]> {
  const keys = await packs.where(packIndex.start).between([account, first], [account, endMs], true, false).keys();
  return keys.flatMap((key) => {
    const [, firstMs = 0, lastMs = 0, id = 0] = Array.isArray(key) ? key.map(Number) : [];
    return lastMs < startMs ? [] : [{ id, firstMs }];
  });
}

async function rowsStartingIn(
  { links }: Database,
  account: string,
  stretch: Interval,
  limit: number,
  after?: Link,
): Promise<readonly Link[]> {
  const index = links.where(linkIndex.start);
  const upper = [account, stretch.endMs];
  if (after === undefined) {
    const rows = await index.between([account, stretch.startMs], upper, true, false).limit(limit).toArray();
    return rows.map(toLink);
  }
  // Within one start the index is ordered by key, which no range can begin in the middle of.
  const tied = (await index.equals([account, after.startMs]).toArray()).filter(({ key }) => key > after.key);
  const more =
    tied.length >= limit || after.startMs >= stretch.endMs
      ? []
      : await index
          .between([account, after.startMs], upper, false, false)
          .limit(limit - tied.length)
          .toArray();
  return [...tied, ...more].slice(0, limit).map(toLink);
}

/** Links that are read at once where many may be passed over: each time the packs around the last one are read again. */
const stride = 2_000;

/**
 * By start, then by key. Passes over all that began before the window's end: only a listing asks, and it has just
 * written each of them.
 */
export async function unlistedLinks(
  database: Database,
  { account, side, generation }: ListingRef,
  window: Interval,
  limit: number,
  after?: Link,
): Promise<readonly Link[]> {
  const found: Link[] = [];
  const stretch = { startMs: first, endMs: window.endMs };
  for (let passed = after; found.length < limit; ) {
    const some = await linksStartingIn(database, account, stretch, stride, passed);
    const missed = some.filter((link) => {
      const state = link[side];
      const listed = lastListed(state);
      const isOfSeries = side === 'calendar' && link.occurrence !== null && state.kind !== 'left';
      return listed !== null && !isOfSeries && listed < generation && link.endMs > window.startMs;
    });
    found.push(...missed.slice(0, limit - found.length));
    passed = some.at(-1);
    if (some.length < stride) break;
  }
  return found;
}
