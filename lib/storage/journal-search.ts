import type { Side } from '../domain/appointment';
import type { JournalAction, JournalEntry } from '../sync/store';
import type { Database, JournalRow } from './database';
import { last } from './key-ends';
import { type JournalLine, toLine } from './run-store';

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

/** Lines looked through for one page at most, however few fit. */
const mostLookedAt = 2_000;

/** Lines of one batch of the whole journal. */
const batch = 500;

/** A page of the journal, as "Activity" shows it. One transaction. */
export async function searchJournal(database: Database, query: JournalQuery): Promise<JournalPage> {
  return database.transaction('r', database.journal, async () => journalPage(database, query));
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
