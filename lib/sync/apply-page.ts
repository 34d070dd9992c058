import { overlaps } from '../domain/intervals';
import type { SkippedRow } from '../domain/problem';
import { normalOriginalStart } from '../domain/recurrence/original-start';
import { toInterval } from '../domain/span-interval';
import { type FoldContext, foldGone, foldKnown, foldRecord, withSchedule } from './fold-record';
import { keysFor } from './found-key';
import { forgetSeries, keepExceptions, keepSeries } from './keep-series';
import { keepUnread } from './keep-unread';
import type { Link } from './link';
import { isDead } from './plan-link';
import type { ChangePage, RemoteRecord, SeriesException } from './ports';
import { isFirst, isRepeatOf } from './repeated-record';
import type { Feed, PageWork } from './store';
import { endSeries } from './turned-series';

export interface AppliedPage {
  /** Rows that were left out, for the report. */
  readonly skipped: readonly SkippedRow[];
  readonly feed: Feed;
}

/** What a page changes, and what it has looked at: an item may come twice, and by several ways. */
interface PageLinks {
  readonly changed: Map<string, Link>;
  /** Keys of those among them that begin here, and bring no key along. */
  readonly fresh: Set<string>;
  readonly forgotten: Set<string>;
  readonly byRecordId: Map<string, Link>;
}

/**
 * Folds one page into links and series, together with where the reading stands. Runs inside the page's transaction.
 * Masters are only kept: they are expanded when the reading is complete, since a later page may hold their exceptions.
 */
export async function applyPage(
  work: PageWork,
  page: ChangePage,
  context: FoldContext,
  feed: Feed,
): Promise<AppliedPage> {
  const { records, exceptions, gone } = page;
  const unreadIds = context.generation > 0 ? page.skipped.map(({ id }) => id) : [];
  const ids = [...records.map(({ id }) => id), ...exceptions.map(({ id }) => id), ...gone, ...unreadIds];
  const links: PageLinks = {
    changed: new Map(),
    fresh: new Set(),
    forgotten: new Set(),
    byRecordId: new Map(await work.byRecordIds(ids)),
  };
  if (context.side === 'calendar' && records.length > 0) {
    const { kept, changed, dead } = await endSeries(work, records, context);
    for (const [id, link] of kept) links.byRecordId.set(id, link);
    for (const link of changed) links.changed.set(link.key, link);
    for (const key of dead) forget(links, key);
  }
  const skipped = await foldRecords(work, records, context, links);
  const unfolded = new Set(feed.unfolded ?? []);
  const later = await adoptedLater(work, exceptions, context, links);
  for (const { masterId } of later) unfolded.add(masterId);
  const now = exceptions.filter((one) => !later.includes(one));
  skipped.push(...foldExceptions(now, context, links));
  await keepSeries(work, page, context, unfolded);
  for (const link of await keepUnread(work, unreadIds, links.byRecordId, context)) links.changed.set(link.key, link);
  await foldTombstones(work, gone, context, links, unfolded);
  const changed = [...links.changed.values()];
  await work.put(changed.filter(({ key }) => !links.fresh.has(key)));
  await work.add(changed.filter(({ key }) => links.fresh.has(key)));
  await work.remove([...links.forgotten]);
  const kept = withUnfolded(feed, [...unfolded]);
  await work.putFeed(kept);
  return { skipped, feed: kept };
}

/** Where the reading stands, with the series that are to be expanded when it is complete. */
export function withUnfolded(feed: Feed, unfolded: readonly string[]): Feed {
  if (unfolded.length > 0) return { ...feed, unfolded };
  if (feed.unfolded === undefined) return feed;
  const { unfolded: _before, ...rest } = feed;
  return rest;
}

function keep(links: PageLinks, recordId: string, before: Link | null, after: Link): void {
  links.byRecordId.set(recordId, after);
  if (after !== before) links.changed.set(after.key, after);
}

function forget({ changed, forgotten }: PageLinks, key: string): void {
  changed.delete(key);
  forgotten.add(key);
}

