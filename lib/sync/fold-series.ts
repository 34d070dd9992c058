import type { Side } from '../domain/appointment';
import { overlaps } from '../domain/intervals';
import type { SkippedRow } from '../domain/problem';
import { expandSeries, type Occurrence } from '../domain/recurrence/expand-series';
import { normalOriginalStart, originalStartOf } from '../domain/recurrence/original-start';
import type { Interval } from '../domain/span';
import { toInterval } from '../domain/span-interval';
import { asOccurrence } from './fold-exceptions';
import { type FoldContext, foldGone, foldRecord } from './fold-record';
import type { Link } from './link';
import { withoutDate } from './look-for-known';
import { adoptable, orSkipped } from './page-links';
import { isDead, isOfForm } from './plan-link';
import type { RemoteRecord, SeriesException, SeriesRecord } from './ports';
import type { PageWork, StoredSeries } from './store';
import { asFirstDate, linkBeforeSeries } from './turned-series';

/** A side names the instances of its series: `CalendarPort.instanceId`. */
export interface SeriesContext extends FoldContext {
  readonly instanceId: (masterId: string, originalStart: string) => string;
}

/** An occurrence that no link of its series has. */
interface Fresh {
  readonly masterId: string;
  readonly originalStart: string;
  readonly record: RemoteRecord;
  /** Set on the first date: the appointment that carries the series' key, or that the series names, is this date's. */
  readonly made: { readonly key: string | null; readonly twinId: string | null } | null;
}

interface Folding {
  readonly changed: Map<string, Link>;
  /** Links that begin here. */
  readonly begun: Link[];
  readonly forgotten: Set<string>;
  readonly fresh: Fresh[];
  /** Links whose occurrence their rule no longer has. */
  readonly left: Map<string, Link>;
  /** Masters some of whose occurrences stand where they stood. */
  readonly stayed: Set<string>;
  readonly skipped: SkippedRow[];
}

/**
 * Brings links in line with what series have in the window now. To be called when a reading is complete: only then are
 * all exceptions known, also those that come from our own writes. Answers the series that could not be read.
 */
export async function foldSeries(
  work: PageWork,
  some: readonly StoredSeries[],
  context: SeriesContext,
): Promise<readonly SkippedRow[]> {
  const folding: Folding = {
    changed: new Map(),
    begun: [],
    forgotten: new Set(),
    fresh: [],
    left: new Map(),
    stayed: new Set(),
    skipped: [],
  };
  // Asked for together: one after the other each would wait for the one before.
  const [single, ...links] = await Promise.all([
    work.byRecordIds(some.map(({ masterId }) => masterId)),
    ...some.map(({ masterId }) => work.ofSeries(masterId)),
  ]);
  for (const [index, series] of some.entries()) {
    const before = series.master === null ? null : linkBeforeSeries(single, series.master, context);
    foldOne(series, { links: links[index] ?? [], before }, context, folding);
  }
  const fresh = await reuseLinks(work, folding, context);
  for (const one of fresh) keepFresh(null, one, context, folding);
  for (const link of folding.left.values()) {
    const gone = withoutDate(foldGone(link, context.side, context.rules), context);
    if (gone !== link) folding.changed.set(gone.key, gone);
  }
  await work.remove([...folding.forgotten]);
  await work.put([...folding.changed.values()]);
  await work.add(folding.begun);
  return folding.skipped;
}

function foldOne(
  { master, masterId, exceptions: all }: StoredSeries,
  { links: stored, before }: { readonly links: readonly Link[]; readonly before: ReturnType<typeof linkBeforeSeries> },
  context: SeriesContext,
  folding: Folding,
): void {
  const { window } = context.rules;
  if (master === null) {
    // Invited to single occurrences only: each came as an exception, and no master tells of others. Those that waited for
    // one may belong to a series that is over but for them, of which a listing shows no more.
    const known = new Set(stored.map(({ occurrence }) => occurrence?.originalStart));
    for (const { record, ...one } of all) {
      const originalStart = startOf(one);
      if (record === null || originalStart === '' || known.has(originalStart)) continue;
      if (!overlaps(toInterval(record.content.span, context.rules.zone), window)) continue;
      folding.fresh.push({ masterId, originalStart, record: asOccurrence(record), made: null });
    }
    return;
  }
  const exceptions = all.filter(({ isUnreadable }) => isUnreadable !== true);
  const expanded = expandSeries({ master, exceptions, window });
  if (expanded.unreadable !== undefined) {
    const { subject } = master.content;
    folding.skipped.push({ what: 'event', id: masterId, subject, reason: expanded.unreadable });
    const first = before === null ? null : asFirstDate(before, context);
    if (first !== null) folding.changed.set(first.key, first);
    return;
  }
  // What is known now does not need them any more.
  for (const { key } of stored.filter((link) => isDead(link) && !isOfForm(link))) folding.forgotten.add(key);
  const links = stored.filter((link) => !isDead(link));
  const known = new Map(links.map((link) => [link.occurrence?.originalStart ?? '', link]));
  if (before !== null) {
    const { occurrence, link } = before;
    // It may have been a series before that: then that date has a link of its own.
    if (known.has(occurrence.originalStart)) folding.left.set(link.key, link);
    else known.set(occurrence.originalStart, link);
  }
  const records = new Map(exceptions.map((one) => [startOf(one), one.record]));
  // What nobody can read stays as it was known.
  const unreadIds = new Set(all.flatMap(({ id, isUnreadable }) => (isUnreadable === true ? [id] : [])));
  for (const [originalStart, link] of known) {
    if (!unreadIds.has(context.instanceId(masterId, originalStart)) && !unreadIds.has(idOn(link, context.side)))
      continue;
    known.delete(originalStart);
    const first = link === before?.link ? asFirstDate(before, context) : null;
    if (first !== null) folding.changed.set(first.key, first);
  }
  const firstStart = originalStartOf(master.content.span);
  for (const occurrence of expanded.occurrences) {
    const { originalStart } = occurrence;
    if (unreadIds.has(context.instanceId(masterId, originalStart))) continue;
    const exception = records.get(originalStart);
    const record = exception == null ? byRule(master, occurrence, context) : asOccurrence(exception);
    const made = { key: master.creationKey, twinId: master.traits.foreignTwinId };
    const fresh = { masterId, originalStart, record, made: originalStart === firstStart ? made : null };
    const link = known.get(originalStart);
    known.delete(originalStart);
    if (link === undefined) folding.fresh.push(fresh);
    else {
      folding.stayed.add(masterId);
      keepFresh(link, fresh, context, folding);
    }
  }
  for (const [originalStart, link] of known) {
    const around = aroundStart(originalStart);
    // What left the window is forgotten, not deleted.
    if (!overlaps(link, window) && !overlaps(around, window)) continue;
    const { occurrences, unreadable } = expandSeries({ master, exceptions: [], window: around });
    if (unreadable !== undefined) continue;
    const standing = occurrences.find((one) => one.originalStart === originalStart);
    const moved = records.get(originalStart);
    const isThere = moved === undefined ? standing !== undefined : moved !== null;
    if (!isThere) folding.left.set(link.key, link);
    else if (moved != null) keepFresh(link, { masterId, originalStart, record: asOccurrence(moved) }, context, folding);
    else if (standing !== undefined) {
      keepFresh(link, { masterId, originalStart, record: byRule(master, standing, context) }, context, folding);
    }
  }
}

