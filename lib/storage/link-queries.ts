import type { Side } from '../domain/appointment';
import type { Link } from '../sync/link';
import { type Database, linkIndex, packIndex } from './database';
import { first, last } from './key-ends';
import { type KnownIds, mostLearned } from './known-ids';
import { toLink } from './link-row';
import { byKey, byStart, packName } from './pack-links';
import { type Found, packedByKeys, packedByNames, packedIn } from './packs';

/**
 * Links by the ids of their records on a side. All ids are asked at once: a cursor that jumps from one to the next waits
 * for each answer, and takes about three times as long.
 */
export async function linksByIds(
  database: Database,
  known: KnownIds,
  { account, side }: { readonly account: string; readonly side: Side },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const index = database.links.where(linkIndex.id[side]);
  if (known.isWorthLearning(account, side, ids.length)) {
    const held = await index.between([account, ''], [account, last]).limit(mostLearned).toArray();
    const isAll = held.length < mostLearned && (await hasNoPack(database, account));
    known.learn(account, side, isAll ? held.flatMap((row) => idOn(row, side)) : null);
  }
  const wanted = new Set(known.possible(account, side, ids));
  const rows = await Promise.all([...wanted].map((id) => index.equals([account, id]).toArray()));
  const names = [...wanted].map((id) => packName.record(account, side, id));
  const packed = await packedByNames(
    database,
    names,
    (link) => link.account === account && idOn(link, side).some((id) => wanted.has(id)),
  );
  const byId = new Map<string, Found>();
  for (const one of [...rows.flat().map(ofRow), ...packed].sort(byKeyOf)) {
    const [id = ''] = idOn(one.link, side);
    // A record that is there counts before one of the same id that was proven gone.
    const before = byId.get(id)?.link[side].kind;
    if (before === undefined || (before !== 'made' && one.link[side].kind === 'made')) byId.set(id, one);
  }
  return new Map(
    [...wanted].flatMap((id): [string, Found][] => {
      const one = byId.get(id);
      return one === undefined ? [] : [[id, one]];
    }),
  );
}

/** Which series are stored, and which series links are occurrences of. */
export async function learnSeries(database: Database, known: KnownIds, account: string): Promise<void> {
  const series = await database.series
    .where(':id')
    .between([account, ''], [account, last])
    .limit(mostLearned)
    .toArray();
  known.learn(account, 'series', series.length < mostLearned ? series.map(({ masterId }) => masterId) : null);
  const links = database.links.where(linkIndex.masterId).between([account, ''], [account, last]);
  const held = await links.limit(mostLearned).toArray();
  const isAll = held.length < mostLearned && (await hasNoPack(database, account));
  known.learn(account, 'masters', isAll ? held.flatMap(({ occurrence }) => occurrence?.masterId ?? []) : null);
}

async function hasNoPack(database: Database, account: string): Promise<boolean> {
  return (await packIds(database, account, 1)).length === 0;
}

function idOn(link: Link, side: Side): string[] {
  const state = link[side];
  return 'id' in state ? [state.id] : [];
}

function ofRow(row: Parameters<typeof toLink>[0]): Found {
  return { link: toLink(row), place: null };
}

function byKeyOf(one: Found, other: Found): number {
  return byKey(one.link, other.link);
}

/** Links by their own keys, of whatever account. */
export async function linksByKeys(database: Database, keys: readonly string[]): Promise<readonly Found[]> {
  const wanted = [...new Set(keys)];
  const rows = (await database.links.bulkGet(wanted)).flatMap((row) => (row === undefined ? [] : [ofRow(row)]));
  if (rows.length === wanted.length) return rows;
  const seen = new Set(rows.map(({ link }) => link.key));
  const packed = await packedByKeys(
    database,
    wanted.filter((key) => !seen.has(key)),
  );
  return [...rows, ...packed];
}

/** The occurrences of a series, by key. */
export async function linksOfSeries(database: Database, account: string, masterId: string): Promise<readonly Found[]> {
  const [rows, packed] = await Promise.all([
    database.links.where(linkIndex.masterId).equals([account, masterId]).toArray(),
    packedByNames(
      database,
      [packName.series(account, masterId)],
      (link) => link.account === account && link.occurrence?.masterId === masterId,
    ),
  ]);
  return [...rows.map(ofRow), ...packed].sort(byKeyOf);
}

/** What has something left to do lies in no pack. */
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

/** Links with a record on a side: those in rows by its id, then those in packs. */
export async function linksOnSide(
  database: Database,
  account: string,
  side: Side,
  limit: number,
): Promise<readonly Link[]> {
  const isThere = (link: Link) => link[side].kind === 'made';
  const range = database.links.where(linkIndex.id[side]).between([account, ''], [account, last]);
  const found = (await range.filter(isThere).limit(limit).toArray()).map(toLink);
  if (found.length === limit) return found;
  for (const id of await packIds(database, account)) {
    found.push(...(await packedIn(database, [id], isThere)).map(({ link }) => link));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** Counts until `atMost`: it reads about as many rows, and only where hardly anything is linked more. In no pack is any. */
export async function countLinked({ links }: Database, account: string, atMost: number): Promise<number> {
  if (atMost <= 0) return 0;
  const range = links.where(linkIndex.id.helpdesk).between([account, ''], [account, last]);
  return range
    .filter(({ helpdesk, calendar }) => helpdesk.kind === 'made' && calendar.kind === 'made')
    .limit(Math.ceil(atMost))
    .count();
}

export async function linksOfAccount(database: Database, account: string): Promise<readonly Link[]> {
  const rows = await database.links.where(linkIndex.start).between([account, first], [account, last]).toArray();
  const packed = await packedIn(database, await packIds(database, account), () => true);
  return [...rows.map(toLink), ...packed.map(({ link }) => link)].sort(byStart);
}

export async function linksOnCalendarsOf(database: Database, email: string): Promise<readonly Link[]> {
  const fits = ({ calendarOf }: Link) => calendarOf?.email === email;
  const rows = await database.links.filter(fits).toArray();
  const packed = await packedIn(database, await database.packs.toCollection().primaryKeys(), fits);
  return [...rows.map(toLink), ...packed.map(({ link }) => link)];
}

/** Packs of an account, by the start of their first link. */
async function packIds({ packs }: Database, account: string, limit = Number.POSITIVE_INFINITY): Promise<number[]> {
  return packs.where(packIndex.start).between([account, first], [account, last]).limit(limit).primaryKeys();
}

/** Every account that has links: one jump per account in each of the two tables. */
export async function linkAccounts({ links, packs }: Database): Promise<readonly string[]> {
  const accounts = new Set<string>();
  for (const index of [links.where(linkIndex.start), packs.where(packIndex.start)]) {
    for (let after = ''; ; ) {
      const [key] = await index.between([after, last], [last], false, false).limit(1).keys();
      if (!Array.isArray(key)) break;
      after = String(key[0]);
      accounts.add(after);
    }
  }
  return [...accounts].sort();
}
