import type { Side } from '../../lib/domain/appointment';
import { type Link, lastListed } from '../../lib/sync/link';
import {
  checkEpoch,
  type Feed,
  forgotten,
  type JournalEntry,
  newFeed,
  type PageWork,
  type StoredSeries,
  type SyncStore,
  toBeListed,
} from '../../lib/sync/store';
import { createLinkTable, type LinkTable } from './link-table';

/** A store in memory, and what a test may look at in it. */
export interface MemorySyncStore extends SyncStore {
  readonly links: ReadonlyMap<string, Link>;
  readonly journal: readonly JournalEntry[];
}

/** What takes one write of a page back. */
type Undo = () => void;

/**
 * Keeps what the real store keeps, and promises the same (`describeSyncStore`): a page is all or nothing, and nobody
 * reads or writes while one is applied. Links are values: they are handed out as they are, never copied.
 */
export function createMemorySyncStore(): MemorySyncStore {
  const table = createLinkTable();
  const series = new Map<string, StoredSeries>();
  const feeds = new Map<string, Feed>();
  const journal: JournalEntry[] = [];
  /** The page that is being applied. */
  let page: Promise<void> | null = null;

  async function idle(): Promise<void> {
    while (page !== null) await page;
  }

  const changeMany: SyncStore['changeMany'] = async (changes) => {
    if (page !== null) await idle();
    const after = new Map<string, Link | null>();
    const entries: JournalEntry[] = [];
    // Everything is computed before anything is written: a change that throws leaves nothing behind.
    const answers = changes.map(({ key, change, entry }) => {
      const link = after.get(key) ?? (after.has(key) ? null : table.links.get(key));
      if (link == null) return null;
      const answer = change(link);
      after.set(key, answer);
      if (entry !== null) entries.push(entry);
      return answer;
    });
    for (const [key, link] of after) table.set(key, link);
    journal.push(...entries);
    return answers;
  };

  return {
    links: table.links,
    journal,

    async read(key) {
      if (page !== null) await idle();
      return table.links.get(key) ?? null;
    },

    async insert(link, entry) {
      if (page !== null) await idle();
      if (table.links.has(link.key)) return false;
      table.set(link.key, link);
      journal.push(entry);
      return true;
    },

    async change(key, change, entry) {
      if (page !== null) await idle();
      const link = table.links.get(key);
      if (link === undefined) return null;
      const answer = change(link);
      table.set(key, answer);
      if (entry !== null) journal.push(entry);
      return answer;
    },

    changeMany,

    async append(entries) {
      if (page !== null) await idle();
      journal.push(...entries);
    },

    async applyPage(account, side, work) {
      if (page !== null) await idle();
      let close = () => {};
      page = new Promise((resolve) => {
        close = resolve;
      });
      const undo: Undo[] = [];
      const open = { isOver: false };
      try {
        return await work(createPageWork({ table, series, feeds, undo, open }, account, side));
      } catch (error) {
        for (const takeBack of undo.reverse()) takeBack();
        throw error;
      } finally {
        open.isOver = true;
        page = null;
        close();
      }
    },

    async feed(account, side) {
      if (page !== null) await idle();
      return feeds.get(joined(account, side)) ?? newFeed(account, side);
    },

    async forgetFeed(account, side) {
      if (page !== null) await idle();
      const key = joined(account, side);
      feeds.set(key, forgotten(feeds.get(key) ?? newFeed(account, side)));
      if (side === 'helpdesk') return;
      for (const [key, one] of series) if (one.account === account) series.delete(key);
    },

    async askForListing(account, side) {
      if (page !== null) await idle();
      const key = joined(account, side);
      const feed = feeds.get(key);
      if (feed !== undefined && feed.listedAtMs > 0) feeds.set(key, toBeListed(feed));
    },

    async series(account, masterId) {
      if (page !== null) await idle();
      return series.get(joined(account, masterId)) ?? null;
    },

    async allSeries(account, limit, afterId = '') {
      if (page !== null) await idle();
      const own = [...series.values()].filter((one) => one.account === account && one.masterId > afterId);
      return own.sort((one, other) => (one.masterId < other.masterId ? -1 : 1)).slice(0, limit);
    },

    async dirty(account, limit, afterKey = '') {
      if (page !== null) await idle();
      const keys = table.dirtyKeys(account).filter((key) => key > afterKey);
      return keys
        .sort()
        .slice(0, limit)
        .flatMap((key) => table.links.get(key) ?? []);
    },

    async unlisted({ account, side, generation }, window, limit, after) {
      if (page !== null) await idle();
      const missing = table
        .where((link) => link.account === account && link.startMs < window.endMs && link.endMs > window.startMs)
        .filter((link) => side === 'helpdesk' || link.occurrence === null || link.calendar.kind === 'left')
        .filter((link) => listedOn(link, side) < generation && (after === undefined || byStart(link, after) > 0));
      return missing.sort(byStart).slice(0, limit);
    },

    async startingIn(account, stretch, limit, after) {
      if (page !== null) await idle();
      const found = table
        .where((link) => link.account === account && link.startMs >= stretch.startMs && link.startMs < stretch.endMs)
        .filter((link) => after === undefined || byStart(link, after) > 0);
      return found.sort(byStart).slice(0, limit);
    },

    async onSide(account, side, limit) {
      if (page !== null) await idle();
      const found = table.where((link) => link.account === account && link[side].kind === 'made');
      return found.sort(byId(side)).slice(0, limit);
    },

    async countLinked(account, atMost) {
      if (page !== null) await idle();
      const linked = table.where(
        (link) => link.account === account && link.helpdesk.kind === 'made' && link.calendar.kind === 'made',
      );
      return Math.min(linked.length, Math.max(0, Math.ceil(atMost)));
    },

    async ofAccount(account) {
      if (page !== null) await idle();
      return table.where((link) => link.account === account).sort(byStart);
    },

    async onCalendarsOf(email) {
      if (page !== null) await idle();
      return table.where((link) => link.calendarOf?.email === email);
    },

    async forgetEnded(beforeMs, limit) {
      if (page !== null) await idle();
      const isOfSeries = ({ account, repeats, occurrence }: Link) =>
        repeats !== undefined && series.has(joined(account, occurrence?.masterId ?? ''));
      const ended = table
        .where((link) => link.endMs < beforeMs && link.dirty === undefined && !isOfSeries(link))
        .slice(0, limit);
      for (const { key } of ended) table.set(key, null);
      return ended.length;
    },

    async accounts() {
      if (page !== null) await idle();
      return [...new Set(table.where(() => true).map(({ account }) => account))].sort();
    },
  };
}

