import type { Side } from '../domain/appointment';
import { originalStartOf } from '../domain/recurrence/original-start';
import { type FoldContext, foldGone, otherSide } from './fold-record';
import type { Link, OccurrenceRef } from './link';
import { withoutDate } from './look-for-known';
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
  const link = singleOf(byRecordId, master.id, side);
  return link === null
    ? null
    : { link, occurrence: { masterId: master.id, originalStart: originalStartOf(master.content.span) } };
}

/**
 * It may have become a series, or a single event, while its calendar was disconnected, before this installation saw it, or
 * before the appointment of a date that was gone could be removed.
 */
function singleOf(byRecordId: ReadonlyMap<string, Link>, id: string, side: Side): Link | null {
  const link = byRecordId.get(id);
  if (link === undefined || link.occurrence !== null) return null;
  const { [side]: here, [otherSide(side)]: there } = link;
  const isKnown = ['made', 'left', 'named'].includes(here.kind) || (here.kind === 'gone' && there.kind === 'made');
  return isKnown ? link : null;
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

/** Whether the link that has the event's key may take the event: it has no other, and an appointment that wants one. */
function mayBecome(link: Link, id: string, side: Side): boolean {
  const { occurrence, [side]: here, [otherSide(side)]: there } = link;
  if (here.kind === 'made') return occurrence?.masterId === id;
  return here.kind !== 'removed' && there.kind === 'made';
}

/** An event that does not repeat any more keeps the appointment of its own date, and loses the others. */
export async function endSeries(
  work: PageWork,
  records: readonly RemoteRecord[],
  byRecordId: ReadonlyMap<string, Link>,
  context: Pick<FoldContext, 'side' | 'rules' | 'isBack'>,
): Promise<EndedSeries> {
  const { side, rules, isBack } = context;
  const kept = new Map<string, Link>();
  const changed: Link[] = [];
  const dead: string[] = [];
  const ended = await work.seriesById(records.map(({ id }) => id));
  for (const record of records) {
    // Of a series that was left its dates are known, and nothing else.
    if (!ended.has(record.id) && isBack !== true) continue;
    const links = await work.ofSeries(record.id);
    if (links.length === 0) continue;
    const start = originalStartOf(record.content.span);
    const isThere = (link: Link) => link[side].kind === 'made' || link[side].kind === 'left';
    const live = links.filter(isThere).toSorted((a, b) => a.startMs - b.startMs);
    // Under its key it would be found when its copy is made again, and be that of two links.
    const ofKey = (await work.byKeys([record.creationKey ?? ''])).get(record.creationKey ?? '');
    const isOwn = ofKey !== undefined && mayBecome(ofKey, record.id, side);
    const single = singleOf(byRecordId, record.id, side);
    const own =
      single ??
      (isOwn ? ofKey : undefined) ??
      live.find(({ occurrence }) => occurrence?.originalStart === start) ??
      live[0];
    if (own !== undefined && own !== single) kept.set(record.id, { ...own, occurrence: null });
    for (const link of links) {
      if (link.key === own?.key) continue;
      const after = withoutDate(foldGone(link, side, rules), context);
      if (isDead(after)) dead.push(after.key);
      else if (after !== link) changed.push(after);
    }
  }
  await work.removeSeries([...ended.keys()]);
  return { kept, changed, dead };
}
