import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createSyncPart } from './sync-part';
import { createSyncStores } from './sync-stores';

const script = { createSyncPart, createSyncStores };

export type SyncScript = typeof script;

// Run by the worker when it needs a sync first: see `entrypoints/background/sync-script.ts`.
export default defineUnlistedScript(() => {
  globalThis.docketSync = script;
});
