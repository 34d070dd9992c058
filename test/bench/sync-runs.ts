import type { CDPSession } from 'playwright-core';
import { googleEmails } from '../fixtures/google-seed';
import { growthWhile } from './sync-import';
import { atRest, eventIds, type SyncWorld } from './sync-world';
import { countRows, type MovedRows } from './worker-probe';

/** Runs of one kind: the times, and what one of them asked and moved. */
export interface RunsBench {
  readonly times: readonly number[];
  readonly requests: readonly string[];
  readonly rows: MovedRows;
  readonly heapGrowth: number;
}

/** Applies a review of everything that only one side holds. Milliseconds from "Apply" to its end. */
export async function importAll(world: SyncWorld, kind: 'import' | 'push'): Promise<number> {
  await prepareReview(world, kind);
  return applyReview(world);
}

async function prepareReview(world: SyncWorld, kind: 'import' | 'push'): Promise<void> {
  await world.ask('startReview', { kind });
  await settled(world, 'ready');
}

async function applyReview(world: SyncWorld): Promise<number> {
  const startMs = performance.now();
  await world.ask('applyReview');
  await settled(world, 'done');
  const ms = performance.now() - startMs;
  await world.ask('closeReview');
  return ms;
}

/** One export of everything that one side holds, out of a review that is ready. */
export async function benchExport(world: SyncWorld, session: CDPSession, kind: 'import' | 'push'): Promise<RunsBench> {
  const limit = await world.liftQuota();
  await prepareReview(world, kind);
  const takeRows = await countRows(world.scene.browser);
  await takeRows();
  world.takeRequests();
  const times: number[] = [];
  const heapGrowth = await growthWhile(session, async () => times.push(await applyReview(world)));
  await limit();
  return { times, requests: world.takeRequests(), rows: await takeRows(), heapGrowth };
}

async function settled(world: SyncWorld, wanted: string): Promise<void> {
  for (;;) {
    const { answer } = await world.ask('review');
    const state = (answer as { state?: string } | null)?.state ?? 'none';
    if (state === wanted) return;
    if (['none', 'failed', 'stopped'].includes(state)) throw new Error(`The review is ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const warmUps = 2;

/** So many runs, each after the same preparation. */
export async function benchRuns(
  world: SyncWorld,
  session: CDPSession,
  runs: number,
  prepare: (round: number) => void = () => undefined,
): Promise<RunsBench> {
  await atRest(world);
  const times: number[] = [];
  for (let round = 0; round < warmUps + runs; round += 1) {
    prepare(round);
    const ms = await syncOnce(world);
    if (round >= warmUps) times.push(ms);
  }
  const takeRows = await countRows(world.scene.browser);
  prepare(warmUps + runs);
  await takeRows();
  world.takeRequests();
  await syncOnce(world);
  const requests = world.takeRequests();
  const rows = await takeRows();
  prepare(warmUps + runs + 1);
  const heapGrowth = await growthWhile(session, () => syncOnce(world));
  return { times, requests, rows, heapGrowth };
}

/** Milliseconds of a run; one that found a problem is no measurement. */
async function syncOnce(world: SyncWorld): Promise<number> {
  await world.fillQuota();
  const { ms, answer } = await world.ask('syncNow');
  const { problem, alreadyRunning } = answer as { problem: unknown; alreadyRunning?: true };
  if (problem !== null || alreadyRunning === true) throw new Error(`The run ended with ${JSON.stringify(answer)}`);
  return ms;
}

/** Five edits on each side, of other items each time. */
export function editTen(world: SyncWorld, round: number): void {
  const { google, helpdesk } = world.scene.sandbox;
  const person = google.asPerson(googleEmails.leah);
  const events = eventIds(world);
  const appointments = [...helpdesk.state.appointments.keys()];
  for (let nth = 0; nth < 5; nth += 1) {
    const place = round * 5 + nth;
    person.updateEvent(events[place % events.length] ?? '', { location: `Room ${round}` });
    const id = appointments[(place + Math.floor(appointments.length / 2)) % appointments.length] ?? 0;
    helpdesk.webUi.changeAppointment(id, { subject: `Moved in round ${round}` });
  }
}
