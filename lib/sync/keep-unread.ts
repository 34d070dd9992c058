import type { FoldContext } from './fold-record';
import { seriesOf } from './keep-series';
import type { Link } from './link';
import type { PageWork } from './store';

type Listing = Pick<FoldContext, 'side' | 'generation'>;

/**
 * What a listing names and cannot be read is there: it stays as it was known, and is not missing. Answers the links that
 * are changed by that.
 */
export async function keepUnread(
  work: PageWork,
  ids: readonly string[],
  links: ReadonlyMap<string, Link>,
  listing: Listing & Pick<FoldContext, 'account' | 'rules'>,
): Promise<readonly Link[]> {
  if (ids.length === 0) return [];
  const { generation } = listing;
  const stored = [...(await work.seriesById(ids)).values()].filter(({ masterListed }) => masterListed !== generation);
  // The listing names every exception in the window, before its master or after it.
  const kept = stored.map((one) => ({ ...seriesOf(one, one.masterId, listing), masterListed: generation }));
  if (kept.length > 0) await work.putSeries(kept);
  return ids.flatMap((id) => {
    const link = links.get(id);
    const listed = link === undefined ? undefined : asListed(link, listing);
    return listed === undefined || listed === link ? [] : [listed];
  });
}

/** The link with its record shown by this listing, whatever it holds. */
export function asListed(link: Link, { side, generation }: Listing): Link {
  const state = link[side];
  return state.kind === 'made' && state.listed !== generation
    ? { ...link, [side]: { ...state, listed: generation } }
    : link;
}
