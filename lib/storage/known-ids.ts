import type { Side } from '../domain/appointment';
import type { Link } from '../sync/link';

/** Ids of what: of the records that links hold on a side, of stored series, or of series that links are occurrences of. */
export type IdKind = Side | 'series' | 'masters';

/**
 * The ids of records and series that are stored, known by heart from the time when there are few. A first import asks of
 * thousands of ids whether they are known, and none is: in the database each such question costs a third of a write.
 * Nothing depends on what is remembered: a store that knows nothing asks the database. But whoever writes links or series
 * must write them through the one store, or say so here.
 */
export interface KnownIds {
  /** Those of the ids that may be stored; all of them when nothing is known. */
  possible(account: string, kind: IdKind, ids: readonly string[]): readonly string[];
  /** Whether it is worth while to `learn` before so many ids are asked for. */
  isWorthLearning(account: string, kind: IdKind, count: number): boolean;
  /** These are all that is stored of the account; null: they are too many. */
  learn(account: string, kind: IdKind, ids: Iterable<string> | null): void;
  /** To be called with every link that is written, also when it may come to nothing. */
  note(links: Iterable<Link>): void;
  /** The same for a series, by its master. */
  noteSeries(account: string, masterId: string): void;
}

/** Below it the index is asked: the usual page brings a few changes. */
const fewestAsked = 100;

/** More are not learned at once: reading them would cost what it saves. */
export const mostLearned = 200;

/** More are not kept: about 5 MB. */
const mostKept = 50_000;

export function createKnownIds(): KnownIds {
  const known = new Map<string, Set<string> | 'tooMany'>();
  const nameOf = (account: string, kind: IdKind) => `${kind} ${account}`;
  const add = (name: string, id: string) => {
    const held = known.get(name);
    if (held === undefined || held === 'tooMany') return;
    held.add(id);
    if (held.size > mostKept) known.set(name, 'tooMany');
  };
  return {
    possible(account, kind, ids) {
      const held = known.get(nameOf(account, kind));
      return held === undefined || held === 'tooMany' ? ids : ids.filter((id) => held.has(id));
    },
    isWorthLearning(account, kind, count) {
      return count >= fewestAsked && !known.has(nameOf(account, kind));
    },
    learn(account, kind, ids) {
      known.set(nameOf(account, kind), ids === null ? 'tooMany' : new Set(ids));
    },
    note(links) {
      if (known.size === 0) return;
      for (const link of links) {
        for (const side of ['helpdesk', 'calendar'] as const) {
          const state = link[side];
          if ('id' in state) add(nameOf(link.account, side), state.id);
        }
        if (link.occurrence !== null) add(nameOf(link.account, 'masters'), link.occurrence.masterId);
      }
    },
    noteSeries(account, masterId) {
      add(nameOf(account, 'series'), masterId);
    },
  };
}
