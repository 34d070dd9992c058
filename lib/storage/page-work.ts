import { Dexie } from 'dexie';
import type { Side } from '../domain/appointment';
import type { Link } from '../sync/link';
import { checkEpoch, type PageWork, type StoredSeries } from '../sync/store';
import type { Database, SeriesRow } from './database';
import type { KnownIds } from './known-ids';
import { learnSeries, linksByIds, linksByKeys, linksOfSeries } from './link-queries';
import { createLinkWriter } from './link-writer';
import type { Packing } from './pack-links';
import type { Found } from './packs';

/** Told what was written and removed, inside the transaction. */
export type NoteWritten = (written: readonly Link[], removed: readonly string[]) => void;

/**
 * Lookups and writes of one page, inside a transaction over links, packs, series and feeds. Whoever waits for anything
 * else meanwhile loses the transaction: what would then be written on its own is refused.
 */
export function createPageWork(
  database: Database,
  store: { readonly known: KnownIds; readonly note: NoteWritten; readonly packing: Packing },
  { account, side }: { readonly account: string; readonly side: Side },
): PageWork {
  const { series, feeds } = database;
  const { known } = store;
  const writer = createLinkWriter(database, store.packing);
  const page = Dexie.currentTransaction;
  const checkOpen = () => {
    if (page === null || Dexie.currentTransaction !== page || !page.active) {
      throw new Error('The transaction of this page is over: something else was waited for');
    }
  };
  const seen = ({ link, place }: Found): Link => {
    writer.noteWhere(link.key, place);
    return link;
  };
  const byIds = async (on: Side, ids: readonly string[]) => {
    const found = await linksByIds(database, known, { account, side: on }, ids);
    return new Map([...found].map(([id, one]): [string, Link] => [id, seen(one)]));
  };
  const masterKeys = (ids: readonly string[]) => [...new Set(ids)].map((id): [string, string] => [account, id]);
  return {
    async byRecordIds(ids) {
      checkOpen();
      return byIds(side, ids);
    },
    async byTwinIds(ids) {
      checkOpen();
      return byIds(side === 'helpdesk' ? 'calendar' : 'helpdesk', ids);
    },
    async byKeys(keys) {
      checkOpen();
      if (keys.length === 0) return new Map();
      const found = (await linksByKeys(database, keys)).filter(({ link }) => link.account === account);
      return new Map(found.map((one): [string, Link] => [one.link.key, seen(one)]));
    },
    async keysOfOthers(keys) {
      checkOpen();
      if (keys.length === 0) return new Set();
      const found = await linksByKeys(database, keys);
      return new Set(found.flatMap(({ link }) => (link.account === account ? [] : [link.key])));
    },
    async ofSeries(masterId) {
      checkOpen();
      if (known.possible(account, 'masters', [masterId]).length === 0) return [];
      return (await linksOfSeries(database, account, masterId)).map(seen);
    },
    async seriesById(ids) {
      checkOpen();
      if (known.isWorthLearning(account, 'series', ids.length)) await learnSeries(database, known, account);
      const possible = known.possible(account, 'series', ids);
      if (possible.length === 0) return new Map();
      const rows = await series.bulkGet(masterKeys(possible));
      return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.masterId, toSeries(row)]])));
    },
    async put(some) {
      checkOpen();
      await writer.put(some);
      store.note(some, []);
    },
    async add(some) {
      checkOpen();
      await writer.add(some);
      store.note(some, []);
    },
    async remove(keys) {
      checkOpen();
      await writer.remove(keys);
      store.note([], keys);
    },
    async putSeries(some) {
      checkOpen();
      if (some.length === 0) return;
      for (const one of some) known.noteSeries(one.account, one.masterId);
      await series.bulkPut(some.map((one) => ({ ...one, schema: 1 })));
    },
    async removeSeries(ids) {
      checkOpen();
      if (ids.length > 0) await series.bulkDelete(masterKeys(ids));
    },
    async putFeed(feed) {
      checkOpen();
      const stored = await feeds.get([feed.account, feed.side]);
      checkEpoch(stored, feed);
      await feeds.put({ ...feed, schema: 1 });
    },
  };
}

export function toSeries(row: SeriesRow): StoredSeries {
  const { schema: _schema, ...series } = row;
  return series;
}
