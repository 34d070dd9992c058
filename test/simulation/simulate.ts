import 'fake-indexeddb/auto';
import { databaseStores } from './database-store';
import { makeHistory } from './history';
import type { PlayOptions } from './play-history';
import { faultsOf, kindOf, memoryStore, report } from './play-seeds';
import { makeStoredHistory } from './read-first';

export interface Simulation {
  /** How many histories. */
  readonly runs: number;
  /** Of the first one; the others count on from it. */
  readonly seed: number;
  /** Over the store that ships, instead of the one in memory. */
  readonly isInDatabase: boolean;
}

/** Plays histories and prints what failed, by kind, the first of each shrunk; answers whether all held. */
export async function simulate({ runs, seed, isInDatabase }: Simulation): Promise<boolean> {
  const make = isInDatabase ? makeStoredHistory : makeHistory;
  const options: PlayOptions = { createStore: isInDatabase ? databaseStores('simulate') : memoryStore };
  const seedsByKind = new Map<string, number[]>();
  const startedAtMs = performance.now();
  let played = 0;
  for (let nth = 0; nth < runs; nth += 1) {
    const { faults, runs: ran } = await faultsOf(make(seed + nth), options);
    played += ran;
    const kind = kindOf(faults);
    if (kind !== null) seedsByKind.set(kind, [...(seedsByKind.get(kind) ?? []), seed + nth]);
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  for (const [kind, seeds] of seedsByKind) {
    const [first = seed] = seeds;
    console.log(`\n${seeds.length} × ${kind}: seeds ${seeds.slice(0, 10).join(', ')}`);
    console.log(await report(make(first), options));
  }
  const failed = [...seedsByKind.values()].reduce((sum, seeds) => sum + seeds.length, 0);
  const rate = Math.round(runs / seconds);
  console.log(
    `\n${runs} histories from seed ${seed} with ${played} runs in ${seconds.toFixed(1)} s, ${rate} a second: ${failed} failed`,
  );
  return failed === 0;
}
