import { browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import type { QuotaState } from '../../lib/app/quota';

/** In the session's storage: it outlives the worker, and costs no write to the disk per request. */
export const quota: Desk['quota'] = {
  async read(side) {
    const key = `quota:${side}`;
    const stored = await browser.storage.session.get(key);
    // Written by this file alone, in this session of the browser.
    return (stored[key] as QuotaState | undefined) ?? null;
  },
  async write(side, state) {
    await browser.storage.session.set({ [`quota:${side}`]: state });
  },
};