function idOn(link: Link, side: Side): string {
  const state = link[side];
  return 'id' in state ? state.id : '';
}

/** So wide that the occurrence that starts then stands in it, in whatever zone its date is meant. */
function aroundStart(originalStart: string): Interval {
  const startMs = Date.parse(originalStart);
  const marginMs = originalStart.length === 10 ? 48 * 3_600_000 : 0;
  return { startMs: startMs - marginMs, endMs: startMs + marginMs + 1 };
}

function startOf({ originalStart }: Pick<SeriesException, 'originalStart'>): string {
  return originalStart === null ? '' : (normalOriginalStart(originalStart) ?? '');
}

function keepFresh(
  link: Link | null,
  { masterId, originalStart, record }: Omit<Fresh, 'made'>,
  context: FoldContext,
  folding: Folding,
) {
  const result = orSkipped(record, () => foldRecord(link, record, context, { masterId, originalStart }));
  if ('reason' in result) folding.skipped.push(result);
  else if (link === null) folding.begun.push(result);
  else if (result !== link) folding.changed.set(result.key, result);
}

function byRule(
  master: SeriesRecord,
  { originalStart, content }: Occurrence,
  { instanceId }: SeriesContext,
): RemoteRecord {
  return {
    id: instanceId(master.id, originalStart),
    // An untouched instance has no version of its own: the port looks at it before it writes (`RecordVersion.seen`).
    etag: '',
    content,
    creationKey: null,
    twinId: null,
    ticketId: master.ticketId,
    url: master.url,
    remark: null,
    traits: master.traits,
    changedAtMs: null,
  };
}

/**
 * Occurrences that have a link already, though not one of their series as it stands: after "this and following" they
 * belong to another master, and where the whole series was moved, each of them was. Their appointments move along
 * instead of being deleted and made again. So does the first date's of a series that another installation has made, or
 * whose creation nobody has answered. Answers those that are new indeed.
 */
async function reuseLinks(work: PageWork, folding: Folding, context: SeriesContext): Promise<readonly Fresh[]> {
  const { fresh, left } = folding;
  if (fresh.length === 0) return [];
  const byId = await work.byRecordIds(fresh.map(({ record }) => record.id));
  const byKey = await work.byKeys(fresh.flatMap(({ made }) => made?.key ?? []));
  const byTwin = await work.byTwinIds(fresh.flatMap(({ made }) => made?.twinId ?? []));
  const byStart = new Map([...left.values()].map((link) => [link.occurrence?.originalStart ?? '', link]));
  const keepOn = (link: Link | undefined, one: Fresh): boolean => {
    if (link === undefined || isDead(link) || folding.changed.has(link.key)) return false;
    left.delete(link.key);
    keepFresh(link, one, context, folding);
    return true;
  };
  const ofFirst = ({ made }: Fresh) => adoptable(byKey.get(made?.key ?? '') ?? byTwin.get(made?.twinId ?? ''), context);
  const unknown = fresh.filter(
    (one) => !keepOn(byId.get(one.record.id) ?? byStart.get(one.originalStart) ?? ofFirst(one), one),
  );
  const moved = new Set([...left.values()].flatMap(({ occurrence }) => occurrence?.masterId ?? []));
  for (const masterId of folding.stayed) moved.delete(masterId);
  return unknown.filter((one) => !moved.has(one.masterId) || !keepOn(nearest(one, left), one));
}

/** Of what is left of its series, the one that stood nearest. */
function nearest({ masterId, record }: Fresh, left: ReadonlyMap<string, Link>): Link | undefined {
  const { startMs } = toInterval(record.content.span, 'UTC');
  const candidates = [...left.values()].filter(({ occurrence }) => occurrence?.masterId === masterId);
  return candidates.sort((one, other) => Math.abs(one.startMs - startMs) - Math.abs(other.startMs - startMs))[0];
}
