import type { SyncStore } from '../sync/store';
import { storeWith } from '../sync/store-with';

/** The store, with a word for each time that it may write links. */
export function watchedStore(store: SyncStore, onWrite: () => void): SyncStore {
  return storeWith(store, {
    change(...asked) {
      onWrite();
      return store.change(...asked);
    },
    changeMany(changes) {
      if (changes.length > 0) onWrite();
      return store.changeMany(changes);
    },
    applyPage: (account, side, work) =>
      store.applyPage(account, side, (page) =>
        work({
          ...page,
          put(links) {
            if (links.length > 0) onWrite();
            return page.put(links);
          },
          remove(keys) {
            if (keys.length > 0) onWrite();
            return page.remove(keys);
          },
        }),
      ),
  });
}
