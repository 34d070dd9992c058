import { Dexie } from 'dexie';
import type { Link } from '../sync/link';
import { type Feed, type JournalEntry, newFeed, type SyncStore } from '../sync/store';
import { type Database, type FeedRow, linkIndex } from './database';
import { createKnownIds } from './known-ids';
import { createKnownWork } from './known-work';
import * as queries from './link-queries';
import { toLink, toLinkRow } from './link-row';
import { createPageWork, toSeries } from './page-work';

/**
 * Links, series, feeds and journal: one transaction per method, so that none of them can tell another story. To be made
 * once for a database, and all links written through it (`KnownIds`).
 */
export function createSyncStore(database: Database): SyncStore {
  const { links, series, feeds, journal } = database;
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
    return database.transaction('rw', links, journal, async () => {
      const keys = [...new Set(changes.map(({ key }) => key))];
      const rows = await links.bulkGet(keys);
      const before = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.key, toLink(row)]])));
      const { after, answers, entries } = changed(before, changes);
      const gone = keys.filter((key) => before.has(key) && !after.has(key));
      const kept = [...after.values()].filter((link) => link !== before.get(link.key));
      note(kept);
      if (kept.length > 0) await links.bulkPut(kept.map(toLinkRow));
      if (gone.length > 0) await links.bulkDelete(gone);
      await addEntries(entries);
      return answers;
    });
  };
  return {
    async read(key) {
      const row = await links.get(key);
      return row === undefined ? null : toLink(row);
    },

    async insert(link, entry) {
      return database.transaction('rw', links, journal, async () => {
        if ((await links.get(link.key)) !== undefined) return false;
        note([link]);
        await links.add(toLinkRow(link));
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
      return database.transaction('rw', links, series, feeds, async () =>
        fold(createPageWork(database, { known, note }, { account, side })),
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
      return database.transaction('r', links, async () =>
        queries.unlistedLinks(database, listing, window, limit, after),
      );
    },

    async startingIn(account, stretch, limit, after) {
      return database.transaction('r', links, async () =>
        queries.linksStartingIn(database, account, stretch, limit, after),
      );
    },

    async onSide(account, side, limit) {
      return queries.linksOnSide(database, account, side, limit);
    },

    async countLinked(account, atMost) {
      return queries.countLinked(database, account, atMost);
    },

    async ofAccount(account) {
      return (await links.where(linkIndex.start).between([account, first], [account, last]).toArray()).map(toLink);
    },

    async onCalendarsOf(email) {
      return (await links.filter(({ calendarOf }) => calendarOf?.email === email).toArray()).map(toLink);
    },

    async accounts() {
      return database.transaction('r', links, async () => queries.linkAccounts(database));
    },
  };
}

const first = Number.NEGATIVE_INFINITY;
const last = Dexie.maxKey;

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
