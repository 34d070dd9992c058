import { describe, expect, test } from 'vitest';
import { makeHistory } from './history';
import { faultsOf, kindOf, memoryStore, report } from './play-seeds';
import { sabotages } from './sabotage';
import type { Sabotage } from './world';

const mostSeeds = 5_000;

/** The first seed whose history shows that something is wrong, and what; null: none does. */
async function firstCaught(createSabotage: () => Sabotage) {
  const options = { createStore: memoryStore, createSabotage };
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const { faults } = await faultsOf(makeHistory(seed), options);
    if (faults.length > 0) return { seed, fault: faults[0] ?? '', options };
  }
  return null;
}

/** Steps of a history in a report: one line each. */
function stepsIn(text: string): number {
  const [history = ''] = text.split('What was asked and done:');
  return history.split('\n').filter((line) => line.startsWith('{"do":')).length;
}

describe('the simulation catches an engine that is wrong', () => {
  test('and tells of it by the seed, with nothing in the history that is not needed to fail', async () => {
    const caught = await firstCaught(sabotages['an uncertain creation is repeated blindly']);
    if (caught === null) throw new Error('nothing was caught');
    const history = makeHistory(caught.seed);
    const told = await report(history, caught.options);
    expect(told).toContain(`seed ${caught.seed},`);
    expect(kindOf([told])).toBe(kindOf([caught.fault]));
    expect(stepsIn(told)).toBeGreaterThan(0);
    expect(stepsIn(told)).toBeLessThan(history.ops.length / 2);
  }, 60_000);

  test.each(Object.entries(sabotages))(
    '%s',
    async (_name, createSabotage) => {
      const caught = await firstCaught(createSabotage);
      expect(caught, `caught within ${mostSeeds} seeds`).not.toBeNull();
    },
    300_000,
  );
});
