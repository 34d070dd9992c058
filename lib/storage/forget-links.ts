import type { Link } from '../sync/link';
import { type Database, linkIndex } from './database';
import { first } from './key-ends';
import { linkAccounts, linksByKeys } from './link-queries';
import { createLinkWriter } from './link-writer';
import { packsAround } from './links-by-start';
import { packedIn } from './packs';

/** See `SyncStore.forgetEnded`. Looks before it locks anybody out: mostly there is nothing. */
export async function forgetEndedLinks(database: Database, beforeMs: number, limit: number): Promise<number> {
  const { links, packs, unpacked } = database;
  const everywhere = [links, packs, unpacked];
  const isOver = ({ endMs, dirty }: Link) => endMs < beforeMs && dirty === undefined;
  const keys = await database.transaction('r', everywhere, async () => endedKeys(database, beforeMs, limit, isOver));
  if (keys.length === 0) return 0;
  return database.transaction('rw', [...everywhere, database.series], async () => {
    const writer = createLinkWriter(database);
    // Whatever was touched since it was looked at stays.
    const over = (await linksByKeys(database, keys)).filter(({ link }) => isOver(link));
    const masters = over.map(({ link }): [string, string] => [link.account, seriesOfForm(link)]);
    const going = await database.series.bulkGet(masters);
    // It tells that Docket has made a series, which goes on. One that is over is known itself only while its dates are.
    const found = over.filter((_, nth) => going[nth] === undefined || going[nth].isOver === true);
    for (const { link, place } of found) writer.noteWhere(link.key, place);
    await writer.remove(found.map(({ link }) => link.key));
    return found.length;
  });
}

function seriesOfForm({ repeats, occurrence }: Link): string {
  return repeats === undefined ? '' : (occurrence?.masterId ?? '');
}

/** A pack that reaches beyond is looked at too: its first links are not kept for the sake of its last. */
async function endedKeys(
  database: Database,
  beforeMs: number,
  limit: number,
  isOver: (link: Link) => boolean,
): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const account of await linkAccounts(database)) {
    const begun = database.links.where(linkIndex.start).between([account, first], [account, beforeMs]);
    keys.push(...(await begun.and(isOver).limit(limit).primaryKeys()));
    for (const { id } of await packsAround(database, account, { startMs: first, endMs: beforeMs })) {
      if (keys.length >= limit) break;
      keys.push(...(await packedIn(database, [id], isOver)).map(({ link }) => link.key));
    }
  }
  return keys.slice(0, limit);
}
