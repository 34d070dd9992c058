import type { Side } from '../domain/appointment';
import { type FoldContext, foldKnown, otherSide, withSchedule } from './fold-record';
import type { Link, LinkSide } from './link';
import type { RemoteRecord } from './ports';
import type { SyncStore } from './store';

/** What a side says of one record; `unknown`: it cannot be read, and may be there. */
export type Confirm = (id: string) => Promise<RemoteRecord | 'gone' | 'unknown'>;

/** Whether a link waits for a record of which it knows nothing but the id, and which nobody else looks after. */
export function isWaiting(link: Link, side: Side): boolean {
  const { [side]: here, [otherSide(side)]: there } = link;
  // An appointment does not say in which calendar its event stands: another one than this may hold it.
  if (here.kind === 'named' && side === 'calendar') return false;
  // What was given to a colleague is the colleague's, and is known again when a list shows it.
  if (here.kind !== 'named' && (here.kind !== 'left' || here.isGivenAway === true)) return false;
  // What another integration has named is never copied, whatever became of it.
  return there.kind === 'made' && there.traits.foreignTwinId === null;
}

/**
 * Looks for records that a complete listing has not shown although links know their ids: named by their twins, or left
 * behind when the account was disconnected. Whoever waits for one that is gone would wait for ever.
 */
export async function lookForKnown(
  store: Pick<SyncStore, 'applyPage'>,
  context: FoldContext,
  {
    links,
    confirm,
    mayAsk,
  }: { readonly links: readonly Link[]; readonly confirm: Confirm; readonly mayAsk: () => boolean },
): Promise<void> {
  const { account, side } = context;
  for (const { key, [side]: waiting } of links) {
    if (!('id' in waiting)) continue;
    if (!mayAsk()) return;
    const { id } = waiting;
    const answer = await confirm(id);
    // An event that is there and was not shown as one of its own is a series, whose dates are links by themselves.
    if (answer === 'unknown' || (answer !== 'gone' && side === 'calendar')) continue;
    await store.applyPage(account, side, async (work) => {
      const now = (await work.byRecordIds([id])).get(id);
      // It may be another link's record.
      if (now?.key !== key || !isWaiting(now, side)) return;
      await work.put([answer === 'gone' ? withoutRecord(now, id, context) : foldKnown(now, answer, context)]);
    });
  }
}

/** The same for a date whose series tells by itself that it is not there any more: nobody has to ask for it. */
export function withoutDate(link: Link, context: Pick<FoldContext, 'side' | 'rules'>): Link {
  const { [context.side]: here } = link;
  return here.kind === 'left' && isWaiting(link, context.side) ? withoutRecord(link, here.id, context) : link;
}

/**
 * A copy that is gone is made again; with an original that was left behind goes what Docket has made of it. So nothing
 * that the agent cleared away by hand, while nothing was synced, takes an original with it.
 */
function withoutRecord(link: Link, id: string, { side, rules }: Pick<FoldContext, 'side' | 'rules'>): Link {
  const here = goneOriginal(link, side, link[side]) ?? { kind: 'none', attempt: null, notThere: id };
  // The form's wish is fulfilled: as a copy it mails nobody.
  return withSchedule({ ...link, wanted: null, [side]: here }, rules);
}

function goneOriginal({ source, isJoined }: Link, side: Side, here: LinkSide): LinkSide | null {
  if (here.kind !== 'left' || here.agreed === null || source !== side || isJoined) return null;
  return { kind: 'gone', id: here.id, content: here.agreed, agreed: here.agreed, attempt: null };
}
