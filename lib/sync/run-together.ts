import { createGathering, type Gathering } from './gathering';
import type { Link } from './link';
import type { LinkStep } from './plan-link';
import type { CalendarPort, Creation, RecordUpdate } from './ports';
import { runStep, type StepDeps, type StepOutcome } from './run-step';
import type { SyncStore } from './store';
import { storeWith } from './store-with';

/** Steps that go in one request: a lost answer puts no more than these in doubt. */
const mostTogether = 25;

/** Records read side by side. */
const mostReads = 4;

export interface DueStep {
  readonly link: Link;
  readonly step: LinkStep;
}

/** Steps of one kind for one side, which takes them at once. */
export interface Batch<Step extends DueStep = DueStep> {
  readonly port: CalendarPort;
  readonly steps: readonly Step[];
}

/** The steps that can go together; what would go alone is left out. */
export async function batchesOf<Step extends DueStep>(
  deps: Pick<StepDeps, 'port'>,
  due: readonly Step[],
): Promise<readonly Batch<Step>[]> {
  const groups = new Map<string, Step[]>();
  for (const one of due) {
    const { link, step } = one;
    if (step.kind !== 'create' && step.kind !== 'update') continue;
    // Each calendar has a port of its own.
    const place = step.side === 'calendar' ? link.calendarOf : null;
    const name = JSON.stringify([step.kind, step.side, link.account, place]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  const batches: Batch<Step>[] = [];
  for (const group of groups.values()) {
    const port = group.length < 2 ? null : await portOf(deps, group);
    if (port === null) continue;
    for (let from = 0; from < group.length - 1; from += mostTogether) {
      batches.push({ port, steps: group.slice(from, from + mostTogether) });
    }
  }
  return batches;
}

/** Null where the side takes one at a time, or cannot be asked. */
async function portOf(deps: Pick<StepDeps, 'port'>, [first]: readonly DueStep[]): Promise<CalendarPort | null> {
  if (first === undefined || !('side' in first.step)) return null;
  const port = await deps.port(first.step.side, first.link);
  if ('kind' in port) return null;
  return (first.step.kind === 'create' ? port.createMany : port.updateMany) === undefined ? null : port;
}

/**
 * Each step as it is alone (`runStep`), side by side: what they store at one point becomes one transaction, and what they
 * ask for after that, one request. So a death, a lost answer and one item's failure leave each link as they would leave
 * it alone. The outcomes stand at their steps' places.
 */
export async function runTogether(deps: StepDeps, { port, steps }: Batch): Promise<readonly StepOutcome[]> {
  const gathering = createGathering(steps.length);
  // Before the requests: none may go out before its intent is stored.
  const store = storeTogether(deps.store, gathering);
  const together = askTogether(port, gathering);
  const shared: StepDeps = { ...deps, store, port: async () => together };
  const outcomes = await Promise.allSettled(
    steps.map(({ link, step }) => gathering.run(() => runStep(shared, link, step))),
  );
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

function storeTogether(store: SyncStore, gathering: Gathering): SyncStore {
  type Change = Parameters<SyncStore['changeMany']>[0][number];
  const change = gathering.place(async (changes: readonly Change[]) =>
    (await store.changeMany(changes)).map((link) => ({ link })),
  );
  return storeWith(store, {
    change: async (key, work, entry) => (await change({ key, change: work, entry })).link,
  });
}

function askTogether(port: CalendarPort, gathering: Gathering): CalendarPort {
  const { createMany, updateMany } = port;
  const lanes: Promise<unknown>[] = Array.from({ length: mostReads }, () => Promise.resolve());
  let reads = 0;
  const together: CalendarPort = {
    ...port,
    // What only some of them ask for cannot be asked for at once, but need not wait for each other either.
    read(id) {
      const lane = reads++ % mostReads;
      const answer = Promise.resolve(lanes[lane]).then(() => port.read(id));
      lanes[lane] = answer.catch(() => null);
      return answer;
    },
  };
  if (createMany !== undefined) {
    together.create = gathering.place((creations: readonly Creation[]) => createMany.call(port, creations));
  }
  if (updateMany !== undefined) {
    const update = gathering.place((updates: readonly RecordUpdate[]) => updateMany.call(port, updates));
    together.update = (target, content, fields) => update({ target, content, fields });
  }
  return together;
}
