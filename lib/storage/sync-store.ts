import type { Table } from 'dexie';
import type { Link } from '../sync/link';
import { type Feed, forgotten, type JournalEntry, newFeed, type SyncStore, toBeListed } from '../sync/store';
import type { Database, FeedRow } from './database';
import { forgetEndedLinks } from './forget-links';
import { last } from './key-ends';
import { createKnownIds } from './known-ids';
import { createKnownWork, type KnownWork } from './known-work';
import * as queries from './link-queries';
import { toLink } from './link-row';
import { createLinkWriter } from './link-writer';
import { linksStartingIn, unlistedLinks } from './links-by-start';
import { usualPacking } from './pack-links';
import { createPageWork, type NoteWritten, toSeries } from './page-work';

/**
 * Links, series, feeds and journal: one transaction per method, so that none of them can tell another story. To be made
 * once for a database, and all links written through it (`KnownIds`).
 */
export function createSyncStore(database: Database, packing = usualPacking): SyncStore {
  const { links, packs, unpacked, series, feeds, journal } = database;
  /** Links in rows and in packs: seen and written together, so that none is there twice, or not at all. */
  const everywhere = [links, packs, unpacked];
  const known = createKnownIds();
  const work = createKnownWork();
  /** One transaction over links; `note` is told what it has written and removed, as soon as that is done. */
  const writing = async <T>(others: readonly Table[], act: (note: NoteWritten) => Promise<T>): Promise<T> => {
    const writes = work.writes();
    const answer = await database.transaction('rw', [...everywhere, ...others], async () =>
      act((written, removed) => {
        known.note(written);
        writes.note(written, removed);
      }),
    );
    writes.committed();
    return answer;
  };
  const addEntries = async (entries: readonly JournalEntry[]) => {
    if (entries.length > 0) await journal.bulkAdd(entries.map((entry) => ({ ...entry, schema: 1 })));
  };
  const changeMany: SyncStore['changeMany'] = async (changes) => {
    if (changes.length === 0) return [];
    return writing([journal], async (note) => {
      const keys = changes.map(({ key }) => key);
      const writer = createLinkWriter(database);
      const found = await queries.linksByKeys(database, keys);
      for (const { link, place } of found) writer.noteWhere(link.key, place);
      const before = new Map(found.map(({ link }) => [link.key, link]));
      const { after, answers, entries } = changed(before, changes);
      const kept = [...after.values()].filter((link) => link !== before.get(link.key));
      const gone = [...before.keys()].filter((key) => !after.has(key));
      await writer.put(kept);
      await writer.remove(gone);
      note(kept, gone);
      await addEntries(entries);
      return answers;
    });
  };
  return {
    async read(key) {
      const found = await database.transaction('r', everywhere, async () => queries.linksByKeys(database, [key]));
      return found[0]?.link ?? null;
    },

    async insert(link, entry) {
      return writing([journal], async (note) => {
        if ((await queries.linksByKeys(database, [link.key])).length > 0) return false;
        await createLinkWriter(database).add([link]);
        note([link], []);
        await addEntries([entry]);
        return true;
      });
    },

    async change(key, change, entry) {
      const [answer] = await changeMany([{ key, change, entry }]);
      return answer ?? null;
    },

    changeMany,

    async append(entries) {
      await addEntries(entries);
    },

    async applyPage(account, side, fold) {
      return writing([series, feeds], async (note) =>
        fold(createPageWork(database, { known, note, packing }, { account, side })),
      );
    },

    async feed(account, side) {
      const row = await feeds.get([account, side]);
      return row === undefined ? newFeed(account, side) : toFeed(row);
    },

    async forgetFeed(account, side) {
      await database.transaction('rw', series, feeds, async () => {
        const row = await feeds.get([account, side]);
        await feeds.put({ ...forgotten(row ?? newFeed(account, side)), schema: 1 });
        if (side === 'calendar')
          await series.where('[account+masterId]').between([account, ''], [account, last]).delete();
      });
    },

    async askForListing(account, side) {
      await database.transaction('rw', feeds, async () => {
        const row = await feeds.get([account, side]);
        if (row !== undefined && row.listedAtMs > 0) await feeds.put({ ...toBeListed(row), schema: 1 });
      });
    },

    async series(account, masterId) {
      const row = await series.get([account, masterId]);
      return row === undefined ? null : toSeries(row);
    },

    async allSeries(account, limit, afterId = '') {
      const range = series.where('[account+masterId]').between([account, afterId], [account, last], false, false);
      return (await range.limit(limit).toArray()).map(toSeries);
    },

    async dirty(account, limit, afterKey) {
      const keys = work.keys(account);
      if (keys !== null) return knownDirty(database, work, { account, keys, limit, afterKey });
      const mark = work.mark();
      const found = await queries.dirtyLinks(database, account, limit, afterKey);
      const isAll = found.length < limit && afterKey === undefined;
      if (isAll) work.learn(account, toKeys(found), mark);
      return found;
    },

    async unlisted(listing, window, limit, after) {
      return database.transaction('r', everywhere, async () => unlistedLinks(database, listing, window, limit, after));
    },

    async startingIn(account, stretch, limit, after) {
      return database.transaction('r', everywhere, async () =>
        linksStartingIn(database, account, stretch, limit, after),
      );
    },

    async onSide(account, side, limit) {
      return database.transaction('r', everywhere, async () => queries.linksOnSide(database, account, side, limit));
    },

    async countLinked(account, atMost) {
      return queries.countLinked(database, account, atMost);
    },

    async ofAccount(account) {
      return database.transaction('r', everywhere, async () => queries.linksOfAccount(database, account));
    },

    async onCalendarsOf(email) {
      return database.transaction('r', everywhere, async () => queries.linksOnCalendarsOf(database, email));
    },

    async forgetEnded(beforeMs, limit) {
      return forgetEndedLinks(database, beforeMs, limit);
    },

    async accounts() {
      return database.transaction('r', everywhere, async () => queries.linkAccounts(database));
    },
  };
}

