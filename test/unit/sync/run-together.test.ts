import { describe, expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { RateLimitError, RejectedError, UnreachableError } from '../../../lib/http/errors';
import { toProblem } from '../../../lib/http/to-problem';
import type { Link } from '../../../lib/sync/link';
import type { CalendarPort, Creation } from '../../../lib/sync/ports';
import { createLife, Death } from '../../fakes/mortality';
import { contentOf } from './link-scene';
import { createScene, type SyncScene, writes } from './sync-scene';

const minuteMs = 60_000;

/** Events that the helpdesk knows nothing of. */
function addEvents(scene: SyncScene, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const subject = `Item ${String(index).padStart(3, '0')}`;
    return scene.calendar.asPerson.create(contentOf({ subject }));
  });
}

/** The same items on both sides. */
async function withPairs(scene: SyncScene, count: number): Promise<readonly string[]> {
  const ids = addEvents(scene, count);
  await scene.run({ approved: 'all' });
  await scene.run();
  return ids;
}

function writesSince(scene: SyncScene): () => readonly string[] {
  const before = writes(scene).length;
  return () => writes(scene).slice(before);
}

/** Runs until nothing is left to do, with time enough between for every retry. */
async function heal(scene: SyncScene): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    scene.clock.nowMs += 20 * minuteMs;
    await scene.run({ approved: 'all' });
  }
}

function expectEachOnce(scene: SyncScene, count: number): void {
  expect(scene.subjects('helpdesk')).toEqual(scene.subjects('calendar'));
  expect(scene.helpdesk.records.size).toBe(count);
  const ids = [...scene.store.links.values()].map(({ helpdesk }) => (helpdesk.kind === 'made' ? helpdesk.id : null));
  expect(new Set(ids).size).toBe(count);
  expect([...scene.store.links.values()].filter(({ dirty }) => dirty !== undefined)).toEqual([]);
}

