import { createMemorySyncStore } from '../fakes/memory-sync-store';
import { type History, makeHistory } from './history';
import { type PlayOptions, playHistory, printLog } from './play-history';
import { print, shrink } from './shrink';
import type { WorldStore } from './world';

export interface Seeds {
  readonly from: number;
  readonly count: number;
  /** Distance from one to the next. */
  readonly step?: number;
  /** The history of a seed, where it is not the usual one. */
  readonly make?: (seed: number) => History;
}

export interface SeedsPlayed {
  readonly histories: number;
  readonly runs: number;
  /** The first that failed, shrunk and printed; null: all held. */
  readonly failure: string | null;
}

export function memoryStore(): WorldStore {
  const store = createMemorySyncStore();
  const linksNow = () => [...store.links.values()];
  return { open: () => store, links: async () => linksNow(), linksNow, journal: async () => store.journal };
}

/** Plays one history per seed, until one fails. */
export async function playSeeds(
  { from, count, step = 1, make = makeHistory }: Seeds,
  options: PlayOptions = { createStore: memoryStore },
): Promise<SeedsPlayed> {
  let runs = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const history = make(from + nth * step);
    const played = await faultsOf(history, options);
    runs += played.runs;
    if (played.faults.length > 0) return { histories: nth + 1, runs, failure: await report(history, options) };
  }
  return { histories: count, runs, failure: null };
}

/** What does not hold in a history; an engine that throws is a fault like others. */
export async function faultsOf(
  history: History,
  options: PlayOptions,
): Promise<{ readonly faults: readonly string[]; readonly runs: number }> {
  try {
    return await playAs(options)(history, options);
  } catch (error) {
    return { faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)], runs: 0 };
  }
}

function playAs({ play = playHistory }: PlayOptions) {
  return play;
}

/** What kind of fault the first is, whatever it happened to; null: none. */
export function kindOf(faults: readonly string[]): string | null {
  return faults[0]?.replaceAll(/\d+/g, '#').slice(0, 30) ?? null;
}

/** What fails and the least that makes it fail. */
export async function report(history: History, options: PlayOptions): Promise<string> {
  const kind = async (one: History) => kindOf((await faultsOf(one, options)).faults);
  const wanted = await kind(history);
  const smallest = await shrink(history, async (one) => (await kind(one)) === wanted);
  const { faults } = await faultsOf(smallest, options);
  const log = await playAs(options)(smallest, options).then(({ world }) => printLog(world), String);
  return [...faults.slice(0, 3), print(smallest), 'What was asked and done:', log].join('\n');
}
