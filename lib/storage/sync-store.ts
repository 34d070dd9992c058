import type { Link } from '../sync/link';
import { type Feed, type JournalEntry, newFeed, type SyncStore } from '../sync/store';
import type { Database, FeedRow } from './database';
import { forgetEndedLinks } from './forget-links';
import { last } from './key-ends';
import { createKnownIds } from './known-ids';
import { createKnownWork } from './known-work';
import * as queries from './link-queries';
import { createLinkWriter } from './link-writer';
import { linksStartingIn, unlistedLinks } from './links-by-start';
import { usualPacking } from './pack-links';
import { createPageWork, toSeries } from './page-work';

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
  const note = (some: readonly Link[]) => {
    known.note(some);
    work.note(some);
  };
  const addEntries = async (entries: readonly JournalEntry[]) => {
    if (entries.length > 0) await journal.bulkAdd(entries.map((entry) => ({ ...entry, schema: 1 })));
  };
  const changeMany: SyncStore['changeMany'] = async (changes) => {
    if (changes.length === 0) return [];
    return database.transaction('rw', [...everywhere, journal], async () => {
      const keys = changes.map(({ key }) => key);
      const writer = createLinkWriter(database);
      const found = await queries.linksByKeys(database, keys);
      for (const { link, place } of found) writer.noteWhere(link.key, place);
      const before = new Map(found.map(({ link }) => [link.key, link]));
      const { after, answers, entries } = changed(before, changes);
      const kept = [...after.values()].filter((link) => link !== before.get(link.key));
      note(kept);
      await writer.put(kept);
      await writer.remove([...before.keys()].filter((key) => !after.has(key)));
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
      return database.transaction('rw', [...everywhere, journal], async () => {
        if ((await queries.linksByKeys(database, [link.key])).length > 0) return false;
        note([link]);
        await createLinkWriter(database).add([link]);
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
      return database.transaction('rw', [...everywhere, series, feeds], async () =>
        fold(createPageWork(database, { known, note, packing }, { account, side })),
      );
    },

    async feed(account, side) {
      const row = await feeds.get([account, side]);
      return row === undefined ? newFeed(account, side) : toFeed(row);
    },

    async forgetFeed(account, side) {
      await database.transaction('rw', series, feeds, async () => {
        await feeds.delete([account, side]);
        if (side === 'calendar')
          await series.where('[account+masterId]').between([account, ''], [account, last]).delete();
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
      if (work.isNone(account)) return [];
      const before = work.mark();
      const found = await queries.dirtyLinks(database, account, limit, afterKey);
      if (found.length === 0 && afterKey === undefined) work.noteNone(account, before);
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
