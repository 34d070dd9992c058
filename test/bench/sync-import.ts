import type { CDPSession } from 'playwright-core';
import { measureFloor } from './floor';
import { addEvents, atRest, emptyServers, type SyncWorld } from './sync-world';
import { countRows, longestTasks, type MovedRows, probeHeap } from './worker-probe';

export interface ImportBench {
  readonly ours: readonly number[];
  /** The same pages, each row put as it came. */
  readonly floor: readonly number[];
  readonly requests: readonly string[];
  readonly rows: MovedRows;
  /** Bytes of live memory above what was there before, at the most. */
  readonly heapGrowth: number;
  readonly block: { readonly atWorkMs: number; readonly byClockMs: number };
}

const rounds = 7;
const seriesShare = 0.05;

/** The first reading of a calendar, beside the floor by turns. */
export async function benchImport(world: SyncWorld, session: CDPSession, count: number): Promise<ImportBench> {
  const { scene, page } = world;
  emptyServers(world);
  addEvents(world, count, count * seriesShare);

  const { requests, rows, work } = await firstReading(world, async (sync) => {
    const takeRows = await countRows(scene.browser);
    await takeRows();
    const logged = scene.sandbox.google.requests.length;
    world.takeRequests();
    await sync();
    const asked = world.takeRequests();
    return {
      requests: asked,
      rows: await takeRows(),
      work: { urls: listUrls(world, logged), token: accessToken(world) },
    };
  });

  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await firstReading(world, (sync) => sync()));
    floor.push(await measureFloor(page, work));
  }

  const heapGrowth = await firstReading(world, (sync) => growthWhile(session, sync));
  const block = await firstReading(world, (sync) => longestTasks(session, sync));
  return { ours, floor, requests, rows, heapGrowth, block };
}

/** A worker that has just started puts its house in order, which counts as a run; it is long over the next time. */
const mostRefused = 5;

/**
 * What is measured of a first reading, of which `sync` answers the milliseconds. One that ended with a problem, or found
 * another run under way, is no measurement: the second is taken again.
 */
async function firstReading<T>(world: SyncWorld, measure: (sync: () => Promise<number>) => Promise<T>): Promise<T> {
  for (let refused = 0; refused < mostRefused; refused += 1) {
    await world.forgetAll();
    let isRead = false;
    const measured = await measure(async () => {
      const { ms, answer } = await world.ask('syncNow');
      const { problem, alreadyRunning } = answer as { problem: unknown; alreadyRunning?: true };
      if (problem !== null) throw new Error(`The reading ended with ${JSON.stringify(answer)}`);
      isRead = alreadyRunning !== true;
      return ms;
    });
    if (isRead) return measured;
    await atRest(world);
  }
  throw new Error(`Another run was under way ${mostRefused} times`);
}

/** Each look collects all garbage first, which takes its time. */
const lookEveryMs = 200;

/** The most live memory above what was there before, looked at again and again while the work is done. */
export async function growthWhile(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const heap = await probeHeap(session);
  const before = await heap.live();
  let most = before;
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    most = Math.max(most, await heap.live());
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  await working;
  most = Math.max(most, await heap.live());
  await heap.end();
  return most - before;
}

/** Links that are stored, in rows of their own and in packs. */
export async function countLinks({ page }: SyncWorld): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const settled = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await settled(indexedDB.open('docket'));
    const stored = database.transaction(['links', 'packs', 'unpacked']);
    const [rows, packs, unpacked] = await Promise.all([
      settled(stored.objectStore('links').count()),
      settled(stored.objectStore('packs').getAll()),
      settled(stored.objectStore('unpacked').getAll()),
    ]);
    database.close();
    const sum = (counts) => counts.reduce((all, count) => all + count, 0);
    return rows + sum(packs.map(({ size }) => size)) - sum(unpacked.map(({ keys }) => keys.length));
  })()`);
}

/** The pages of events that were asked for since. */
function listUrls({ scene: { sandbox } }: SyncWorld, since: number): readonly string[] {
  return sandbox.google.requests.slice(since).flatMap(({ method, host, path, query, status }) => {
    if (method !== 'GET' || status !== 200 || !path.endsWith('/events')) return [];
    const url = new URL(`https://${host}${path}`);
    for (const [name, value] of Object.entries(query))
      for (const one of [value].flat()) url.searchParams.append(name, one);
    return [url.href];
  });
}

function accessToken({ scene: { sandbox } }: SyncWorld): string {
  const token = [...sandbox.google.state.tokens.keys()].at(-1);
  if (token === undefined) throw new Error('Nobody is signed in');
  return token;
}
