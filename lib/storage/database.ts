import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Side } from '../domain/appointment';
import type { Draft } from '../domain/draft';
import type { Link } from '../sync/link';
import type { Feed, JournalEntry, RunRecord, StoredSeries } from '../sync/store';
import { durability } from './durability';
import type { ReviewItem, ReviewRecord } from './review-row';

/** A link as stored, all of it in one row: IndexedDB charges by the row. The version lets a later Docket read it. */
export type LinkRow = Link & {
  readonly schema: 1;
  /** Present only while fields wait for the agent: the index then holds only those. */
  readonly hasConflict?: 1;
};

export type SeriesRow = StoredSeries & { readonly schema: 1 };

export type FeedRow = Feed & { readonly schema: 1 };

export type JournalRow = JournalEntry & { readonly seq: number; readonly schema: 1 };

export type RunRow = RunRecord & {
  readonly schema: 1;
  /** Present on runs that say something; the others found nothing to do. */
  readonly isEventful?: 1;
};

/** A draft that an older Docket kept has no fields that came later. */
export type StoredDraft = Partial<Draft> & Pick<Draft, 'id'>;

export interface DraftRow {
  readonly slot: string;
  readonly schema: 1;
  readonly id: string;
  /** Null: the form was opened, and nothing typed yet. */
  readonly draft: StoredDraft | null;
  readonly savedAtMs: number;
}

/** A part of the helpdesk's directory as last read. */
export interface DirectoryRow {
  readonly name: string;
  readonly schema: 1;
  readonly readAtMs: number;
  readonly value: unknown;
}

export type Database = Dexie & {
  links: EntityTable<LinkRow, 'key'>;
  series: Table<SeriesRow, [string, string]>;
  feeds: Table<FeedRow, [string, Side]>;
  journal: EntityTable<JournalRow, 'seq'>;
  runs: EntityTable<RunRow, 'id'>;
  drafts: EntityTable<DraftRow, 'slot'>;
  directory: EntityTable<DirectoryRow, 'name'>;
  reviews: EntityTable<ReviewRecord, 'slot'>;
  reviewRows: EntityTable<ReviewItem, 'pos'>;
};

/**
 * By name, since a misspelt index is found only when it is used. Each entry that a row has costs about a tenth of its
 * put; hence none by end (starts do) and none by listing (a listing writes every row, and a walk over them costs less).
 */
export const linkIndex = {
  /** Only links with something left to do: the field is absent on all others. By key, so that it can be read in batches. */
  dirty: '[account+dirty+key]',
  conflict: '[account+hasConflict+key]',
  start: '[account+startMs]',
  masterId: '[account+occurrence.masterId]',
  /** Only links with a record on the side, or with one that was there. */
  id: { helpdesk: '[account+helpdesk.id]', calendar: '[account+calendar.id]' },
} as const;

const stores = {
  links: [
    'key',
    linkIndex.dirty,
    linkIndex.conflict,
    linkIndex.start,
    linkIndex.masterId,
    ...Object.values(linkIndex.id),
  ].join(),
  series: '[account+masterId]',
  feeds: '[account+side]',
  journal: '++seq, [account+seq], [runId+seq], [linkKey+seq], atMs',
  runs: 'id, [account+startedAtMs], [account+isEventful+startedAtMs], startedAtMs',
  drafts: 'slot, savedAtMs',
  directory: 'name, readAtMs',
  reviews: 'slot',
  reviewRows: 'pos, linkId, isFlipped, isOpen',
};

/** Opens nothing yet: Dexie connects at the first use, so a worker that only answers pays nothing. */
export function createDatabase(name = 'docket'): Database {
  const database = new Dexie(name) as Database;
  database.version(1).stores(stores);
  database.use(durability);
  return database;
}
