import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { preparePopup } from '../../lib/app/prepare-popup';
import { readBothSides } from '../../lib/app/read-both-sides';
import { hastenSaves, runDueSaves, runSave } from '../../lib/app/run-saves';
import type { Problem } from '../../lib/domain/problem';

/** What the background does again and again; each may be asked for at any time and by several at once. */
export interface Rounds {
  /** Works on the saves that are due; `hasten`: those that wait for the network or a server come now. */
  save(when: 'due' | 'hasten'): Promise<void>;
  /** The same for one link, before all others. */
  saveOne(linkId: string, when: 'due' | 'hasten'): Promise<void>;
  read(): Promise<Problem | null>;
  preparePopup(): Promise<void>;
}

export const saveAlarm = 'docket-save';
export const readAlarm = 'docket-read';

/** An installed extension's alarms ring no earlier than this. */
const soonestAlarmMs = 30_000;

export function createRounds(desk: Desk): Rounds {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function work(): Promise<void> {
    await wakeAt(await runDueSaves(desk));
    await preparePopup(desk);
  }

  /** The alarm outlives the worker; without work there is none. A worker that is awake need not wait for it. */
  async function wakeAt(nextMs: number | null): Promise<void> {
    clearTimeout(timer);
    if (nextMs === null) {
      await browser.alarms.clear(saveAlarm);
      return;
    }
    const waitMs = Math.max(nextMs - desk.now(), 500);
    if (waitMs < soonestAlarmMs) timer = setTimeout(() => work().catch(console.error), waitMs);
    await browser.alarms.create(saveAlarm, { when: desk.now() + waitMs });
  }

  return {
    async save(when) {
      if (when === 'hasten') await hastenSaves(desk, (_link, problem) => isPassing(problem));
      await work();
    },
    async saveOne(linkId, when) {
      if (when === 'hasten') await hastenSaves(desk, (link) => link.key === linkId);
      await runSave(desk, linkId);
      await work();
    },
    read: () => readBothSides(desk),
    preparePopup: () => preparePopup(desk),
  };
}

/** Worth another try as soon as somebody asks; a side that named a time is left alone until then. */
function isPassing(problem: Problem): boolean {
  return ['offline', 'timeout', 'serverError', 'unreadable', 'unexpected', 'changedMeanwhile'].includes(problem.kind);
}
