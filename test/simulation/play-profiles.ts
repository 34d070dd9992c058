import type { CalendarPort } from '../../lib/sync/ports';
import { deletedEdits, lostItems } from './check-deletions';
import { convergence, duplicates, sharedIds } from './check-story';
import { lostValues } from './check-values';
import type { History, Op } from './history';
import { gatherItems } from './items';
import type { Played, PlayOptions } from './play-history';
import { createWorld, type Sabotage, type World } from './world';

type Run = Extract<Op, { do: 'run' }>;

const quiet: Run = { do: 'run', want: 'changes', pages: 'plain', troubles: [] };
const repair: Run = { ...quiet, want: 'listing' };

/** Each profile has so many runs, at most, to heal what was left. */
const mostHealingRuns = 8;

/** Plays a history in two browser profiles of one agent, lets both heal, and says what does not hold. */
export async function playProfiles(history: History, { createStore, createSabotage }: PlayOptions): Promise<Played> {
  const visits = {
    first: createVisit(() => second.run(quiet), createSabotage?.()),
    second: createVisit(() => first.run(quiet), createSabotage?.()),
  };
  const first: World = createWorld(history, await createStore(), visits.first);
  const second: World = createWorld(history, await createStore(), visits.second, first);
  const both = [first, second];
  const problems = { shared: [] as string[] };
  let runs = 0;
  for (const op of history.ops) {
    if (op.do !== 'run') {
      await first.play(op);
      continue;
    }
    const { profile = 'first', otherAt } = op;
    runs += 1;
    visits[profile].at(otherAt ?? null);
    first.log.push(`run of the ${profile}`);
    await (profile === 'first' ? first : second).play(op);
    visits[profile].at(null);
    problems.shared.push(...(await shared(both)));
    if (problems.shared.length > 0) return { faults: problems.shared, runs, world: first };
  }
  const left = await heal(both);
  const faults = [...left, ...(await shared(both)), ...(await endFaults(both)), ...(await restlessness(both))];
  return { faults, runs, world: first };
}

interface Visit extends Sabotage {
  /** Before which request of the next run it happens; null: not at all. */
  at(request: number | null): void;
}

/** Something that happens once, before a request of a run. */
function createVisit(happen: () => Promise<unknown>, sabotage: Sabotage = {}): Visit {
  let left = Number.POSITIVE_INFINITY;
  async function before(): Promise<void> {
    left -= 1;
    if (left === 0) await happen();
  }
  return {
    at(request) {
      left = request ?? Number.POSITIVE_INFINITY;
    },
    ...sabotage,
    port: (port) => interrupted(sabotage.port?.(port) ?? port, before),
  };
}

function interrupted(port: CalendarPort, before: () => Promise<void>): CalendarPort {
  const { createMany, updateMany, findCopies } = port;
  const after =
    <Asked extends unknown[], Answer>(act: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      await before();
      return act(...asked);
    };
  return {
    ...port,
    readChanges: after((request) => port.readChanges(request)),
    read: after((id) => port.read(id)),
    create: after((creation) => port.create(creation)),
    findCreated: after((creation) => port.findCreated(creation)),
    findCopies: findCopies && after(findCopies),
    update: after((...asked) => port.update(...asked)),
    linkTwin: after((...asked) => port.linkTwin(...asked)),
    remove: after((target) => port.remove(target)),
    ...(createMany && { createMany: after((creations) => createMany.call(port, creations)) }),
    ...(updateMany && { updateMany: after((updates) => updateMany.call(port, updates)) }),
  };
}

/** Runs of both by turns until nothing is left to do in either. */
async function heal(both: readonly World[]): Promise<readonly string[]> {
  await both[0]?.restore();
  for (let round = 1; round <= mostHealingRuns; round += 1) {
    let dirty = 0;
    for (const world of both) {
      await world.play({ do: 'wait', ms: 3_600_000 });
      world.log.push('healing');
      const approved = new Set((await world.at.links()).map(({ key }) => key));
      const { record } = await world.run(round <= 3 ? repair : quiet, approved);
      if (record?.outcome !== 'done') dirty += 1;
    }
    for (const world of both) dirty += (await world.at.links()).filter((link) => link.dirty === 1).length;
    if (round > 3 && dirty === 0) return [];
  }
  return ['9 progress: something is left to do for ever'];
}

async function shared(both: readonly World[]): Promise<readonly string[]> {
  const links = await Promise.all(both.map(({ at }) => at.links()));
  return links.flatMap((some) => sharedIds(some)).map((fault) => `5 no duplicate: ${fault}`);
}

async function endFaults([first, second]: readonly World[]): Promise<readonly string[]> {
  if (first === undefined || second === undefined) return [];
  const items = gatherItems(first);
  // Into what was made twice somebody may have written, before one could go: then it is an item of its own.
  const faults = [...duplicates(first, true, first.truth.editedAgain).map((fault) => `5 no duplicate: ${fault}`)];
  for (const [world, name] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    const links = await world.at.links();
    faults.push(...convergence(world, links).map((fault) => `1 convergence: ${name}: ${fault}`));
  }
  const journal = [...(await first.at.journal()), ...(await second.at.journal())];
  faults.push(...lostItems(items).map((fault) => `2 no loss: ${fault}`));
  faults.push(...deletedEdits(first, items).map((fault) => `2 no loss: ${fault}`));
  faults.push(...lostValues(first, items, journal).map((fault) => `3 no silent overwrite: ${fault}`));
  return faults;
}

/** Further runs write nothing. */
async function restlessness(both: readonly World[]): Promise<readonly string[]> {
  for (const world of both) await world.run(quiet);
  const before = both[0]?.log.length ?? 0;
  for (const want of [quiet, repair]) for (const world of both) await world.run(want);
  const writes = (both[0]?.log ?? []).slice(before).filter((line) => {
    return typeof line === 'string' && /^(helpdesk|calendar) (create|update|remove|linkTwin)/.test(line);
  });
  return writes.length === 0 ? [] : [`6 no ping-pong: it goes on writing: ${writes.join(', ')}`];
}
