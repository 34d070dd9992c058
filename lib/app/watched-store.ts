import type { SyncStore } from '../sync/store';
import { storeWith } from '../sync/store-with';

/** The store, with a word of each link that it may write. */
export function watchedStore(store: SyncStore, onWrite: (key: string) => void): SyncStore {
  return storeWith(store, {
    change(key, ...asked) {
      onWrite(key);
      return store.change(key, ...asked);
    },
    changeMany(changes) {
      for (const { key } of changes) onWrite(key);
      return store.changeMany(changes);
    },
    applyPage: (account, side, work) =>
      store.applyPage(account, side, (page) =>
        work({
          ...page,
          put(links) {
            for (const { key } of links) onWrite(key);
            return page.put(links);
          },
          add(links) {
            for (const { key } of links) onWrite(key);
            return page.add(links);
          },
          remove(keys) {
            for (const key of keys) onWrite(key);
            return page.remove(keys);
          },
        }),
      ),
  });
}
