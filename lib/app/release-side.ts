import type { Side } from '../domain/appointment';
import { releaseLinks } from '../sync/release-links';
import type { Desk } from './desk';
import { stepDeps } from './step-deps';
import { syncLock } from './sync-rules';

/** `releaseLinks` by the rules of now. */
export async function releaseSide(desk: Desk, account: string, side: Side): Promise<void> {
  const { rules } = await stepDeps(desk, null);
  await releaseLinks(desk.store, { account, side, rules });
}

/** The same for who has just left the side: a run under way, which stops with that, must not write the old ids back. */
export async function releaseAll(desk: Desk, accounts: readonly string[], side: Side): Promise<void> {
  // A reading ends at its next page.
  for (const account of accounts) await desk.store.forgetFeed(account, side);
  await desk.withLock(syncLock, async () => {
    for (const account of accounts) await releaseSide(desk, account, side);
  });
}
