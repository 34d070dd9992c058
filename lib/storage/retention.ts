import type { Collection } from 'dexie';
import type { SyncStore } from '../sync/store';
import type { Database } from './database';

const dayMs = 24 * 3_600_000;

/** How long each kind of data is of use after it was last touched, in days. The privacy page says the same. */
export const keptDays = {
  /** What was done, and in which run. */
  journal: 90,
  /** After the appointment is over. */
  links: 90,
  drafts: 30,
  directory: 30,
} as const;

/** How far beyond the window a reading may still show something: its first page may be days old. */
const marginDays = 30;

/** At most so many rows of a kind are forgotten at once; the next time takes the rest. */
const batch = 500;

/**
 * Forgets what is of no use any more; nothing is removed from any calendar. Unfinished work is never forgotten, nor is
 * what the window of the sync (`daysBack`) still shows: it would come back as new, and be copied again. Reads only the
 * ends of indexes, and writes nothing where nothing is old.
 */
export async function forgetOld(
  database: Database,
  store: Pick<SyncStore, 'forgetEnded'>,
  nowMs: number,
  daysBack: number,
): Promise<void> {
  const { journal, runs, drafts, directory } = database;
  const tables = [journal, runs, drafts, directory];
  const before = (kind: keyof typeof keptDays) => nowMs - keptDays[kind] * dayMs;
  await store.forgetEnded(Math.min(before('links'), nowMs - (daysBack + marginDays) * dayMs), batch);
  const old = await database.transaction('r', tables, async () => ({
    journal: await some(journal.where('atMs').below(before('journal'))),
    runs: await some(runs.where('startedAtMs').below(before('journal'))),
    drafts: await some(drafts.where('savedAtMs').below(before('drafts'))),
    directory: await some(directory.where('readAtMs').below(before('directory'))),
  }));
  if (Object.values(old).every(({ length }) => length === 0)) return;
  await database.transaction('rw', tables, async () => {
    await journal.bulkDelete(old.journal);
    await runs.bulkDelete(old.runs);
    await drafts.bulkDelete(old.drafts);
    await directory.bulkDelete(old.directory);
  });
}

async function some<T, K>(rows: Collection<T, K>): Promise<K[]> {
  return rows.limit(batch).primaryKeys();
}
