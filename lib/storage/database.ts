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

/**
 * Many links in one row: what was found on one side only, and nothing is to be done with (`pack-links.ts`). It is never
 * changed: a link that is leaves it for good. So a link lies in a row of its own or in one pack, and never in both.
 */
export interface PackRow {
  readonly id: number;
  readonly schema: 1;
  readonly account: string;
  /** Starts of the first and of the last of its links. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** What its links are looked up by. */
  readonly names: readonly string[];
  /** How many links it was made of. */
  readonly size: number;
  /** These links, by start, then by key, as JSON: to write them as a text takes the thread half as long. */
  readonly text: string;
}

/** Which links have left a pack, by their keys: of those the pack tells nothing any more. */
export interface UnpackedRow {
  readonly pack: number;
  readonly keys: readonly string[];
}

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
  packs: EntityTable<PackRow, 'id'>;
  unpacked: EntityTable<UnpackedRow, 'pack'>;
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

/** The pack itself is part of it: then the index alone says which packs are worth reading. */
export const packIndex = { start: '[account+firstMs+lastMs+id]', names: 'names' } as const;

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

const packStores = { packs: `++id, ${packIndex.start}, *${packIndex.names}`, unpacked: 'pack' };

/** Opens nothing yet: Dexie connects at the first use, so a worker that only answers pays nothing. */
export function createDatabase(name = 'docket'): Database {
  const database = new Dexie(name) as Database;
  database.version(1).stores(stores);
  database.version(2).stores(packStores);
  database.use(durability);
  // Nobody watches the database: what Dexie notes of each write for those who do is left out.
  for (const name of ['Observability', 'Cache']) database.unuse({ stack: 'dbcore', name });
  return database;
}
