import { describe, expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { type BrakeDeps, brake, type PlannedItem, type PlannedWork } from '../../../lib/sync/brake';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { account, linkOf, madeSide, noSide, nowMs } from './link-scene';

const none: Readonly<Record<Side, readonly PlannedItem[]>> = { helpdesk: [], calendar: [] };
const items = (count: number): readonly PlannedItem[] =>
  Array.from({ length: count }, (_, nth) => ({ key: `key ${nth}`, item: `key ${nth}` }));

/** What the brake says of a plan where so many items are linked. */
async function asked(
  linked: number,
  planned: Partial<PlannedWork>,
  approved: BrakeDeps['approved'] = null,
): Promise<string | null> {
  const store = createMemorySyncStore();
  const links = Array.from({ length: linked }, (_, nth) => {
    const sides = { helpdesk: madeSide({ id: `a${nth}` }), calendar: madeSide({ id: `e${nth}` }) };
    return linkOf({ key: `linked ${nth}`, ...sides });
  });
  // What stands on one side only is linked with nothing, however much of it there is.
  const alone = Array.from({ length: 100 }, (_, nth) =>
    linkOf({ key: `alone ${nth}`, helpdesk: noSide, calendar: madeSide({ id: `alone${nth}` }) }),
  );
  await store.applyPage(account, 'calendar', (work) => work.put([...links, ...alone]));
  const work = { total: 0, removes: none, creates: none, ...planned };
  const deps = { store, context: { account }, approved, now: () => nowMs, runId: 'run', isOutsideHours: () => false };
  const reason = await brake(deps, work);
  return reason === null ? null : `${reason.kind} ${reason.side} ${reason.count}`;
}

describe.each(['helpdesk', 'calendar'] as const)('deletions in the %s', (side) => {
  const removing = (count: number) => ({ removes: { ...none, [side]: items(count) } });
  test.each([
    [10, 1_000, false],
    [11, 1_000, true],
    // Of 25 linked ones, five are no more than a fifth; of 24 they are. What is to be deleted is linked no more.
    [5, 20, false],
    [5, 19, true],
    [4, 1, false],
    [4, 0, true],
    [2, 0, true],
    [1, 0, false],
  ])('%i of which %i others stay linked: asks first: %s', async (count, left, isAsked) => {
    expect(await asked(left, removing(count))).toBe(isAsked ? `manyRemovals ${side} ${count}` : null);
  });

  test('that were approved are not asked again; one more of them is no reason, eleven more are', async () => {
    const approved = new Set(items(20).map(({ key }) => key));
    expect(await asked(1_000, removing(20), approved)).toBeNull();
    expect(await asked(1_000, removing(21), approved)).toBeNull();
    expect(await asked(1_000, removing(31), approved)).toBe(`manyRemovals ${side} 11`);
  });

  test('of the dates of one series are one', async () => {
    const dates = items(50).map(({ key }) => ({ key, item: 'series' }));
    expect(await asked(0, { removes: { ...none, [side]: dates } })).toBeNull();
  });
});

describe.each(['helpdesk', 'calendar'] as const)('copies in the %s', (side) => {
  const creating = (count: number) => ({ creates: { ...none, [side]: items(count) } });
  test.each([
    [20, 0, false],
    [21, 0, true],
    [40, 20, false],
    [41, 20, true],
    [42, 21, false],
  ])('%i where %i are linked: asks first: %s', async (count, linked, isAsked) => {
    expect(await asked(linked, creating(count))).toBe(isAsked ? `manyCreations ${side} ${count}` : null);
  });

  test('that were approved are not asked again, others are', async () => {
    const approved = new Set(items(30).map(({ key }) => key));
    expect(await asked(0, creating(50), approved)).toBeNull();
    expect(await asked(0, creating(51), approved)).toBe(`manyCreations ${side} 21`);
  });
});
