import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { databaseStores } from './database-store';
import type { History, Op, PersonOp } from './history';
import { type Played, type PlayOptions, playHistory } from './play-history';
import { memoryStore } from './play-seeds';

const run: Extract<Op, { do: 'run' }> = { do: 'run', want: 'changes', pages: 'plain', troubles: [] };
const create = (side: 'helpdesk' | 'calendar', item: number): PersonOp => ({ do: 'create', side, item, e: item });

/** What has happened, and the run that is killed. */
const scenarios: Readonly<Record<string, { readonly ops: readonly Op[]; readonly killed: Op }>> = {
  'items made on both sides': { ops: [run, create('helpdesk', 1), create('calendar', 2)], killed: run },
  'items edited on both sides': {
    ops: [
      ...[create('helpdesk', 1), create('calendar', 2), run],
      { do: 'edit', side: 'calendar', item: 1, e: 3, fields: ['subject', 'notes'] },
      { do: 'edit', side: 'helpdesk', item: 2, e: 4, fields: ['span'] },
      { do: 'edit', side: 'calendar', item: 2, e: 5, fields: ['location'] },
    ],
    killed: run,
  },
  'several items made at once': {
    ops: [run, create('calendar', 1), create('calendar', 2), create('calendar', 3)],
    killed: run,
  },
  'several items edited at once': {
    ops: [
      ...[create('calendar', 1), create('calendar', 2), create('calendar', 3), run],
      { do: 'edit', side: 'calendar', item: 1, e: 4, fields: ['subject'] },
      { do: 'edit', side: 'calendar', item: 2, e: 5, fields: ['notes'] },
      { do: 'edit', side: 'calendar', item: 3, e: 6, fields: ['span'] },
    ],
    killed: run,
  },
  'items deleted on both sides, one of them edited on the other': {
    ops: [
      ...[create('helpdesk', 1), create('calendar', 2), create('calendar', 3), create('calendar', 4), run],
      { do: 'delete', side: 'calendar', item: 1 },
      { do: 'delete', side: 'helpdesk', item: 2 },
      { do: 'edit', side: 'calendar', item: 2, e: 6, fields: ['notes'] },
    ],
    killed: { ...run, want: 'listing' },
  },
  'a series with a moved, a cancelled and an edited occurrence': {
    ops: [
      ...([{ do: 'createSeries', item: 1, e: 1, rule: 0 }, run] as const),
      { do: 'editOccurrence', side: 'calendar', item: 1, e: 2, at: 1, fields: ['span'] },
      { do: 'cancelOccurrence', side: 'calendar', item: 1, at: 2 },
      { do: 'editOccurrence', side: 'helpdesk', item: 1, e: 3, at: 3, fields: ['subject'] },
    ],
    killed: run,
  },
  'a series that is split': {
    ops: [{ do: 'createSeries', item: 1, e: 1, rule: 0 }, run, { do: 'split', item: 1, e: 2, at: 3 }],
    killed: run,
  },
  'a save': { ops: [run], killed: { do: 'save', item: 1, e: 1, mail: 'everybody', troubles: [] } },
  'a save while the helpdesk answers into the void': {
    ops: [run],
    killed: { do: 'save', item: 1, e: 1, mail: 'everybody', troubles: [{ at: 1, what: 'fault', kind: 'lostAnswer' }] },
  },
  'a save while the calendar answers into the void': {
    ops: [run],
    killed: { do: 'save', item: 1, e: 1, mail: 'everybody', troubles: [{ at: 2, what: 'fault', kind: 'lostAnswer' }] },
  },
};

async function killedAt(
  at: number,
  { ops, killed }: (typeof scenarios)[string],
  createStore: PlayOptions['createStore'],
): Promise<Played> {
  const troubles = 'troubles' in killed ? killed.troubles : [];
  const dying: Op = { ...killed, ...{ troubles: [...troubles, { at, what: 'death' }] } };
  const history: History = { seed: 0, pageSize: 2, helpdeskReading: 'changes', keyFactor: 7919, ops: [...ops, dying] };
  return playHistory(history, { createStore });
}

describe.each(Object.keys(scenarios))('the worker dies at the first, the second, … the last await: %s', (name) => {
  const scenario = scenarios[name];
  const stores = { memory: memoryStore, 'the database': databaseStores(`awaits of ${name}`) };
  test.each(['memory', 'the database'] as const)(
    'in %s',
    async (kind) => {
      if (scenario === undefined) throw new Error(name);
      let deaths = 0;
      for (let at = 1, hasDied = true; hasDied; at += 1) {
        const { faults, world } = await killedAt(at, scenario, stores[kind]);
        expect(faults, `killed at await ${at}`).toEqual([]);
        hasDied = world.log.includes('death');
        if (hasDied) deaths += 1;
      }
      expect(deaths).toBeGreaterThan(10);
    },
    120_000,
  );
});
