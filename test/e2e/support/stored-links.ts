import { type LinkRow, linkIndex } from '../../../lib/storage/database';
import type { TestBrowser } from './browser';
import { readDatabase } from './database';

/** Keys of the links that the extension has still to work on, as they stand in its database. */
export async function dirtyLinks(browser: TestBrowser): Promise<readonly string[]> {
  const rows = (await readDatabase(browser, { store: 'links', index: linkIndex.dirty })) as readonly LinkRow[];
  return rows.map(({ key }) => key);
}
