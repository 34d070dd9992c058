import type { Link } from '../sync/link';
import type { Database } from './database';
import { toLinkRow } from './link-row';
import { type Packing, packLinks, toPackRow } from './pack-links';
import { type Place, packedByKeys, takeOut } from './packs';

/** Writes links wherever they belong, within one transaction over links, packs and what was taken out of them. */
export interface LinkWriter {
  /** Where a link that was read in this transaction lies: it is not looked for again. */
  noteWhere(key: string, place: Place): void;
  /** Links in place of what was stored under their keys. */
  put(links: readonly Link[]): Promise<void>;
  /** Links under keys that are certainly new: nothing is looked for. */
  add(links: readonly Link[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Handed over in one go: a row takes the thread for about 0.05 ms, a pack for about 1 ms. */
const atOnce = { rows: 250, packs: 10 } as const;

/** Without `packing` all that is written becomes rows. */
export function createLinkWriter(database: Database, packing: Packing | null = null): LinkWriter {
  const { links, packs } = database;
  const places = new Map<string, Place>();

  /** Takes what is stored under these keys out of the packs; answers those that may have a row. */
  async function unpack(keys: readonly string[]): Promise<readonly string[]> {
    const strangers = keys.filter((key) => !places.has(key));
    for (const { link, place } of await packedByKeys(database, strangers)) places.set(link.key, place);
    const stored = keys.map((key) => ({ key, place: places.get(key) ?? null }));
    await takeOut(database, stored);
    return stored.flatMap(({ key, place }) => (place === null ? [key] : []));
  }

  async function write(some: readonly Link[], hasRow: ReadonlySet<string>): Promise<void> {
    const sorted = packing === null ? { packs: [], rows: some } : packLinks(some, packing);
    const left = sorted.packs.flat().flatMap(({ key }) => (hasRow.has(key) ? [key] : []));
    if (left.length > 0) await links.bulkDelete(left);
    // In parts, so that whoever asks the worker meanwhile has an answer in between.
    for (const part of inParts(sorted.packs, atOnce.packs)) {
      const ids = await packs.bulkAdd(part.flatMap(toPackRow), { allKeys: true });
      for (const [nth, pack] of part.entries()) {
        for (const { key } of pack) places.set(key, { pack: ids[nth] ?? 0, size: pack.length });
      }
    }
    for (const part of inParts(sorted.rows, atOnce.rows)) await links.bulkPut(part.map(toLinkRow));
    for (const { key } of sorted.rows) places.set(key, null);
  }

  return {
    noteWhere(key, place) {
      places.set(key, place);
    },
    async put(some) {
      if (some.length > 0) await write(some, new Set(await unpack([...new Set(some.map(({ key }) => key))])));
    },
    async add(some) {
      if (some.length > 0) await write(some, new Set());
    },
    async remove(keys) {
      if (keys.length === 0) return;
      const rows = await unpack(keys);
      for (const key of keys) places.set(key, null);
      if (rows.length > 0) await links.bulkDelete([...rows]);
    },
  };
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, nth) => all.slice(nth * size, (nth + 1) * size));
}
