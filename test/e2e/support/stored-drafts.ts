import type { DraftRow } from '../../../lib/storage/database';
import type { TestBrowser } from './browser';
import { readDatabase } from './database';

/** Subjects of the drafts as they stand in the extension's database. */
export async function storedSubjects(browser: TestBrowser): Promise<readonly string[]> {
  const rows = (await readDatabase(browser, { store: 'drafts' })) as readonly DraftRow[];
  return rows.flatMap(({ draft }) => draft?.subject ?? []);
}
