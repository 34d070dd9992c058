import type { SyncStore } from './store';

/** The store with other ways of doing some things. Never copied: one that is loaded at its first use has no members yet. */
export function storeWith(store: SyncStore, others: Partial<SyncStore>): SyncStore {
  return new Proxy(store, {
    get: (target, name, receiver) => Reflect.get(name in others ? others : target, name, receiver),
  });
}
