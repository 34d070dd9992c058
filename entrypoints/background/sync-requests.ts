import type { SyncPart } from '../sync/sync-part';
import { deferred } from './deferred';

/** The handlers, and beside them those of the second script: it is loaded when one of its requests comes first. */
export function withSyncPart<Own extends object>(
  own: Own,
  syncPart: () => Promise<SyncPart>,
): Own & SyncPart['handlers'] {
  const others = deferred(async () => (await syncPart()).handlers);
  return new Proxy(
    { ...own, ...others },
    {
      get: (_, name) => Reflect.get(name in own ? own : others, name),
    },
  );
}