function toKeys(some: readonly Link[]): readonly string[] {
  return some.map(({ key }) => key);
}

interface DirtyQuery {
  readonly account: string;
  readonly limit: number;
  readonly afterKey: string | undefined;
}

/** Those of the keys whose links have something left to do indeed. */
async function knownDirty(
  { links }: Database,
  work: KnownWork,
  { account, keys, limit, afterKey = '' }: DirtyQuery & { readonly keys: readonly string[] },
): Promise<readonly Link[]> {
  const found: Link[] = [];
  const left = keys.filter((key) => key > afterKey);
  for (let from = 0; from < left.length && found.length < limit; from += limit) {
    const asked = left.slice(from, from + limit);
    const mark = work.mark();
    const rows = await links.bulkGet(asked);
    const dirty = rows.flatMap((row) => (row?.account !== account || row.dirty === undefined ? [] : [toLink(row)]));
    const stillDirty = new Set(toKeys(dirty));
    work.noteDone(
      account,
      asked.filter((key) => !stillDirty.has(key)),
      mark,
    );
    found.push(...dirty);
  }
  return found.slice(0, limit);
}

/** One change after the other, as far as the links are there; several may be of one link. */
function changed(before: ReadonlyMap<string, Link>, changes: Parameters<SyncStore['changeMany']>[0]) {
  const after = new Map(before);
  const entries: JournalEntry[] = [];
  const answers = changes.map(({ key, change, entry }) => {
    const link = after.get(key);
    if (link === undefined) return null;
    const answer = change(link);
    if (answer === null) after.delete(key);
    else after.set(key, answer);
    if (entry !== null) entries.push(entry);
    return answer;
  });
  return { after, answers, entries };
}

function toFeed(row: FeedRow): Feed {
  const { schema: _schema, ...feed } = row;
  return feed;
}
