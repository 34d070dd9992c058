import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import type { QuotaState } from '../../lib/app/quota';

type States = Awaited<ReturnType<Desk['quota']['readBoth']>>;

/** What was read is believed for so long (ms): a run asks several times within it. */
const believedMs = 5;

const keys = { helpdesk: 'quota:helpdesk', calendar: 'quota:calendar' } as const;

/** In the session's storage: it outlives the worker, and costs no write to the disk per request. To be made once. */
export function createQuotaStore(now: () => number): Desk['quota'] {
  let known: { readonly states: States; readonly atMs: number } | null = null;

  async function readBoth(): Promise<States> {
    if (known !== null && Math.abs(now() - known.atMs) < believedMs) return known.states;
    const before = known;
    const stored = await browser.storage.session.get(Object.values(keys));
    // What was written meanwhile is newer.
    if (known !== before && known !== null) return known.states;
    // Written by this file alone, in this session of the browser.
    const stateOf = (key: string) => (stored[key] as QuotaState | undefined) ?? null;
    known = { states: { helpdesk: stateOf(keys.helpdesk), calendar: stateOf(keys.calendar) }, atMs: now() };
    return known.states;
  }

  return {
    readBoth,
    read: async (side) => (await readBoth())[side],
    async write(side, state) {
      const { states, atMs } = known ?? { states: await readBoth(), atMs: now() };
      known = { states: { ...states, [side]: state }, atMs };
      // The request that is counted need not wait for it: what is asked for after it is answered after it.
      browser.storage.session.set({ [keys[side]]: state }).catch((error: unknown) => {
        known = null;
        console.error(error);
      });
    },
  };
}
