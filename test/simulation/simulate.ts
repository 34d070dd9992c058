import type { Failed, Part, Player } from './play-part';

export interface Simulation {
  /** How many histories. */
  readonly runs: number;
  /** Of the first one; the others count on from it. */
  readonly seed: number;
}

/** Histories that a player takes at a time: so few that no core is left with nothing to do for long. */
const partSize = 50;

/**
 * Plays histories, as many at a time as there are players, and prints what failed, by kind, the first of each shrunk;
 * answers whether all held. Who has played what makes no difference to what is printed.
 */
export async function simulate(
  { runs, seed }: Simulation,
  players: readonly Player[],
  print: (text: string) => void = console.log,
): Promise<boolean> {
  const parts = partsOf(runs, seed);
  const failed: Failed[] = [];
  const startedAtMs = performance.now();
  let ran = 0;
  await Promise.all(
    players.map(async (player) => {
      for (let part = parts.next(); part.done !== true; part = parts.next()) {
        const played = await player.play(part.value);
        ran += played.runs;
        failed.push(...played.failed);
      }
    }),
  );
  const seconds = (performance.now() - startedAtMs) / 1_000;
  for (const [kind, seeds] of seedsByKind(failed)) {
    print(`\n${seeds.length} × ${kind}: seeds ${seeds.slice(0, 10).join(', ')}`);
    const [player] = players;
    if (player !== undefined) print(await player.report(seeds[0] ?? seed));
  }
  const rate = Math.round(runs / seconds);
  const each = `on ${players.length} cores, ${Math.round(runs / seconds / players.length)} on each`;
  const speed = `${rate} a second ${players.length === 1 ? 'on one core' : each}`;
  print(
    `\n${runs} histories from seed ${seed} with ${ran} runs in ${seconds.toFixed(1)} s, ${speed}: ${failed.length} failed`,
  );
  return failed.length === 0;
}

function* partsOf(runs: number, seed: number): Generator<Part> {
  for (let nth = 0; nth < runs; nth += partSize) yield { from: seed + nth, count: Math.min(partSize, runs - nth) };
}

/** In the order of the seeds, whoever was done first. */
function seedsByKind(failed: readonly Failed[]): ReadonlyMap<string, readonly number[]> {
  const byKind = new Map<string, number[]>();
  for (const { seed, kind } of failed.toSorted((one, other) => one.seed - other.seed)) {
    byKind.set(kind, [...(byKind.get(kind) ?? []), seed]);
  }
  return byKind;
}
