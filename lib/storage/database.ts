import { Dexie, type EntityTable, type Table } from 'dexie';
import type { AppointmentContent, Side } from '../domain/appointment';
import type { Draft } from '../domain/draft';
import type { JournalEntry, Link } from '../sync/link';
import type { RemoteRecord } from '../sync/ports';

/** A link as stored; the version lets a later Docket read what this one wrote. */
export type LinkRow = Link & { readonly schema: 1 };

/** What is wanted on both sides, beside its link: read only when a step needs it. */
export interface ContentRow {
  readonly key: string;
  readonly schema: 1;
  readonly wanted: AppointmentContent;
}

/** Our copy of one record of one side. */
export interface MirrorRow {
  readonly schema: 1;
  readonly account: string;
  readonly side: Side;
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly record: RemoteRecord;
}

export interface JournalRow extends JournalEntry {
  readonly seq: number;
  readonly schema: 1;
}

export interface DraftRow {
  readonly slot: string;
  readonly schema: 1;
  readonly id: string;
  /** Null: the form was opened, and nothing typed yet. */
  readonly draft: Draft | null;
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
  contents: EntityTable<ContentRow, 'key'>;
  mirror: Table<MirrorRow, [string, Side, string]>;
  journal: EntityTable<JournalRow, 'seq'>;
  drafts: EntityTable<DraftRow, 'slot'>;
  directory: EntityTable<DirectoryRow, 'name'>;
};

/** Opens nothing yet: Dexie connects at the first use, so a worker that only answers pays nothing. */
export function createDatabase(name = 'docket'): Database {
  // Strict: the intent of a create must be on disk before its request leaves.
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Database;
  database.version(1).stores({
    links: 'key, dirty, [account+startMs], endMs',
    contents: 'key',
    mirror: '[account+side+id], [account+side+startMs], endMs',
    journal: '++seq, linkKey, atMs',
    drafts: 'slot',
    directory: 'name, readAtMs',
  });
  return database;
}
