import type { SyncStore } from '../sync/store';
import { storeWith } from '../sync/store-with';

/** The store, with a word of each link that it may write; `onRead`: a page of which links were written is stored. */
export function watchedStore(store: SyncStore, onWrite: (key: string) => void, onRead: () => void): SyncStore {
  return storeWith(store, {
    change(key, ...asked) {
      onWrite(key);
      return store.change(key, ...asked);
    },
    changeMany(changes) {
      for (const { key } of changes) onWrite(key);
      return store.changeMany(changes);
    },
    async applyPage(account, side, work) {
      let hasWritten = false;
      const note = (keys: readonly string[]) => {
        hasWritten ||= keys.length > 0;
        for (const key of keys) onWrite(key);
      };
      const answer = await store.applyPage(account, side, (page) =>
        work({
          ...page,
          put(links) {
            note(links.map(({ key }) => key));
            return page.put(links);
          },
          add(links) {
            note(links.map(({ key }) => key));
            return page.add(links);
          },
          remove(keys) {
            note(keys);
            return page.remove(keys);
          },
        }),
      );
      if (hasWritten) onRead();
      return answer;
    },
  });
}
