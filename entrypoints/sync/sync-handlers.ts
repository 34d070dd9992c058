import { readActivity, readRuns } from '../../lib/app/activity';
import { approveBrake } from '../../lib/app/brake';
import { readConflicts, resolveConflict } from '../../lib/app/conflicts';
import type { Desk } from '../../lib/app/desk';
import { exportActivity } from '../../lib/app/export-activity';
import { toRunView } from '../../lib/app/run-record';
import { switchTwoWay } from '../../lib/app/switch-two-way';
import { repairRun, runOnce } from '../../lib/app/sync-run';
import { pauseSync, setSync } from '../../lib/app/sync-settings';
import { createItemCounter, readSync } from '../../lib/app/sync-view';
import type { RequestName } from '../../lib/messages/protocol';
import type { Handlers } from '../../lib/messages/serve';
import type { Rounds } from '../background/rounds';

export type SyncRequest = Extract<
  RequestName,
  | 'setTwoWay'
  | 'syncNow'
  | 'sync'
  | 'setSync'
  | 'pauseSync'
  | 'repair'
  | 'approveBrake'
  | 'runs'
  | 'activity'
  | 'exportActivity'
  | 'conflicts'
  | 'resolveConflict'
>;

/** What pages ask of the sync. */
export function createSyncHandlers(desk: Desk, rounds: Rounds): Pick<Handlers, SyncRequest> {
  const counts = createItemCounter();

  /** What the agent has changed acts now, without waiting for it. */
  async function settingsChanged(): Promise<void> {
    await rounds.preparePopup();
    rounds.start();
  }

  return {
    async setTwoWay(asked) {
      const answer = await switchTwoWay(desk, counts, asked);
      if (answer.heldBackBy === null) await settingsChanged();
      return answer;
    },
    async syncNow() {
      await rounds.save('hasten');
      const { problem, isUnderWay } = await rounds.read();
      return isUnderWay ? { problem, alreadyRunning: true } : { problem };
    },
    sync: () => readSync(desk, counts),
    async setSync(asked) {
      await setSync(desk, asked);
      await settingsChanged();
      return readSync(desk, counts);
    },
    async pauseSync(asked) {
      await pauseSync(desk, asked);
      await settingsChanged();
      return readSync(desk, counts);
    },
    async repair() {
      const run = await runOnce(desk, repairRun);
      return run === null ? null : toRunView(run);
    },
    approveBrake: ({ runId }) => approveBrake(desk, runId),
    runs: ({ limit }) => readRuns(desk, limit),
    activity: (asked) => readActivity(desk, asked),
    exportActivity: (asked) => exportActivity(desk, asked),
    conflicts: () => readConflicts(desk),
    async resolveConflict(asked) {
      await resolveConflict(desk, asked);
      await settingsChanged();
      return readConflicts(desk);
    },
  };
}
