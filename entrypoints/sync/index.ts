import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createSyncPart } from './sync-part';

// Run by the worker when it needs a sync first: see `entrypoints/background/sync-script.ts`.
export default defineUnlistedScript(() => {
  globalThis.docketSyncPart = createSyncPart;
});
