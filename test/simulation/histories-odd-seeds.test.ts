import { expect, test } from 'vitest';
import { playSeeds } from './play-seeds';

// The even ones have a file of their own, so that both run at once.

test('10,000 histories of edits, faults and deaths end with both sides telling the same story (odd seeds)', async () => {
  const { failure, histories } = await playSeeds({ from: 1, step: 2, count: 10_000 });
  expect(failure).toBeNull();
  expect(histories).toBe(10_000);
}, 600_000);
