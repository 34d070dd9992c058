import type { RequestData } from '../messages/protocol';
import type { Desk } from './desk';
import { setTwoWay } from './sync-settings';
import { type ItemCounter, readSync } from './sync-view';

/** Switches two-way sync, unless another sync is active that the page has not warned of: then nothing changes. */
export async function switchTwoWay(
  desk: Desk,
  counts: ItemCounter,
  { on, unlessOtherSync }: RequestData<'setTwoWay'>,
): Promise<{ readonly heldBackBy: 'otherSync' | null }> {
  if (on && unlessOtherSync === true && (await readSync(desk, counts)).otherSync !== null) {
    return { heldBackBy: 'otherSync' };
  }
  await setTwoWay(desk, on);
  return { heldBackBy: null };
}
