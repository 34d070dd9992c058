import { Dexie } from 'dexie';
import type { Side } from '../domain/appointment';
import type { JournalAction, JournalEntry, RunRecord } from '../sync/store';
import type { Database, JournalRow, RunRow } from './database';

/** A line of the journal with its number: a later line has a higher one, whatever the clock said. */
export type JournalLine = JournalEntry & { readonly seq: number };

export interface JournalQuery {
  readonly account: string;
  /** Only lines of this run; null: of all. */
  readonly runId: string | null;
  /** Lines with a lower number; null: from the newest on. */
  readonly before: number | null;
  readonly limit: number;
  readonly side?: Side;
  readonly action?: JournalAction;
  readonly outcome?: JournalEntry['outcome'];
  /** Part of the subject, in any case. */
  readonly search?: string;
}

export interface JournalPage {
  /** Newest first. */
  readonly lines: readonly JournalLine[];
  /** For the next page; null: that was all. A page may be short, or empty, and not the last. */
  readonly before: number | null;
}

/** Runs and journal, as "Activity" shows them. Every method is one transaction. */
export interface RunStore {
  put(run: RunRecord): Promise<void>;
  read(id: string): Promise<RunRecord | null>;
  /** Newest first. `eventful`: without those that found nothing to do. */
  list(query: {
    readonly account: string;
    readonly which: 'all' | 'eventful';
    readonly limit: number;
    /** Runs that began before (epoch ms); null: from the newest on. */
    readonly beforeMs: number | null;
  }): Promise<readonly RunRecord[]>;
  journal(query: JournalQuery): Promise<JournalPage>;
  /** What a run did, oldest first, in batches after a number. The source of undo. */
  journalOf(runId: string, limit: number, afterSeq?: number): Promise<readonly JournalLine[]>;
  /** What was done to one link, oldest first, after a number: what was touched since. */
  journalOfLink(linkKey: string, limit: number, afterSeq?: number): Promise<readonly JournalLine[]>;
  /** The whole journal of an account, oldest first, a batch at a time: anything may be awaited in between. */
  journalOfAccount(account: string, limit: number, afterSeq?: number): Promise<readonly JournalLine[]>;
  journalLine(seq: number): Promise<JournalLine | null>;
  /** Number of the newest line; 0: there is none. */
  lastSeq(): Promise<number>;
}

/** Lines looked through for one page at most, however few fit. */
const mostLookedAt = 2_000;

/** Lines of one batch of the whole journal. */
const batch = 500;

const last = Dexie.maxKey;

export function createRunStore(database: Database): RunStore {
  const { runs, journal } = database;
  const linesAfter = async (index: string, of: string, limit: number, afterSeq: number) => {
    const range = journal.where(index).between([of, afterSeq], [of, last], false, false);
    return (await range.limit(limit).toArray()).map(toLine);
  };
  return {
    async put(run) {
      await runs.put({ ...run, schema: 1, ...(isEventful(run) && { isEventful: 1 }) });
    },

    async read(id) {
      const row = await runs.get(id);
      return row === undefined ? null : toRun(row);
    },

    async list({ account, which, limit, beforeMs }) {
      const [index, of] =
        which === 'all' ? ['[account+startedAtMs]', [account]] : ['[account+isEventful+startedAtMs]', [account, 1]];
      const range = runs
        .where(index)
        .between([...of, Number.NEGATIVE_INFINITY], [...of, beforeMs ?? last], true, false);
      return (await range.reverse().limit(limit).toArray()).map(toRun);
    },

    async journal(query) {
      return database.transaction('r', journal, async () => journalPage(database, query));
    },

    async journalOf(runId, limit, afterSeq = 0) {
      return linesAfter('[runId+seq]', runId, limit, afterSeq);
    },

    async journalOfLink(linkKey, limit, afterSeq = 0) {
      return linesAfter('[linkKey+seq]', linkKey, limit, afterSeq);
    },

    async journalOfAccount(account, limit, afterSeq = 0) {
      return linesAfter('[account+seq]', account, limit, afterSeq);
    },

    async journalLine(seq) {
      const row = await journal.get(seq);
      return row === undefined ? null : toLine(row);
    },

    async lastSeq() {
      return (await journal.orderBy('seq').last())?.seq ?? 0;
    },
  };
}

async function journalPage({ journal }: Database, query: JournalQuery): Promise<JournalPage> {
  const { account, runId, limit } = query;
  const [index, of] = runId === null ? ['[account+seq]', account] : ['[runId+seq]', runId];
  const fits = fitsQuery(query);
  const size = fits === null ? limit : batch;
  const lines: JournalLine[] = [];
  const answered = new Set<string>();
  let before = query.before;
  for (let lookedAt = 0; lookedAt < mostLookedAt; lookedAt += size) {
    const range = journal.where(index).between([of, 0], [of, before ?? last], true, false);
    const rows = await range.reverse().limit(size).toArray();
    for (const row of rows) {
      if (row.outcome !== 'asked') answered.add(partOf(row));
      else if (answered.has(partOf(row)) || (await isAnswered(journal, row))) continue;
      if (fits !== null && !fits(row)) continue;
      lines.push(toLine(row));
      if (lines.length === limit) return { lines, before: row.seq };
    }
    const oldest = rows.at(-1);
    if (oldest === undefined || rows.length < size) return { lines, before: null };
    before = oldest.seq;
  }
  return { lines, before };
}

function partOf({ linkKey, side }: JournalRow): string {
  return `${linkKey} ${side}`;
}

/** A request that was answered is told by its answer alone. */
async function isAnswered(journal: Database['journal'], { linkKey, seq, side }: JournalRow): Promise<boolean> {
  const later = journal.where('[linkKey+seq]').between([linkKey, seq], [linkKey, last], false, false);
  const answer = await later.filter((row) => row.side === side && row.outcome !== 'asked').first();
  return answer !== undefined;
}

/** Null: every line of the index fits. */
function fitsQuery(query: JournalQuery): ((row: JournalRow) => boolean) | null {
  const { account, runId, side, action, outcome } = query;
  const search = query.search?.trim().toLocaleLowerCase() ?? '';
  const isFree = side === undefined && action === undefined && outcome === undefined && search === '';
  if (isFree && runId === null) return null;
  return (row) =>
    row.account === account &&
    (side === undefined || row.side === side) &&
    (action === undefined || row.action === action) &&
    (outcome === undefined || row.outcome === outcome) &&
    (search === '' || row.subject.toLocaleLowerCase().includes(search));
}

function isEventful({ kind, outcome, counts, conflicts, skipped, problem }: RunRecord): boolean {
  const { helpdesk, calendar } = counts;
  const acted = [...Object.values(helpdesk), ...Object.values(calendar)].some((count) => count > 0);
  return kind !== 'sync' || outcome !== 'done' || acted || conflicts > 0 || skipped.length > 0 || problem !== null;
}

function toLine(row: JournalRow): JournalLine {
  const { schema: _schema, ...line } = row;
  return line;
}

function toRun(row: RunRow): RunRecord {
  const { schema: _schema, isEventful: _isEventful, ...run } = row;
  return run;
}
