import { endFaults, stepFaults } from './check';
import { feedsOf, stepsBack } from './check-progress';
import type { History, Op } from './history';
import { createWorld, type Sabotage, type World, type WorldStore } from './world';

export interface Played {
  /** Empty: everything held. */
  readonly faults: readonly string[];
  readonly runs: number;
  readonly world: World;
}

export interface PlayOptions {
  /** Answers an empty one. */
  readonly createStore: () => WorldStore | Promise<WorldStore>;
  /** Made anew for each history. */
  readonly createSabotage?: () => Sabotage;
  /** How a history is played; absent: in one browser profile. */
  readonly play?: (history: History, options: PlayOptions) => Promise<Played>;
}

const quiet: Extract<Op, { do: 'run' }> = { do: 'run', want: 'changes', pages: 'plain', troubles: [] };
const repair: Extract<Op, { do: 'run' }> = { ...quiet, want: 'listing' };

/** Runs without troubles until nothing is left to do. */
const mostHealingRuns = 8;

/** Plays a history, lets everything heal, and says what does not hold. */
export async function playHistory(history: History, { createStore, createSabotage }: PlayOptions): Promise<Played> {
  const world = createWorld(history, await createStore(), createSabotage?.());
  let runs = 0;
  let feeds = await feedsOf(world);
  for (const op of history.ops) {
    await world.play(op);
    if (op.do !== 'run') continue;
    runs += 1;
    const before = feeds;
    feeds = await feedsOf(world);
    const faults = [...(await stepFaults(world)), ...progress(stepsBack(before, feeds))];
    if (faults.length > 0) return { faults, runs, world };
  }
  const healing = await heal(world);
  const faults = [...healing.faults, ...(await restlessness(world)), ...(await endFaults(world))];
  return { faults, runs: runs + healing.rounds, world };
}

/** Runs until nothing is left to do; each of them must leave less to do than there was. */
async function heal(world: World): Promise<{ readonly rounds: number; readonly faults: readonly string[] }> {
  await world.restore();
  // A listing that was cut off goes on where it was, and misses what has happened since on the pages before. A second
  // record in which somebody has written what no list shows is found out after one, and taken by the next.
  const isCutOff = (await feedsOf(world)).some(({ listing }) => listing !== null);
  const listings = isCutOff || world.truth.repeated.size > 0 ? 2 : 1;
  let approved: ReadonlySet<string> | null = null;
  let left = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= mostHealingRuns; round += 1) {
    await world.play({ do: 'wait', ms: 3_600_000 });
    const { record } = await world.run(round <= listings ? repair : quiet, approved);
    const links = await world.at.links();
    const dirty = links.filter((link) => link.dirty === 1).length;
    if (record?.outcome === 'braked') approved = new Set(links.map(({ key }) => key));
    else if (round >= listings) {
      if (record?.outcome === 'done' && dirty === 0) return { rounds: round, faults: [] };
      if (dirty >= left) return { rounds: round, faults: progress([`a run left ${dirty} dirty links of ${left}`]) };
      left = dirty;
    }
  }
  return { rounds: mostHealingRuns, faults: [] };
}

/** Everything that was asked and done: the same history gives the same. */
export function printLog(world: World): string {
  return world.log.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
}

/** A further run writes nothing, and costs one request and one row per side; a full listing writes nothing either. */
async function restlessness(world: World): Promise<readonly string[]> {
  const faults: string[] = [];
  const before = world.log.length;
  // The first one still hears the echo of what the healing wrote.
  await world.run(quiet);
  const { requests, rows } = await world.run(quiet);
  if (world.hasChanges && (requests > 2 || rows > 2)) {
    faults.push(`10 bounded work: a quiet run sent ${requests} requests and wrote ${rows} rows`);
  }
  await world.run(repair);
  const isWrite = (line: World['log'][number]) =>
    typeof line === 'string' && /^(helpdesk|calendar) (create|update|remove|linkTwin)/.test(line);
  if (world.log.slice(before).some(isWrite)) {
    faults.push(`6 no ping-pong: it goes on writing: ${printLog(world).slice(-400)}`);
  }
  return faults;
}

function progress(faults: readonly string[]): readonly string[] {
  return faults.map((fault) => `9 progress: ${fault}`);
}
