import type { Link } from '../sync/link';

/**
 * Which links have something left to do. The index that says so is short, but what was taken out of it lately is still
 * passed over: after an import of thousands each look at it takes as long as a whole run. Nothing depends on what is
 * remembered: a store that knows nothing asks the index, and whatever is remembered is looked at in its row. But whoever
 * writes links must write them through the one store.
 */
export interface KnownWork {
  /** In order; no other links of the account have something left to do. Null: that is not known. */
  keys(account: string): readonly string[] | null;
  /** To be taken before the database is asked. */
  mark(): number;
  /** These are all of the account; it holds unless something was written since the mark. */
  learn(account: string, keys: readonly string[], mark: number): void;
  /** The account has no such links with something left to do, unless they were written since the mark. */
  noteDone(account: string, keys: Iterable<string>, mark: number): void;
  /** What one transaction writes. */
  writes(): WorkWrites;
}

export interface WorkWrites {
  /** To be called inside the transaction, after the write: meanwhile nobody else writes. */
  note(written: Iterable<Link>, removed?: Iterable<string>): void;
  /** To be called when the transaction is over and holds. */
  committed(): void;
}

/** More are not remembered: then the index is asked again. */
const mostKept = 500;

export function createKnownWork(): KnownWork {
  /** By account: the keys, each with the number of its last write. */
  const known = new Map<string, Map<string, number>>();
  let lastWrite = 0;

  function noteDirty({ account, key }: Link): void {
    lastWrite += 1;
    const kept = known.get(account);
    kept?.set(key, lastWrite);
    if (kept !== undefined && kept.size > mostKept) known.delete(account);
  }

  function noteDone(account: string, keys: Iterable<string>, mark: number): void {
    const kept = known.get(account);
    if (kept === undefined) return;
    for (const key of keys) if ((kept.get(key) ?? Number.POSITIVE_INFINITY) <= mark) kept.delete(key);
  }

  return {
    keys(account) {
      const kept = known.get(account);
      return kept === undefined ? null : [...kept.keys()].sort();
    },
    mark: () => lastWrite,
    learn(account, keys, mark) {
      if (mark === lastWrite && keys.length <= mostKept) known.set(account, new Map(keys.map((key) => [key, mark])));
    },
    noteDone,
    writes() {
      const done = new Set<string>();
      let mark = lastWrite;
      return {
        note(written, removed = []) {
          for (const link of written) {
            if (link.dirty === undefined) done.add(link.key);
            else {
              done.delete(link.key);
              noteDirty(link);
            }
          }
          for (const key of removed) done.add(key);
          mark = lastWrite;
        },
        committed() {
          for (const account of known.keys()) noteDone(account, done, mark);
        },
      };
    },
  };
}
