import { Dexie, type Table } from 'dexie';
import type { Link } from '../sync/link';
import { type Feed, forgotten, type JournalEntry, newFeed, type SyncStore, toBeListed } from '../sync/store';
import { type Database, type FeedRow, linkIndex } from './database';
import { createKnownIds } from './known-ids';
import { createKnownWork, type KnownWork } from './known-work';
import * as queries from './link-queries';
import { toLink, toLinkRow } from './link-row';
import { createPageWork, type NoteWritten, toSeries } from './page-work';

/**
 * Links, series, feeds and journal: one transaction per method, so that none of them can tell another story. To be made
 * once for a database, and all links written through it (`KnownIds`).
 */
export function createSyncStore(database: Database): SyncStore {
  const { links, series, feeds, journal } = database;
  const known = createKnownIds();
  const work = createKnownWork();
  /** One transaction over links; `note` is told what it has written and removed, as soon as that is done. */
  const writing = async <T>(others: readonly Table[], act: (note: NoteWritten) => Promise<T>): Promise<T> => {
    const writes = work.writes();
    const answer = await database.transaction('rw', [links, ...others], async () =>
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
      const keys = [...new Set(changes.map(({ key }) => key))];
      const rows = await links.bulkGet(keys);
      const before = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.key, toLink(row)]])));
      const { after, answers, entries } = changed(before, changes);
      const gone = keys.filter((key) => before.has(key) && !after.has(key));
      const kept = [...after.values()].filter((link) => link !== before.get(link.key));
      if (kept.length > 0) await links.bulkPut(kept.map(toLinkRow));
      if (gone.length > 0) await links.bulkDelete(gone);
      note(kept, gone);
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
      return writing([journal], async (note) => {
        if ((await links.get(link.key)) !== undefined) return false;
        await links.add(toLinkRow(link));
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
        fold(createPageWork(database, { known, note }, { account, side })),
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
