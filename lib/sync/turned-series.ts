import { originalStartOf } from '../domain/recurrence/original-start';
import { type FoldContext, foldGone } from './fold-record';
import type { Link, OccurrenceRef } from './link';
import { isDead } from './plan-link';
import type { RemoteRecord, SeriesRecord } from './ports';
import type { PageWork } from './store';

/**
 * The link of an event that was single until now: it goes on as the first occurrence of its series, so that its
 * appointment is not made a second time. Null: the event was never single, or is not known.
 */
export function linkBeforeSeries(
  byRecordId: ReadonlyMap<string, Link>,
  master: SeriesRecord,
  { side }: Pick<FoldContext, 'side'>,
): { readonly link: Link; readonly occurrence: OccurrenceRef } | null {
  const link = byRecordId.get(master.id);
  // It may have become a series while its calendar was disconnected, or before this installation saw it.
  const isKnown = link !== undefined && ['made', 'left', 'named'].includes(link[side].kind);
  if (!isKnown || link.occurrence !== null) return null;
  return { link, occurrence: { masterId: master.id, originalStart: originalStartOf(master.content.span) } };
}

/**
 * The same link on the first date alone, with what was last seen of it: whatever a rule that nobody can read says, what is
 * written there must not reach the other dates.
 */
export function asFirstDate(
  { link, occurrence }: { readonly link: Link; readonly occurrence: OccurrenceRef },
  {
    side,
    instanceId,
  }: Pick<FoldContext, 'side'> & { readonly instanceId: (masterId: string, originalStart: string) => string },
): Link | null {
  const state = link[side];
  if (state.kind !== 'made') return null;
  const id = instanceId(occurrence.masterId, occurrence.originalStart);
  return { ...link, occurrence, [side]: { ...state, id, etag: '' } };
}

/** What becomes of the links of series whose masters are single events now. */
export interface EndedSeries {
  /** By the event's id: the link of the occurrence that it was, which stays. */
  readonly kept: ReadonlyMap<string, Link>;
  /** The other occurrences are gone. */
  readonly changed: readonly Link[];
  readonly dead: readonly string[];
}

/** An event that does not repeat any more keeps the appointment of its own date, and loses the others. */
export async function endSeries(
  work: PageWork,
  records: readonly RemoteRecord[],
  { side, rules }: Pick<FoldContext, 'side' | 'rules'>,
): Promise<EndedSeries> {
  const kept = new Map<string, Link>();
  const changed: Link[] = [];
  const dead: string[] = [];
  const ended = await work.seriesById(records.map(({ id }) => id));
  for (const record of records.filter(({ id }) => ended.has(id))) {
    const links = await work.ofSeries(record.id);
    const start = originalStartOf(record.content.span);
    const live = links.filter((link) => link[side].kind === 'made').toSorted((a, b) => a.startMs - b.startMs);
    const own = live.find(({ occurrence }) => occurrence?.originalStart === start) ?? live[0];
    if (own !== undefined) kept.set(record.id, { ...own, occurrence: null });
    for (const link of links) {
      if (link.key === own?.key) continue;
      const after = foldGone(link, side, rules);
      if (isDead(after)) dead.push(after.key);
      else if (after !== link) changed.push(after);
    }
  }
  await work.removeSeries([...ended.keys()]);
  return { kept, changed, dead };
}