/** Each record to its link: by its id, by our key on it, or by the twin it names. */
async function foldRecords(
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
    const known =
      links.byRecordId.get(record.id) ??
      adoptable(keyOwner, context) ??
      adoptable(latest(links, byTwin, twinOf(record)), context) ??
      null;
    const { makesCopies, side, nowMs } = context;
    if (known === null && keyOwner !== undefined && makesCopies && isRepeatOf(keyOwner, side, record, nowMs)) {
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

/** One row that makes no sense (a day that does not exist) must not stop the others. */
export function orSkipped<T extends object>(record: RemoteRecord, fold: () => T): T | SkippedRow {
  try {
    return fold();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { what: 'event', id: record.id, subject: record.content.subject, reason: error.message };
  }
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

/** A link may take the record as its own only while it has none on this side. */
export function adoptable(link: Link | undefined, { side }: Pick<FoldContext, 'side'>): Link | undefined {
  if (link === undefined) return undefined;
  const { kind } = link[side];
  return kind === 'made' || kind === 'gone' || kind === 'removed' ? undefined : link;
}

function latest(links: PageLinks, stored: ReadonlyMap<string, Link>, id: string | null): Link | undefined {
  if (id === null) return undefined;
  const link = stored.get(id);
  return links.changed.get(link?.key ?? id) ?? link;
}

/** Changed instances that may have an appointment already: which of them is its own is known when their series is expanded. */
async function adoptedLater(
  work: PageWork,
  exceptions: readonly SeriesException[],
  context: FoldContext,
  links: PageLinks,
): Promise<readonly SeriesException[]> {
  const strangers = exceptions.filter(({ id }) => !links.byRecordId.has(id));
  const byKey = await work.byKeys(strangers.flatMap(({ record }) => record?.creationKey ?? []));
  return strangers.filter(
    ({ record }) => adoptable(latest(links, byKey, record?.creationKey ?? null), context) !== undefined,
  );
}

/** Changed instances are observed as they are, whatever their rule says by now. */
function foldExceptions(
  exceptions: readonly SeriesException[],
  context: FoldContext,
  links: PageLinks,
): readonly SkippedRow[] {
  const skipped: SkippedRow[] = [];
  for (const { id, masterId, originalStart, record, isUnreadable } of exceptions) {
    if (isUnreadable === true) continue;
    const found = links.byRecordId.get(id) ?? null;
    // Cancelled and made again by somebody: a new one.
    const known = found !== null && record !== null && isDead(found) ? null : found;
    if (known === null && found !== null) forget(links, found.key);
    if (record === null) {
      if (known !== null) keep(links, id, known, foldGone(known, context.side, context.rules));
      continue;
    }
    const result = orSkipped(record, () => {
      const { window, zone } = context.rules;
      if (known === null && !overlaps(toInterval(record.content.span, zone), window)) return {};
      const start = originalStart === null ? null : normalOriginalStart(originalStart);
      const occurrence = start === null ? null : { masterId, originalStart: start };
      return { link: foldRecord(known, asOccurrence(record), context, occurrence) };
    });
    if ('reason' in result) skipped.push(result);
    else if ('link' in result && result.link !== undefined) {
      keep(links, id, known, result.link);
      if (known === null) links.fresh.add(result.link.key);
    }
  }
  return skipped;
}

/** Key and twin on an instance are its master's: they name no single occurrence, but say whose Docket made the series. */
export function asOccurrence(record: RemoteRecord): RemoteRecord {
  const { creationKey, twinId, traits } = record;
  const foreignTwinId = creationKey === null ? (twinId ?? traits.foreignTwinId) : traits.foreignTwinId;
  return { ...record, creationKey: null, twinId: null, traits: { ...traits, foreignTwinId } };
}

async function foldTombstones(
  work: PageWork,
  ids: readonly string[],
  context: FoldContext,
  links: PageLinks,
  unfolded: Set<string>,
): Promise<void> {
  if (ids.length === 0) return;
  const cancelled: SeriesException[] = [];
  for (const id of ids) {
    const link = links.byRecordId.get(id);
    if (link === undefined) continue;
    if (link.occurrence !== null && context.side === 'calendar') {
      cancelled.push({ id, ...link.occurrence, record: null });
    }
    keep(links, id, link, foldGone(link, context.side, context.rules));
  }
  await keepExceptions(work, cancelled, context);
  for (const masterId of (await work.seriesById(ids)).keys()) {
    unfolded.delete(masterId);
    const { changed, dead } = await forgetSeries(work, masterId, context, links.changed);
    for (const link of changed) links.changed.set(link.key, link);
    for (const key of dead) forget(links, key);
  }
}
