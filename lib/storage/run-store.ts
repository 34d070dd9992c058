import type { JournalEntry, RunRecord } from '../sync/store';
import type { Database, JournalRow, RunRow } from './database';
import { last } from './key-ends';

/** A line of the journal with its number: a later line has a higher one, whatever the clock said. */
export type JournalLine = JournalEntry & { readonly seq: number };

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

export function createRunStore({ runs, journal }: Database): RunStore {
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

function isEventful({ kind, outcome, counts, conflicts, skipped, problem }: RunRecord): boolean {
  const { helpdesk, calendar } = counts;
  const acted = [...Object.values(helpdesk), ...Object.values(calendar)].some((count) => count > 0);
  return kind !== 'sync' || outcome !== 'done' || acted || conflicts > 0 || skipped.length > 0 || problem !== null;
}

function toRun(row: RunRow): RunRecord {
  const { schema: _schema, isEventful: _isEventful, ...run } = row;
  return run;
}

export function toLine(row: JournalRow): JournalLine {
  const { schema: _schema, ...line } = row;
  return line;
}
