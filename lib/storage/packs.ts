import type { Link } from '../sync/link';
import { type Database, packIndex } from './database';
import { linksOfPack, packName } from './pack-links';

/** Where a link lies: in a pack, or (null) not in any. */
export type Place = { readonly pack: number; readonly size: number } | null;

/** A link with where it lies. */
export interface Found {
  readonly link: Link;
  readonly place: Place;
}

/** Packs that are read in one go. */
const atOnce = 20;

/**
 * The links that lie in these packs now, where they fit. This and all below run inside a transaction over packs and what
 * was taken out of them: between the two a link would be seen twice, or not at all.
 */
export async function packedIn(
  { packs, unpacked }: Database,
  ids: readonly number[],
  fits: (link: Link) => boolean,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const [rows, left] = await Promise.all([packs.bulkGet(some), unpacked.bulkGet(some)]);
    for (const [position, row] of rows.entries()) {
      if (row === undefined) continue;
      const taken = new Set(left[position]?.keys);
      const place = { pack: row.id, size: row.size };
      for (const link of linksOfPack(row)) if (!taken.has(link.key) && fits(link)) found.push({ link, place });
    }
  }
  return found;
}

/** Packed links by what they are called (`packName`). Asked for at once: each would wait for the one before. */
export async function packedByNames(
  database: Database,
  names: readonly string[],
  fits: (link: Link) => boolean,
): Promise<readonly Found[]> {
  const index = database.packs.where(packIndex.names);
  const ids = await Promise.all(names.map((name) => index.equals(name).primaryKeys()));
  return packedIn(database, [...new Set(ids.flat())], fits);
}

/** Packed links by their keys. */
export async function packedByKeys(database: Database, keys: readonly string[]): Promise<readonly Found[]> {
  const wanted = new Set(keys);
  return packedByNames(database, keys.map(packName.key), ({ key }) => wanted.has(key));
}

/**
 * Takes links out of their packs for good; those without a pack are passed over. A pack of which nothing is left goes.
 */
export async function takeOut(
  { packs, unpacked }: Database,
  taken: Iterable<{ readonly key: string; readonly place: Place }>,
): Promise<void> {
  const byPack = new Map<number, { readonly size: number; readonly keys: Set<string> }>();
  for (const { key, place } of taken) {
    if (place === null) continue;
    const of = byPack.get(place.pack) ?? { size: place.size, keys: new Set() };
    byPack.set(place.pack, of);
    of.keys.add(key);
  }
  if (byPack.size === 0) return;
  for (const row of await unpacked.bulkGet([...byPack.keys()])) {
    for (const key of row?.keys ?? []) byPack.get(row?.pack ?? 0)?.keys.add(key);
  }
  const over = [...byPack].flatMap(([pack, { size, keys }]) => (keys.size === size ? [pack] : []));
  const left = [...byPack].flatMap(([pack, { size, keys }]) => (keys.size < size ? [{ pack, keys: [...keys] }] : []));
  if (left.length > 0) await unpacked.bulkPut(left);
  if (over.length > 0) await Promise.all([packs.bulkDelete(over), unpacked.bulkDelete(over)]);
}
