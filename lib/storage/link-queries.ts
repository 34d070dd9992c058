import { Dexie } from 'dexie';
import type { Side } from '../domain/appointment';
import type { Interval } from '../domain/span';
import { type Link, lastListed } from '../sync/link';
import type { ListingRef } from '../sync/store';
import { type Database, linkIndex } from './database';
import { type KnownIds, mostLearned } from './known-ids';
import { toLink } from './link-row';

/** Below and above every key. */
const first = Number.NEGATIVE_INFINITY;
const last = Dexie.maxKey;

/**
 * Links by the ids of their records on a side. All ids are asked at once: a cursor that jumps from one to the next waits
 * for each answer, and takes about three times as long.
 */
export async function linksByIds(
  { links }: Database,
  known: KnownIds,
  { account, side }: { readonly account: string; readonly side: Side },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Link>> {
  const index = links.where(linkIndex.id[side]);
  if (known.isWorthLearning(account, side, ids.length)) {
    const held = await index.between([account, ''], [account, last]).limit(mostLearned).toArray();
    known.learn(account, side, held.length < mostLearned ? held.flatMap((row) => idOn(row, side)) : null);
  }
  const wanted = [...new Set(known.possible(account, side, ids))];
  const rows = await Promise.all(wanted.map((id) => index.equals([account, id]).toArray()));
  const found = new Map<string, Link>();
  for (const [position, id] of wanted.entries()) {
    // A record that is there counts before one of the same id that was proven gone.
    const row = rows[position]?.find((one) => one[side].kind === 'made') ?? rows[position]?.[0];
    if (row !== undefined) found.set(id, toLink(row));
  }
  return found;
}

function idOn(link: Link, side: Side): string[] {
  const state = link[side];
  return 'id' in state ? [state.id] : [];
}

export async function dirtyLinks(
  { links }: Database,
  account: string,
  limit: number,
  afterKey = '',
): Promise<readonly Link[]> {
  const index = links.where(linkIndex.dirty);
  const rows = await index.between([account, 1, afterKey], [account, 1, last], false, false).limit(limit).toArray();
  return rows.map(toLink);
}

/** By start, then by key. */
export async function linksStartingIn(
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

/** Rows that are read at once where many may be passed over. */
const stride = 500;

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

/** Links with a record on a side, by its id. */
export async function linksOnSide(
  { links }: Database,
  account: string,
  side: Side,
  limit: number,
): Promise<readonly Link[]> {
  const range = links.where(linkIndex.id[side]).between([account, ''], [account, last]);
  const rows = await range
    .filter((row) => row[side].kind === 'made')
    .limit(limit)
    .toArray();
  return rows.map(toLink);
}

/** Counts until `atMost`: it reads about as many rows, and only where hardly anything is linked more. */
export async function countLinked({ links }: Database, account: string, atMost: number): Promise<number> {
  if (atMost <= 0) return 0;
  const range = links.where(linkIndex.id.helpdesk).between([account, ''], [account, last]);
  return range
    .filter(({ helpdesk, calendar }) => helpdesk.kind === 'made' && calendar.kind === 'made')
    .limit(Math.ceil(atMost))
    .count();
}

/** Every account that has links: one jump per account. */
export async function linkAccounts({ links }: Database): Promise<readonly string[]> {
  const nextAccount = async (after: string): Promise<string | null> => {
    const beyond = links.where(linkIndex.start).between([after, last], [last], false, false);
    const [key] = await beyond.limit(1).keys();
    return Array.isArray(key) ? String(key[0]) : null;
  };
  const accounts: string[] = [];
  for (let account = await nextAccount(''); account !== null; account = await nextAccount(account)) {
    accounts.push(account);
  }
  return accounts;
}
