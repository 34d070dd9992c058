import { expect, test } from 'vitest';
import type { Part, PartPlayed, Player } from './play-part';
import { simulate } from './simulate';

/** Every fortieth history fails, in one of two ways; takes `before` to happen before it answers. */
function createPlayer(played: Part[], before: () => Promise<void>): Player {
  return {
    async play(part): Promise<PartPlayed> {
      played.push(part);
      await before();
      const seeds = Array.from({ length: part.count }, (_, nth) => part.from + nth);
      const failed = seeds.filter((seed) => seed % 40 === 0).map((seed) => ({ seed, kind: `kind ${seed % 3}` }));
      return { runs: part.count * 2, failed };
    },
    report: async (seed) => `the least of ${seed}`,
  };
}

test('several cores play each history once, and failures are told in the order of their seeds', async () => {
  const played: Part[] = [];
  const told: string[] = [];
  let isFast = () => {};
  const fastIsDone = new Promise<void>((resolve) => {
    isFast = resolve;
  });
  const slow = createPlayer(played, () => fastIsDone);
  const fast = createPlayer(played, async () => {
    if (played.length === 9) isFast();
  });
  expect(await simulate({ runs: 430, seed: 7 }, [slow, fast], (text) => told.push(text))).toBe(false);

  const seeds = played.flatMap(({ from, count }) => Array.from({ length: count }, (_, nth) => from + nth));
  expect(seeds.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 430 }, (_, nth) => 7 + nth));
  expect(told.slice(0, -1)).toEqual([
    '\n4 × kind 1: seeds 40, 160, 280, 400',
    'the least of 40',
    '\n3 × kind 2: seeds 80, 200, 320',
    'the least of 80',
    '\n3 × kind 0: seeds 120, 240, 360',
    'the least of 120',
  ]);
  expect(told.at(-1)).toMatch(/^\n430 histories from seed 7 with 860 runs in .* a second on 2 cores, .*: 10 failed$/);
});

test('histories that all hold are told in one line', async () => {
  const told: string[] = [];
  const player: Player = { play: async ({ count }) => ({ runs: count, failed: [] }), report: async () => '' };
  expect(await simulate({ runs: 60, seed: 1 }, [player], (text) => told.push(text))).toBe(true);
  expect(told).toEqual([expect.stringMatching(/^\n60 histories from seed 1 with 60 runs .* on one core: 0 failed$/)]);
});
