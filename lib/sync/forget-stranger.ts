import type { Side } from '../domain/appointment';
import { otherSide } from './fold-record';
import { foundKey } from './found-key';
import type { Link } from './link';
import type { SyncStore } from './store';

/**
 * What we made at a helpdesk that does not keep our key has begun a link of its own, as if somebody else had made it, where
 * it was read before it was looked for. Now that it is found, it is not that of two links.
 */
export async function forgetStranger(
  store: Pick<SyncStore, 'applyPage'>,
  { key, account }: Link,
  side: Side,
  recordId: string,
): Promise<void> {
  await store.applyPage(account, side, async (work) => {
    const stranger = (await work.byRecordIds([recordId])).get(recordId);
    if (stranger === undefined || stranger.key === key) return;
    const isUntouched = stranger[otherSide(side)].kind === 'none' && stranger.wanted === null;
    if (isUntouched && stranger.key === foundKey(account, side, recordId)) await work.remove([stranger.key]);
  });
}
