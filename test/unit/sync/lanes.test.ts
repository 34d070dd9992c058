import { expect, test } from 'vitest';
import { createLanes } from '../../../lib/sync/lanes';

/** Asks that are answered when the test says so; the log says which are under way. */
function setUp(count: number) {
  const lanes = createLanes(count);
  const underWay = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const ask = (name: string, masterId: string | null = null) =>
    lanes(masterId, () =>
      new Promise<string>((resolve, reject) => {
        underWay.set(name, { resolve: () => resolve(name), reject });
      }).finally(() => underWay.delete(name)),
    );
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    return [...underWay.keys()];
  };
  return { ask, settle, underWay };
}

test('as many are asked at once as there are lanes, the others in their turn', async () => {
  const { ask, settle, underWay } = setUp(2);
  const answers = [ask('a'), ask('b'), ask('c')];
  expect(await settle()).toEqual(['a', 'b']);
  underWay.get('a')?.resolve();
  expect(await settle()).toEqual(['b', 'c']);
  underWay.get('b')?.resolve();
  underWay.get('c')?.resolve();
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
});

test('occurrences of one series go one after the other, whatever other lane is free', async () => {
  const { ask, settle, underWay } = setUp(4);
  void ask('first', 'weekly');
  void ask('second', 'weekly');
  void ask('other', 'daily');
  expect(await settle()).toEqual(['first', 'other']);
  underWay.get('first')?.resolve();
  expect(await settle()).toEqual(['other', 'second']);
});

test('one that fails holds up nobody behind it', async () => {
  const { ask, settle, underWay } = setUp(1);
  const failed = ask('a');
  const next = ask('b');
  await settle();
  underWay.get('a')?.reject(new Error('cut off'));
  await expect(failed).rejects.toThrow('cut off');
  await settle();
  underWay.get('b')?.resolve();
  expect(await next).toBe('b');
});
