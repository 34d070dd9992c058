import { afterEach, describe, expect, test } from 'vitest';
import { contentFields, fieldKey } from '../../lib/domain/content-fields';
import { fnv1a64 } from '../../lib/domain/fnv1a';
import { type History, makeHistory, type Op } from './history';
import { playHistory, printLog } from './play-history';
import { memoryStore } from './play-seeds';
import type { World } from './world';

const seeds = Array.from({ length: 150 }, (_, nth) => 5_000 + nth);
const play = (history: History) => playHistory(history, { createStore: memoryStore });

/** What both sides hold in the end, whatever it is called there. */
function ending({ sides }: World, names = ['helpdesk', 'calendar']): readonly string[] {
  return (['helpdesk', 'calendar'] as const).flatMap((side, nth) =>
    [...sides[side].records.values()]
      .map(({ content }) => `${names[nth]} ${contentFields.map((field) => fieldKey(field, content)).join(' | ')}`)
      .sort(),
  );
}

/** Histories in which nothing fails end the same however they are read, since the engine is quick enough to see each step. */
function calm(seed: number): History {
  const history = makeHistory(seed, { length: 14, hasTroubles: false });
  // Only a listing tells of the helpdesk's deletions, so when those are seen depends on how it is read.
  const isTold = (op: Op) =>
    !('side' in op && op.side === 'helpdesk' && (op.do === 'delete' || op.do === 'cancelOccurrence'));
  return { ...history, helpdeskReading: 'changes', ops: history.ops.filter(isTold) };
}

describe('the same history', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  test('asks and does the same, each time', async () => {
    for (const seed of seeds) {
      const hashes = [await play(makeHistory(seed)), await play(makeHistory(seed))].map(({ world }) =>
        fnv1a64(printLog(world)),
      );
      expect(hashes[0], `seed ${seed}`).toBe(hashes[1]);
    }
  }, 60_000);

  test.each(['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata'])(
    'in a browser in %s',
    async (zone) => {
      for (const seed of seeds.slice(0, 50)) {
        process.env['TZ'] = 'UTC';
        const here = await play(makeHistory(seed));
        process.env['TZ'] = zone;
        expect(new Date(0).getTimezoneOffset()).not.toBe(0);
        const there = await play(makeHistory(seed));
        expect(printLog(there.world), `seed ${seed}`).toBe(printLog(here.world));
        expect(ending(there.world), `seed ${seed}`).toEqual(ending(here.world));
      }
    },
    60_000,
  );

  test.each<readonly [string, (history: History) => History]>([
    ['read in pages of one', (history) => ({ ...history, pageSize: 1 })],
    ['read in one page', (history) => ({ ...history, pageSize: 500 })],
    ['read by listings only', (history) => ({ ...history, ops: history.ops.map(listed) })],
    ['read from a helpdesk that tells no changes', (history) => ({ ...history, helpdeskReading: 'listings' })],
    ['worked on in another order', (history) => ({ ...history, keyFactor: 99_991 })],
  ])(
    '%s ends the same',
    async (_name, variant) => {
      for (const seed of seeds) {
        const [one, other] = [await play(calm(seed)), await play(variant(calm(seed)))];
        expect(ending(other.world), `seed ${seed}`).toEqual(ending(one.world));
      }
    },
    120_000,
  );

  test('told of the other side ends with the sides exchanged', async () => {
    for (const seed of seeds) {
      const [one, other] = [await play(single(calm(seed))), await play(swapped(single(calm(seed))))];
      const exchanged = ending(other.world, ['calendar', 'helpdesk']).toSorted();
      expect(exchanged, `seed ${seed}`).toEqual([...ending(one.world)].sort());
    }
  }, 60_000);
});

/** The same told of the other side. Only what both sides have alike, and can tell at once. */
function swapped(history: History): History {
  const other = (op: Op): Op =>
    op.do === 'create' || op.do === 'edit' ? { ...op, side: op.side === 'helpdesk' ? 'calendar' : 'helpdesk' } : op;
  return { ...history, ops: history.ops.map(other) };
}

function single(history: History): History {
  const isAlike = ({ do: what }: Op) => ['create', 'edit', 'same', 'run', 'wait'].includes(what);
  return { ...history, ops: history.ops.filter(isAlike) };
}

function listed(op: Op): Op {
  return op.do === 'run' ? { ...op, want: 'listing' } : op;
}
