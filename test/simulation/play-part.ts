import 'fake-indexeddb/auto';
import { databaseStores, twoDatabases } from './database-store';
import { type History, makeHistory } from './history';
import type { PlayOptions } from './play-history';
import { playProfiles } from './play-profiles';
import { faultsOf, kindOf, memoryStore, report } from './play-seeds';
import { makeStoredHistory } from './read-first';
import { makeProfilesHistory } from './two-profiles-history';

/** Some of the histories of a simulation: what one core plays at a time. */
export interface Part {
  readonly from: number;
  readonly count: number;
}

/** A history that did not hold, and what kind of fault it shows first. */
export interface Failed {
  readonly seed: number;
  readonly kind: string;
}

export interface PartPlayed {
  readonly runs: number;
  readonly failed: readonly Failed[];
}

/** Plays histories on a core of its own. */
export interface Player {
  readonly play: (part: Part) => Promise<PartPlayed>;
  /** What fails in one history, and the least that makes it fail. */
  readonly report: (seed: number) => Promise<string>;
}

/** `isInDatabase`: over the store that ships, instead of the one in memory. `hasTwoProfiles`: of one agent. */
export function createPlayer(kind: { readonly isInDatabase: boolean; readonly hasTwoProfiles: boolean }): Player {
  const { make, options } = histories(kind);
  return {
    async play({ from, count }) {
      const failed: Failed[] = [];
      let runs = 0;
      for (let seed = from; seed < from + count; seed += 1) {
        const played = await faultsOf(make(seed), options);
        runs += played.runs;
        const kind = kindOf(played.faults);
        if (kind !== null) failed.push({ seed, kind });
      }
      return { runs, failed };
    },
    report: (seed) => report(make(seed), options),
  };
}

function histories({ isInDatabase, hasTwoProfiles }: Parameters<typeof createPlayer>[0]): {
  readonly make: (seed: number) => History;
  readonly options: PlayOptions;
} {
  if (hasTwoProfiles) {
    const createStore = isInDatabase ? twoDatabases('simulate') : memoryStore;
    return { make: makeProfilesHistory, options: { createStore, play: playProfiles } };
  }
  const createStore = isInDatabase ? databaseStores('simulate') : memoryStore;
  return { make: isInDatabase ? makeStoredHistory : makeHistory, options: { createStore } };
}
