import type { CDPSession } from 'playwright-core';
import { measureFloor } from './floor';
import { addEvents, emptyServers, type SyncWorld } from './sync-world';
import { countRows, longestTasks, type MovedRows, probeHeap } from './worker-probe';

export interface ImportBench {
  readonly ours: readonly number[];
  /** The same pages, each row put as it came. */
  readonly floor: readonly number[];
  /** The same pages, and as many rows put as the product stores. */
  readonly floorOfAllRows: readonly number[];
  readonly requests: readonly string[];
  readonly rows: MovedRows;
  readonly links: number;
  /** Bytes of live memory above what was there before, at the most. */
  readonly heapGrowth: number;
  readonly block: { readonly atWorkMs: number; readonly byClockMs: number };
}

const rounds = 3;
const seriesShare = 0.05;

/** The first reading of a calendar, beside the floor by turns. */
export async function benchImport(world: SyncWorld, session: CDPSession, count: number): Promise<ImportBench> {
  const { scene, page } = world;
  emptyServers(world);
  addEvents(world, count, count * seriesShare);

  await world.forgetAll();
  const takeRows = await countRows(scene.browser);
  await takeRows();
  const logged = scene.sandbox.google.requests.length;
  world.takeRequests();
  await world.ask('syncNow');
  const requests = world.takeRequests();
  const rows = await takeRows();
  const links = await countStored(world);
  const work = { urls: listUrls(world, logged), token: accessToken(world) };
  const rowsPerSeries = Math.round((links - count * (1 - seriesShare)) / (count * seriesShare));

  const ours: number[] = [];
  const floor: number[] = [];
  const floorOfAllRows: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await world.forgetAll();
    ours.push((await world.ask('syncNow')).ms);
    floor.push(await measureFloor(page, { ...work, rowsPerSeries: 0 }));
    floorOfAllRows.push(await measureFloor(page, { ...work, rowsPerSeries }));
  }

  await world.forgetAll();
  const heapGrowth = await growthWhile(session, () => world.ask('syncNow'));
  await world.forgetAll();
  const block = await longestTasks(session, () => world.ask('syncNow'));
  return { ours, floor, floorOfAllRows, requests, rows, links, heapGrowth, block };
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

export async function countStored({ page }: SyncWorld, table = 'links'): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('docket');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('${table}').objectStore('${table}').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  })`);
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
