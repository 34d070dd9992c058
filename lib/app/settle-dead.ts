import { accountKey } from '../storage/settings';
import type { Desk } from './desk';
import { preparePopup } from './prepare-popup';
import { closeDeadRuns } from './run-record';
import { settlingLock, syncLock } from './sync-rules';

/** After the worker's death: nothing is under way any more, and what says so is put right. A run that lives is left alone. */
export async function settleDead(desk: Desk): Promise<void> {
  const { helpdesk } = await desk.readSettings();
  if (helpdesk === null) return;
  await desk.withLock(settlingLock, () =>
    desk.tryLock(syncLock, async () => {
      const review = await desk.reviews.read();
      await closeDeadRuns(desk, accountKey(helpdesk), review?.appliedBy ?? null);
      const popup = await desk.readPopup();
      if (popup?.isReading === true) await preparePopup(desk, { underWay: null });
      return null;
    }),
  );
}
