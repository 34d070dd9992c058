import type { Side } from '../domain/appointment';
import { otherSide, withSchedule } from './fold-record';
import type { Link } from './link';
import type { SyncRules } from './rules';
import type { SyncStore } from './store';

/**
 * Lets go of a side whose account or calendar is no longer connected: its records stay where they are, nothing is made
 * in their place, and no later reading may take their absence for a deletion. What was found on that side only is
 * forgotten; the rest is known again when the side comes back, so that nothing is copied twice, and what the agent took
 * back or gave up stays so.
 */
export async function releaseLinks(
  store: Pick<SyncStore, 'onSide' | 'changeMany' | 'forgetFeed'>,
  of: { readonly account: string; readonly side: Side; readonly rules: SyncRules },
): Promise<void> {
  const { account, side, rules } = of;
  for (;;) {
    const links = await store.onSide(account, side, 500);
    if (links.length === 0) break;
    const change = (link: Link) => released(link, side, rules);
    await store.changeMany(links.map(({ key }) => ({ key, change, entry: null })));
  }
  await store.forgetFeed(account, side);
}

function released(link: Link, side: Side, rules: SyncRules): Link | null {
  const { [side]: state, [otherSide(side)]: other } = link;
  if (state.kind !== 'made') return link;
  const isAlone = link.source === side && (other.kind === 'none' || other.kind === 'notConnected');
  return isAlone
    ? null
    : withSchedule({ ...link, [side]: { kind: 'left', id: state.id, agreed: state.agreed } }, rules);
}
