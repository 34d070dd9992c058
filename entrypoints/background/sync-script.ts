import type { createSyncPart } from '../sync/sync-part';

declare global {
  /** Set by the second script. */
  var docketSyncPart: typeof createSyncPart | undefined;
  /** Present in service workers. */
  var importScripts: ((path: string) => void) | undefined;
}

const path = '/sync.js';

/** The second script's maker; the script is run when it is asked for first. Most wake-ups of the worker need none of it. */
export async function loadSyncScript(): Promise<typeof createSyncPart> {
  if (globalThis.docketSyncPart === undefined) {
    if (globalThis.importScripts === undefined) await runInDocument();
    else globalThis.importScripts(path);
  }
  if (globalThis.docketSyncPart === undefined) throw new Error(`${path} did not run`);
  return globalThis.docketSyncPart;
}

/** A service worker may run later only what it has run while it was being installed. */
export function installSyncScript(): void {
  self.addEventListener('install', () => globalThis.importScripts?.(path));
}

/** Firefox has a background page in the worker's place. */
function runInDocument(): Promise<unknown> {
  const script = document.createElement('script');
  script.src = path;
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
