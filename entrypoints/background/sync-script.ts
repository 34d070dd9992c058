import type { SyncScript } from '../sync/index';

declare global {
  /** Set by the second script. */
  var docketSync: SyncScript | undefined;
  /** Present in service workers. */
  var importScripts: ((path: string) => void) | undefined;
}

const path = '/sync.js';

/** What the second script makes; the script is run when it is asked for first. Most wake-ups of the worker need none of it. */
export async function loadSyncScript(): Promise<SyncScript> {
  if (globalThis.docketSync === undefined) {
    if (globalThis.importScripts === undefined) await runInDocument();
    else globalThis.importScripts(path);
  }
  if (globalThis.docketSync === undefined) throw new Error(`${path} did not run`);
  return globalThis.docketSync;
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