interface PageTables {
  readonly table: LinkTable;
  readonly series: Map<string, StoredSeries>;
  readonly feeds: Map<string, Feed>;
  readonly undo: Undo[];
  readonly open: { readonly isOver: boolean };
}

function createPageWork({ table, series, feeds, undo, open }: PageTables, account: string, side: Side): PageWork {
  const checked = () => {
    if (open.isOver) throw new Error('The page is over: its transaction does not wait');
  };
  const setLink = (key: string, link: Link | null) => {
    const before = table.links.get(key) ?? null;
    undo.push(() => table.set(key, before));
    table.set(key, link);
  };
  const setSeries = (id: string, one: StoredSeries | null) => {
    const key = joined(account, id);
    const before = series.get(key);
    undo.push(() => (before === undefined ? series.delete(key) : series.set(key, before)));
    if (one === null) series.delete(key);
    else series.set(key, one);
  };
  const byIds = (on: Side, ids: readonly string[]) => {
    const found = new Map<string, Link>();
    for (const id of ids) {
      const link = table.byId(account, on, id);
      if (link !== undefined) found.set(id, link);
    }
    return found;
  };
  return {
    async byRecordIds(ids) {
      checked();
      return byIds(side, ids);
    },
    async byTwinIds(ids) {
      checked();
      return byIds(side === 'helpdesk' ? 'calendar' : 'helpdesk', ids);
    },
    async byKeys(keys) {
      checked();
      const own = keys.flatMap((key) => table.links.get(key) ?? []).filter((link) => link.account === account);
      return new Map(own.map((link) => [link.key, link]));
    },
    async keysOfOthers(keys) {
      checked();
      const links = keys.flatMap((key) => table.links.get(key) ?? []);
      return new Set(links.flatMap((link) => (link.account === account ? [] : [link.key])));
    },
    async ofSeries(masterId) {
      checked();
      return table.ofSeries(account, masterId);
    },
    async seriesById(ids) {
      checked();
      return new Map(ids.flatMap((id) => series.get(joined(account, id)) ?? []).map((one) => [one.masterId, one]));
    },
    async put(links) {
      checked();
      for (const link of links) setLink(link.key, link);
    },
    async add(links) {
      checked();
      for (const link of links) {
        // The real store believes that they are new: it would have them twice.
        if (table.links.has(link.key)) throw new Error(`There is a link ${link.key} already`);
        setLink(link.key, link);
      }
    },
    async remove(keys) {
      checked();
      for (const key of keys) setLink(key, null);
    },
    async putSeries(some) {
      checked();
      for (const one of some) setSeries(one.masterId, one);
    },
    async removeSeries(ids) {
      checked();
      for (const id of ids) setSeries(id, null);
    },
    async putFeed(feed) {
      checked();
      const key = joined(feed.account, feed.side);
      const before = feeds.get(key);
      checkEpoch(before, feed);
      undo.push(() => (before === undefined ? feeds.delete(key) : feeds.set(key, before)));
      feeds.set(key, feed);
    },
  };
}

function joined(account: string, id: string): string {
  return `${account}\n${id}`;
}

/** Above every generation where the side holds nothing. */
function listedOn(link: Link, side: Side): number {
  return lastListed(link[side]) ?? Number.POSITIVE_INFINITY;
}

function byStart(one: Link, other: Link): number {
  return one.startMs - other.startMs || byKey(one, other);
}

function byId(side: Side): (one: Link, other: Link) => number {
  const id = (link: Link) => (link[side].kind === 'made' ? link[side].id : '');
  return (one, other) => (id(one) === id(other) ? byKey(one, other) : id(one) < id(other) ? -1 : 1);
}

function byKey(one: Link, other: Link): number {
  return one.key === other.key ? 0 : one.key < other.key ? -1 : 1;
}
