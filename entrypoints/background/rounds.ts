import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { nextRunAtMs } from '../../lib/app/next-run';
import { preparePopup } from '../../lib/app/prepare-popup';
import { hastenSaves, runDueSaves, runSave } from '../../lib/app/run-saves';
import { isPaused } from '../../lib/app/sync-rules';
import type { Problem } from '../../lib/domain/problem';
import { accountKey } from '../../lib/storage/settings';
import type { RunRecord } from '../../lib/sync/store';
import type { SyncPart } from '../sync/sync-part';
import { readAlarm, saveAlarm } from './alarms';

/** What the background does again and again; each may be asked for at any time and by several at once. */
export interface Rounds {
  /** Works on the saves that are due; `hasten`: those that wait for the network or a server come now. */
  save(when: 'due' | 'hasten'): Promise<void>;
  /** The same for one link, before all others. Where two-way sync is on, a run follows. */
  saveOne(linkId: string, when: 'due' | 'hasten'): Promise<void>;
  /** A run, unless one is under way. */
  read(): Promise<{ readonly problem: Problem | null; readonly isUnderWay: boolean }>;
  /** The same for who does not wait for it. */
  start(): void;
  /** The next run by the alarm, as the settings have it now. */
  schedule(): Promise<void>;
  preparePopup(): Promise<void>;
}

/** An installed extension's alarms ring no earlier than this. */
const soonestAlarmMs = 30_000;

export function createRounds(desk: Desk, syncPart: () => Promise<SyncPart>): Rounds {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the alarm may be set: an earlier life of the worker may have done so. */
  let mayRing = true;

  async function work(saved: readonly string[] = []): Promise<void> {
    const { nextMs, worked } = await runDueSaves(desk);
    await wakeAt(nextMs);
    const changed = new Set([...saved, ...worked]);
    await preparePopup(desk, { changed: changed.size > 0 ? changed : 'journal' });
  }

  /** The alarm outlives the worker; without work there is none. A worker that is awake need not wait for it. */
  async function wakeAt(nextMs: number | null): Promise<void> {
    clearTimeout(timer);
    if (nextMs === null) {
      if (!mayRing) return;
      mayRing = false;
      await browser.alarms.clear(saveAlarm);
      return;
    }
    mayRing = true;
    const waitMs = Math.max(nextMs - desk.now(), 500);
    if (waitMs < soonestAlarmMs) timer = setTimeout(() => work().catch(console.error), waitMs);
    await browser.alarms.create(saveAlarm, { when: desk.now() + waitMs });
  }

  async function schedule(): Promise<void> {
    const when = await nextRunAtMs(desk);
    if (when === null) await browser.alarms.clear(readAlarm);
    else await browser.alarms.create(readAlarm, { when });
  }

  /** Asked for while another run was under way, which may not know what has changed since. */
  let isAskedAgain = false;

  async function run(): Promise<RunRecord | null> {
    // The run need not wait for it: it stands long before a worker that dies in the run would need it.
    const [record] = await Promise.all([syncPart().then((part) => part.runOnce()), schedule()]);
    if (record !== null && isAskedAgain) {
      isAskedAgain = false;
      start();
    }
    // A side that asked to be left alone is asked again when it said, not before.
    if (record?.problem?.kind === 'rateLimited') {
      await schedule();
      await preparePopup(desk, { changed: 'journal' });
    }
    return record;
  }

  async function isTwoWay(): Promise<boolean> {
    const { helpdesk, twoWay } = await desk.readSettings();
    return helpdesk !== null && twoWay[accountKey(helpdesk)] === true;
  }

  function start(): void {
    run()
      .then((record) => {
        if (record === null) isAskedAgain = true;
      })
      .catch((error: unknown) => console.error(error));
  }

  return {
    async save(when) {
      if (when === 'hasten') {
        const isOwed = await hastenSaves(desk, (_link, problem) => isPassing(problem));
        // Asked for with every run, and mostly for nothing.
        if (!isOwed) return wakeAt(null);
      }
      await work();
    },
    async saveOne(linkId, when) {
      if (when === 'hasten') await hastenSaves(desk, (link) => link.key === linkId);
      await runSave(desk, linkId);
      await work([linkId]);
      if (await isTwoWay()) start();
    },
    async read() {
      const record = await run();
      const isIdle = record !== null || isPaused(await desk.readSettings(), desk.now());
      return { problem: record?.problem ?? null, isUnderWay: !isIdle && (await desk.readSettings()).helpdesk !== null };
    },
    start,
    schedule,
    preparePopup: () => preparePopup(desk),
  };
}

/** Worth another try as soon as somebody asks; a side that named a time is left alone until then. */
function isPassing(problem: Problem): boolean {
  return ['offline', 'timeout', 'serverError', 'unreadable', 'unexpected', 'changedMeanwhile'].includes(problem.kind);
}
