import type { Link } from '../sync/link';

/**
 * Which accounts have no link with something left to do. The index that says so is short, but what was taken out of it
 * lately is still passed over: after an import of thousands each look at it takes as long as a whole run. Nothing depends
 * on what is remembered: a store that knows nothing asks the index. But whoever writes links must write them through the
 * one store.
 */
export interface KnownWork {
  isNone(account: string): boolean;
  /** To be taken before the index is asked. */
  mark(): number;
  /** The index shows nothing: it holds unless something was written since the mark. */
  noteNone(account: string, mark: number): void;
  /** To be called with every link that is written, also when it may come to nothing. */
  note(links: Iterable<Link>): void;
}

export function createKnownWork(): KnownWork {
  const idle = new Set<string>();
  let written = 0;
  return {
    isNone: (account) => idle.has(account),
    mark: () => written,
    noteNone(account, mark) {
      if (mark === written) idle.add(account);
    },
    note(links) {
      for (const { account, dirty } of links) {
        if (dirty === undefined) continue;
        written += 1;
        idle.delete(account);
      }
    },
  };
}
