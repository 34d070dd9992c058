import type { Side } from '../domain/appointment';
import type { Link } from '../sync/link';

/**
 * The record ids that links hold on a side, known by heart from the time when there are few. A first import asks of
 * thousands of ids whether they are known, and none is: in the index each such question costs a third of a write.
 * Nothing depends on what is remembered: a store that knows nothing asks the index. But whoever writes links must write
 * them through the one store, or say so here.
 */
export interface KnownIds {
  /** Those of the ids that a link may hold; all of them when nothing is known. */
  possible(account: string, side: Side, ids: readonly string[]): readonly string[];
  /** Whether it is worth while to `learn` before so many ids are asked for. */
  isWorthLearning(account: string, side: Side, count: number): boolean;
  /** These are all that the links of the account hold; null: they are too many. */
  learn(account: string, side: Side, ids: Iterable<string> | null): void;
  /** To be called with every link that is written, also when it may come to nothing. */
  note(links: Iterable<Link>): void;
}

/** Below it the index is asked: the usual page brings a few changes. */
const fewestAsked = 100;

/** More are not learned at once: reading them would cost what it saves. */
export const mostLearned = 200;

/** More are not kept: about 5 MB. */
const mostKept = 50_000;

export function createKnownIds(): KnownIds {
  const known = new Map<string, Set<string> | 'tooMany'>();
  const nameOf = (account: string, side: Side) => `${side} ${account}`;
  return {
    possible(account, side, ids) {
      const held = known.get(nameOf(account, side));
      return held === undefined || held === 'tooMany' ? ids : ids.filter((id) => held.has(id));
    },
    isWorthLearning(account, side, count) {
      return count >= fewestAsked && !known.has(nameOf(account, side));
    },
    learn(account, side, ids) {
      known.set(nameOf(account, side), ids === null ? 'tooMany' : new Set(ids));
    },
    note(links) {
      if (known.size === 0) return;
      for (const link of links) {
        for (const side of ['helpdesk', 'calendar'] as const) {
          const name = nameOf(link.account, side);
          const held = known.get(name);
          const state = link[side];
          if (held === undefined || held === 'tooMany' || !('id' in state)) continue;
          held.add(state.id);
          if (held.size > mostKept) known.set(name, 'tooMany');
        }
      }
    },
  };
}
