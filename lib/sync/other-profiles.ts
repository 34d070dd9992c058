import type { Side } from '../domain/appointment';
import { type FoldContext, foldRecord, goneSide, otherSide, withSchedule } from './fold-record';
import type { Link } from './link';
import { keep, type PageLinks } from './page-links';
import type { RemoteRecord } from './ports';
import { isFirst } from './repeated-record';

/**
 * Whether the record took the place of the one that the link knows. Docket has made it in another profile of the agent:
 * since that one was deleted, or while this profile made one, too. What the link held until now is removed where we made
 * it and nobody has changed it since.
 */
export function takesPlace(
  link: Link,
  record: RemoteRecord,
  {
    links,
    context,
    isRepeat,
  }: { readonly links: PageLinks; readonly context: FoldContext; readonly isRepeat: boolean },
): boolean {
  const { id, creationKey, twinId, again = 0 } = record;
  const { side, makesCopies, rules } = context;
  const other = otherSide(side);
  if (creationKey === null) return false;
  const { [side]: known, [other]: there } = link;
  if (known.kind !== 'made' && known.kind !== 'gone') return false;
  const isTwin = twinId !== null && 'id' in there && there.id === twinId;
  const later = again - (known.again ?? 0);
  const isNewer = later > 0 && (isTwin || link.key === creationKey);
  const isUnjoined = later === 0 && isTwin && isOnlyJoined(link, side) && link.key !== creationKey;
  if (!isNewer && !isUnjoined) {
    const isBoth = later === 0 && isTwin && there.kind === 'made' && !isRepeat;
    // Of two that were made at the same time the first one stays, in every profile. A copy that somebody makes of an
    // appointment comes after it; an event says that it was made again, and its copies do not.
    const isEarlier = makesCopies ? isFirst(id, known.id) : again > 0 && (known.kind === 'gone' || id < known.id);
    if (!isBoth || !isEarlier) return false;
  }
  const isOurs = known.kind === 'made' && known.madeAtMs !== null;
  // Nobody can tell which of them was made of the older version: every difference is asked.
  const isBeside = !isNewer || (isOurs && link.key !== creationKey);
  const agreed = isBeside && { agreed: null };
  // Where the new record names yet another there, that was made again, too, and is known when it comes.
  const isOther = 'id' in there && twinId !== null && !isTwin;
  const { isJoined: _joined, ...apart } = link;
  const place: Link = {
    ...(isUnjoined ? apart : link),
    occurrence: side === 'calendar' ? null : link.occurrence,
    [side]: goneSide({ ...known, ...agreed }),
    [other]: isOther ? { kind: 'named', id: twinId } : there.kind === 'made' ? { ...there, ...agreed } : there,
  };
  keep(links, id, link, foldRecord(place, record, context));
  links.byRecordId.delete(known.id);
  const own = { key: context.newKey(), occurrence: null, wanted: null, conflict: [] };
  if (isUnjoined) {
    const occurrence = side === 'calendar' ? link.occurrence : null;
    const alone: Link = { ...apart, ...own, occurrence, source: side, [other]: { kind: 'none', attempt: null } };
    keep(links, known.id, null, withSchedule({ ...alone, [side]: { ...known, ...agreed } }, rules));
  } else if (isOurs && there.kind === 'made') {
    const surplus = { ...link, ...own, [other]: goneSide(there) };
    keep(links, known.id, null, withSchedule(surplus, rules));
  }
  return true;
}

/**
 * Whether the record was joined with the other side's, and nothing but subject and time says that they are one item.
 * Another profile has copied that one beside it, by other settings or before this record was there: to it they are two. One
 * pair here and another there would hang together, and with one item that somebody deletes all the others would go.
 */
function isOnlyJoined(link: Link, side: Side): boolean {
  const { [side]: known, [otherSide(side)]: there } = link;
  return link.isJoined === true && known.kind === 'made' && !known.namesTwin && there.kind === 'made';
}
