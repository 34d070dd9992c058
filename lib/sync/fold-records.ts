import type { SkippedRow } from '../domain/problem';
import { type FoldContext, foldKnown, foldRecord, withSchedule } from './fold-record';
import { keysFor } from './found-key';
import type { Link } from './link';
import { takesPlace } from './other-profiles';
import { adoptable, keep, latest, orSkipped, type PageLinks } from './page-links';
import type { RemoteRecord } from './ports';
import { isFirst, isRepeatOf } from './repeated-record';
import type { PageWork } from './store';

/** Each record to its link: by its id, by our key on it, or by the twin it names. */
export async function foldRecords(
  work: PageWork,
  records: readonly RemoteRecord[],
  context: FoldContext,
  links: PageLinks,
): Promise<SkippedRow[]> {
  if (records.length === 0) return [];
  const strangers = records.filter(({ id }) => !links.byRecordId.has(id));
  const keys = strangers.flatMap(({ creationKey }) => creationKey ?? []);
  const found = keysFor(strangers, context);
  const byKey = await work.byKeys([...keys, ...found.values()]);
  const ofOthers = await work.keysOfOthers(keys.filter((key) => !byKey.has(key)));
  const byTwin = await work.byTwinIds(strangers.flatMap((record) => twinOf(record) ?? []));
  const skipped: SkippedRow[] = [];
  for (const record of records) {
    const keyOwner = latest(links, byKey, record.creationKey);
    const twinOwner = latest(links, byTwin, twinOf(record));
    const seen = links.byRecordId.get(record.id);
    const known = seen ?? adoptable(keyOwner, context) ?? adoptable(twinOwner, context) ?? null;
    const { makesCopies, side, nowMs } = context;
    const isRepeat =
      known === null && makesCopies && keyOwner !== undefined && isRepeatOf(keyOwner, side, record, nowMs);
    const rival = twinOwner ?? keyOwner;
    if (seen === undefined && rival !== undefined) {
      const taken = orSkipped(record, () => ({ is: takesPlace(rival, record, { links, context, isRepeat }) }));
      if ('reason' in taken) skipped.push(taken);
      if (!('is' in taken) || taken.is) continue;
    }
    if (isRepeat) {
      noteCopies(links, keyOwner, record, context);
      continue;
    }
    // Made for another agent who was signed in here, or for another helpdesk: their link keeps its key.
    const isOthers = record.creationKey !== null && ofOthers.has(record.creationKey);
    const stranger = withForeignTwin(isOthers ? { ...record, creationKey: null } : record, known, context);
    // A second record with our key is a copy that somebody made: an item of its own.
    const own = known === null && keyOwner !== undefined ? { ...stranger, creationKey: null, twinId: null } : stranger;
    const newKey = () => free(found.get(record.id), byKey, links) ?? context.newKey();
    const result = orSkipped(record, () => foldRecord(known, own, { ...context, newKey }));
    if ('reason' in result) {
      skipped.push(result);
      continue;
    }
    keep(links, record.id, known, result);
    if (known === null && own.creationKey === null) links.fresh.add(result.key);
  }
  return skipped;
}

/** Not where a link has the key: its record was deleted, made again by us, and brought back by somebody. */
function free(key: string | undefined, byKey: ReadonlyMap<string, Link>, { changed }: PageLinks): string | null {
  return key === undefined || byKey.has(key) || changed.has(key) ? null : key;
}

/** The link is to look for copies. Its own record may come later on the same page: it must not undo that. */
function noteCopies(links: PageLinks, link: Link, record: RemoteRecord, context: FoldContext): void {
  const { side, rules } = context;
  const kept = link[side];
  if (kept.kind !== 'made') return;
  const first = isFirst(record.id, kept.id) ? { ...kept, id: record.id, intent: null } : kept;
  const noted = { ...link, [side]: { ...first, copiesDueAtMs: kept.copiesDueAtMs ?? 0 } };
  if (first !== kept) links.byRecordId.delete(kept.id);
  const seen = first === kept ? noted : foldKnown(noted, record, context);
  keep(links, first.id, link, withSchedule(seen, rules));
}

function twinOf(record: RemoteRecord): string | null {
  return record.twinId ?? record.traits.foreignTwinId;
}

/** A record made by a colleague's Docket names an appointment that is not ours: it is shown, never copied. */
function withForeignTwin(record: RemoteRecord, known: Link | null, { side }: FoldContext): RemoteRecord {
  const { twinId, creationKey } = record;
  const isOurs = creationKey !== null && (known === null || known.key === creationKey);
  if (twinId === null || isOurs) return record;
  const before = known?.[side];
  const isColleagues = before === undefined || (before.kind === 'made' && before.traits.foreignTwinId === twinId);
  return isColleagues ? { ...record, traits: { ...record.traits, foreignTwinId: twinId } } : record;
}