describe('appointments that the helpdesk takes together', () => {
  test('60 new events become appointments in requests of at most 25', async () => {
    const scene = createScene();
    addEvents(scene, 60);
    const report = await scene.run({ approved: 'all' });
    expect(report.counts.helpdesk.created).toBe(60);
    expect(writes(scene)).toEqual(Array(3).fill('helpdesk createMany'));
    expectEachOnce(scene, 60);
  });

  test('one new event is asked for by itself', async () => {
    const scene = createScene();
    addEvents(scene, 1);
    await scene.run();
    expect(writes(scene)).toEqual(['helpdesk create']);
  });

  test('the calendar is asked for each event, since it takes one at a time', async () => {
    const scene = createScene();
    for (const subject of ['One', 'Two', 'Three']) scene.helpdesk.asPerson.create(contentOf({ subject }));
    const report = await scene.run({ approved: 'all' });
    expect(report.counts.calendar.created).toBe(3);
    expect(writes(scene)).toEqual(Array(3).fill('calendar create'));
  });

  test('the calendar is asked for a few at once, each after its intent is stored', async () => {
    const scene = createScene();
    for (let nth = 0; nth < 10; nth += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Item ${nth}` }));
    const { create, atOnce } = scene.calendar.port;
    const kinds: string[][] = [];
    let underWay = 0;
    let most = 0;
    Object.assign(scene.calendar.port, {
      create: async (creation: Creation) => {
        underWay += 1;
        most = Math.max(most, underWay);
        const record = await create(creation);
        kinds.push(
          [...scene.store.links.values()].map(({ calendar }) => calendar.kind).filter((kind) => kind !== 'none'),
        );
        underWay -= 1;
        return record;
      },
    });
    await scene.run({ approved: 'all' });
    expect(most).toBe(atOnce.writes);
    // Of the first four all were asked for before the first was made.
    expect(kinds[0]).toEqual(Array(atOnce.writes).fill('asked'));
    expectEachOnce(scene, 10);
  });

  test('edits go in one request, and each has its line in the journal', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 10);
    const written = writesSince(scene);
    for (const id of ids.slice(0, 5)) scene.calendar.edit(id, `Edited ${id}`);
    const report = await scene.run();
    expect(report.counts.helpdesk.updated).toBe(5);
    expect(written()).toEqual(['helpdesk updateMany']);
    const lines = scene.store.journal.filter(({ action }) => action === 'update');
    expect(lines.map(({ outcome }) => outcome)).toEqual([...Array(5).fill('asked'), ...Array(5).fill('done')]);
    expectEachOnce(scene, 10);
  });

  test('the intents of a batch are stored before its request goes out', async () => {
    const scene = createScene();
    addEvents(scene, 3);
    const states: string[] = [];
    onBatch(scene, {
      before(creations) {
        for (const { creationKey } of creations)
          states.push(scene.store.links.get(creationKey)?.helpdesk.kind ?? 'none');
      },
    });
    await scene.run();
    expect(states).toEqual(['asked', 'asked', 'asked']);
  });

  test('a save goes to the helpdesk first, and to the calendar with the number that the helpdesk gave', async () => {
    const scene = createScene();
    await scene.save({ key: 'one', subject: 'One', wanted: contentOf({ subject: 'One' }) });
    await scene.save({ key: 'two', subject: 'Two', wanted: contentOf({ subject: 'Two' }) });
    await scene.run();
    expect(writes(scene)).toEqual(['helpdesk createMany', 'calendar create', 'calendar create']);
    for (const link of scene.store.links.values()) expect(twinIdOf(scene, link)).toBe(idOf(link, 'helpdesk'));
  });

  test('an agent who stops the run waits for no more than the request under way', async () => {
    const scene = createScene();
    addEvents(scene, 60);
    const report = await scene.run({
      approved: 'all',
      onProgress: async ({ done }) => (done > 0 ? 'stop' : 'goOn'),
    });
    expect(report.outcome).toBe('stopped');
    expect(scene.helpdesk.records.size).toBe(25);
    await heal(scene);
    expectEachOnce(scene, 60);
  });

  test('a link that the agent saves at this moment is held until the batch is stored', async () => {
    const scene = createScene();
    addEvents(scene, 3);
    const held: string[] = [];
    let most = 0;
    await scene.run({
      withLink: async (key, work) => {
        held.push(key);
        most = Math.max(most, held.length);
        const answer = await work();
        held.splice(held.indexOf(key), 1);
        return answer;
      },
    });
    expect(most).toBe(3);
    expect(held).toEqual([]);
  });
});

describe('when a batch goes wrong', () => {
  test('after a lost answer every appointment is searched for, and none is doubled', async () => {
    const scene = createScene();
    addEvents(scene, 30);
    onBatch(scene, { failure: timeout(), acts: 'yes', times: 1 });
    const report = await scene.run({ approved: 'all' });
    expect([report.counts.helpdesk.failed, report.counts.helpdesk.created]).toEqual([25, 5]);
    expect(linksIn(scene, 'asked')).toBe(25);
    const since = scene.helpdesk.calls.length;
    await heal(scene);
    const calls = scene.helpdesk.calls.slice(since);
    expect(calls.filter((call) => call.startsWith('create'))).toEqual([]);
    expectEachOnce(scene, 30);
  });

  test('after a request that never arrived every appointment is searched for, and then made once', async () => {
    const scene = createScene();
    addEvents(scene, 30);
    onBatch(scene, { failure: timeout(), acts: 'no', times: 1 });
    await scene.run({ approved: 'all' });
    expect(linksIn(scene, 'asked')).toBe(25);
    await heal(scene);
    expectEachOnce(scene, 30);
  });

  test('one that the helpdesk refuses is refused alone', async () => {
    const scene = createScene();
    addEvents(scene, 10);
    onBatch(scene, { refuses: ({ content }) => content.subject === 'Item 003' });
    const report = await scene.run();
    expect([report.counts.helpdesk.failed, report.counts.helpdesk.created]).toEqual([1, 9]);
    const refused = [...scene.store.links.values()].filter(({ helpdesk }) => helpdesk.kind === 'none');
    expect(refused.map(({ subject }) => subject)).toEqual(['Item 003']);
    expect(refused[0]?.helpdesk).toMatchObject({ attempt: { problem: { kind: 'refused' }, retryAtMs: null } });
    expect(scene.store.journal.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
  });

  test('one that somebody changed meanwhile is not written over, and the others are written', async () => {
    const scene = createScene();
    const ids = await withPairs(scene, 5);
    for (const id of ids) scene.calendar.edit(id, `Edited ${id}`);
    const [appointment = ''] = scene.helpdesk.records.keys();
    const { updateMany } = scene.helpdesk.port;
    scene.helpdesk.port.updateMany = async (updates) => {
      scene.helpdesk.asPerson.edit(appointment, { location: 'Moved by a colleague' });
      return (await updateMany?.(updates)) ?? [];
    };
    const report = await scene.run();
    expect([report.counts.helpdesk.failed, report.counts.helpdesk.updated]).toEqual([1, 4]);
    expect(scene.helpdesk.records.get(appointment)?.content.location).toBe('Moved by a colleague');
    await heal(scene);
    expectEachOnce(scene, 5);
    expect([...scene.calendar.records.values()].map(({ content }) => content.location)).toContain(
      'Moved by a colleague',
    );
  });

  test('a helpdesk that asks to be left alone is not asked for the next batch', async () => {
    const scene = createScene();
    addEvents(scene, 60);
    const error = new RateLimitError('slow down', scene.clock.nowMs + 10 * minuteMs);
    let requests = 0;
    onBatch(scene, {
      before() {
        requests += 1;
      },
      ...{ failure: error, acts: 'no', times: 9 },
    });
    const report = await scene.run({ approved: 'all' });
    expect(requests).toBe(1);
    expect(report.counts.helpdesk.failed).toBe(25);
    expect(linksIn(scene, 'asked')).toBe(0);
  });

  test('an answer that says nothing of one appointment leaves it in doubt, and it is searched for', async () => {
    const scene = createScene();
    addEvents(scene, 4);
    const { createMany } = scene.helpdesk.port;
    scene.helpdesk.port.createMany = async (creations) => ((await createMany?.(creations)) ?? []).slice(0, 3);
    const report = await scene.run();
    expect([report.counts.helpdesk.failed, report.counts.helpdesk.created]).toEqual([1, 3]);
    expect(linksIn(scene, 'asked')).toBe(1);
    await heal(scene);
    expectEachOnce(scene, 4);
  });

  test('wherever the worker dies, each appointment is there once in the end', async () => {
    const awaits = await dyingAt(Number.POSITIVE_INFINITY);
    expect(awaits).toBeGreaterThan(10);
    for (let at = 1; at <= awaits; at += 1) await dyingAt(at);
  });
});

/** A run over three new events and three edits that dies at an await and is healed. Answers how many awaits it had. */
async function dyingAt(at: number): Promise<number> {
  const scene = createScene();
  const ids = await withPairs(scene, 3);
  addEvents(scene, 3);
  for (const id of ids) scene.calendar.edit(id, `Edited ${id}`);
  const life = createLife(at);
  const mortal = async (side: Side): Promise<CalendarPort> => {
    const { port } = scene[side];
    const { readChanges, normalise } = port;
    return { ...life.mortal(port), readChanges, normalise, ...(port.instanceId && { instanceId: port.instanceId }) };
  };
  const run = scene.run({
    ...{ approved: 'all', store: life.mortal(scene.store), sidePort: mortal, port: mortal },
    toProblem(error, side) {
      if (error instanceof Death) throw error;
      return toProblem(error, side);
    },
  });
  await run.catch((error: unknown) => {
    if (!(error instanceof Death)) throw error;
  });
  await heal(scene);
  expectEachOnce(scene, 6);
  return life.awaits;
}

interface BatchTrouble {
  readonly before?: (creations: readonly Creation[]) => void;
  readonly refuses?: (creation: Creation) => boolean;
  readonly failure?: Error;
  readonly acts?: 'yes' | 'no';
  readonly times?: number;
}

/** What happens to requests that create several appointments. */
function onBatch({ helpdesk: { port } }: SyncScene, trouble: BatchTrouble): void {
  const { createMany } = port;
  let left = trouble.times ?? 0;
  port.createMany = async (creations) => {
    trouble.before?.(creations);
    left -= 1;
    const isBroken = left >= 0 && trouble.failure !== undefined;
    const wanted = creations.filter((creation) => trouble.refuses?.(creation) !== true);
    const made = isBroken && trouble.acts === 'no' ? [] : ((await createMany?.(wanted)) ?? []);
    if (isBroken) throw trouble.failure;
    return creations.map((creation) => made[wanted.indexOf(creation)] ?? new RejectedError('No such room', 400));
  };
}

function timeout(): Error {
  return new UnreachableError('no answer', 'timeout', 'acme.halopsa.com', 0);
}

function linksIn({ store }: SyncScene, kind: Link['helpdesk']['kind']): number {
  return [...store.links.values()].filter(({ helpdesk }) => helpdesk.kind === kind).length;
}

function idOf(link: Link, side: 'helpdesk' | 'calendar'): string {
  const state = link[side];
  return state.kind === 'made' ? state.id : '';
}

function twinIdOf(scene: SyncScene, link: Link): string | null {
  return scene.calendar.records.get(idOf(link, 'calendar'))?.twinId ?? null;
}
