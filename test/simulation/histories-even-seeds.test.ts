import { expect, test } from 'vitest';
import { playSeeds } from './play-seeds';

test('10,000 histories of edits, faults and deaths end with both sides telling the same story (even seeds)', async () => {
  const { failure, histories } = await playSeeds({ from: 2, step: 2, count: 10_000 });
  expect(failure).toBeNull();
  expect(histories).toBe(10_000);
}, 600_000);
