import type { Database } from './database';

const dayMs = 24 * 3_600_000;

/** How long each kind of data is of use after it was last touched, in days. The privacy page says the same. */
export const keptDays = {
  /** The journal, and links and copies after the appointment is over. */
  journal: 90,
  links: 90,
  mirror: 30,
  drafts: 30,
  directory: 30,
} as const;

/** Forgets what is of no use any more; nothing is removed from any calendar. Unfinished work is never forgotten. */
export async function forgetOld(database: Database, nowMs: number): Promise<void> {
  const before = (kind: keyof typeof keptDays) => nowMs - keptDays[kind] * dayMs;
  await database.journal.where('atMs').below(before('journal')).delete();
  await database.mirror.where('endMs').below(before('mirror')).delete();
  await database.directory.where('readAtMs').below(before('directory')).delete();
  await database.drafts.filter(({ savedAtMs }) => savedAtMs < before('drafts')).delete();
  await database.transaction('rw', database.links, database.contents, async () => {
    const over = database.links.where('endMs').below(before('links'));
    const keys = await over.and(({ dirty }) => dirty === undefined).primaryKeys();
    await database.links.bulkDelete(keys);
    await database.contents.bulkDelete(keys);
  });
}
