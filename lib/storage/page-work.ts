import { Dexie } from 'dexie';
import type { Side } from '../domain/appointment';
import type { Link } from '../sync/link';
import { checkEpoch, type PageWork, type StoredSeries } from '../sync/store';
import { type Database, linkIndex, type SeriesRow } from './database';
import type { KnownIds } from './known-ids';
import { linksByIds } from './link-queries';
import { toLink, toLinkRow } from './link-row';

/** Told what was written and removed, inside the transaction. */
export type NoteWritten = (written: readonly Link[], removed: readonly string[]) => void;

/** Rows handed over in one go: each takes the thread for about 0.05 ms. */
const mostAtOnce = 250;

/**
 * Lookups and writes of one page, inside a transaction over links, series and feeds. Whoever waits for anything else
 * meanwhile loses the transaction: what would then be written on its own is refused.
 */
export function createPageWork(
  database: Database,
  { known, note }: { readonly known: KnownIds; readonly note: NoteWritten },
  { account, side }: { readonly account: string; readonly side: Side },
): PageWork {
  const { links, series, feeds } = database;
  const page = Dexie.currentTransaction;
  const checkOpen = () => {
    if (page === null || Dexie.currentTransaction !== page || !page.active) {
      throw new Error('The transaction of this page is over: something else was waited for');
    }
  };
  const rowsOf = async (keys: readonly string[]) => {
    checkOpen();
    return keys.length === 0 ? [] : (await links.bulkGet([...new Set(keys)])).filter((row) => row !== undefined);
  };
  const masterKeys = (ids: readonly string[]) => [...new Set(ids)].map((id): [string, string] => [account, id]);
  return {
    async byRecordIds(ids) {
      checkOpen();
      return linksByIds(database, known, { account, side }, ids);
    },
    async byTwinIds(ids) {
      checkOpen();
      return linksByIds(database, known, { account, side: side === 'helpdesk' ? 'calendar' : 'helpdesk' }, ids);
    },
    async byKeys(keys) {
      const own = (await rowsOf(keys)).filter((row) => row.account === account);
      return new Map(own.map((row) => [row.key, toLink(row)]));
    },
    async keysOfOthers(keys) {
      const others = (await rowsOf(keys)).filter((row) => row.account !== account);
      return new Set(others.map(({ key }) => key));
    },
    async ofSeries(masterId) {
      checkOpen();
      return (await links.where(linkIndex.masterId).equals([account, masterId]).toArray()).map(toLink);
    },
    async seriesById(ids) {
      checkOpen();
      if (ids.length === 0) return new Map();
      const rows = await series.bulkGet(masterKeys(ids));
      return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.masterId, toSeries(row)]])));
    },
    async put(some) {
      checkOpen();
      if (some.length === 0) return;
      // In parts, so that whoever asks the worker meanwhile has an answer in between.
      for (let from = 0; from < some.length; from += mostAtOnce) {
        await links.bulkPut(some.slice(from, from + mostAtOnce).map(toLinkRow));
      }
      note(some, []);
    },
    async remove(keys) {
      checkOpen();
      if (keys.length === 0) return;
      await links.bulkDelete([...keys]);
      note([], keys);
    },
    async putSeries(some) {
      checkOpen();
      if (some.length > 0) await series.bulkPut(some.map((one) => ({ ...one, schema: 1 })));
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
