import { createGathering, type Gathering } from './gathering';
import { createLanes } from './lanes';
import type { Link } from './link';
import type { LinkStep } from './plan-link';
import type { CalendarPort, Creation, RecordUpdate, RecordVersion } from './ports';
import { runStep, type StepDeps, type StepOutcome } from './run-step';
import type { SyncStore } from './store';
import { storeWith } from './store-with';

/** Steps that go in one request: a lost answer puts no more than these in doubt, and whoever stops the run waits for no more. */
const mostTogether = 25;

export interface DueStep {
  readonly link: Link;
  readonly step: LinkStep;
}

/** Steps of one kind for one side, which can be asked for them at once. */
export interface Batch<Step extends DueStep = DueStep> {
  readonly port: CalendarPort;
  readonly steps: readonly Step[];
}

/** The steps that can go together; what would go alone is left out. */
export async function batchesOf<Step extends DueStep>(
  deps: Pick<StepDeps, 'port'>,
  due: readonly Step[],
): Promise<readonly Batch<Step>[]> {
  const groups = new Map<string, { readonly of: TogetherStep; readonly steps: Step[] }>();
  for (const one of due) {
    const { link, step } = one;
    if (!isTogether(step)) continue;
    // Each calendar has a port of its own.
    const place = step.side === 'calendar' ? link.calendarOf : null;
    const name = JSON.stringify([step.kind, step.side, link.account, place]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { of: step, steps: [one] });
    else group.steps.push(one);
  }
  const batches: Batch<Step>[] = [];
  for (const { of, steps } of groups.values()) {
    const [first] = steps;
    const port = first === undefined || steps.length < 2 ? null : await deps.port(of.side, first.link);
    if (port === null || 'kind' in port) continue;
    const size = sizeOf(port, of);
    // What would go alone is left out.
    for (let from = 0; size > 1 && from < steps.length - 1; from += size) {
      batches.push({ port, steps: steps.slice(from, from + size) });
    }
  }
  return batches;
}

type TogetherStep = Extract<LinkStep, { kind: 'create' | 'update' | 'read' | 'linkTwin' | 'remove' }>;

function isTogether(step: LinkStep): step is TogetherStep {
  return ['create', 'update', 'read', 'linkTwin', 'remove'].includes(step.kind);
}

/** One where the side is asked for such steps one after the other. */
function sizeOf(port: CalendarPort, step: TogetherStep): number {
  if (isOneRequest(port, step)) return mostTogether;
  if (step.kind !== 'read') return port.atOnce.writes;
  // Reads put nothing in doubt: the lanes take them in their turn.
  return port.atOnce.reads === 1 ? 1 : mostTogether;
}

function isOneRequest({ createMany, updateMany }: CalendarPort, { kind }: LinkStep): boolean {
  return (kind === 'create' && createMany !== undefined) || (kind === 'update' && updateMany !== undefined);
}

/**
 * Each step as it is alone (`runStep`), side by side: what they store at one point becomes one transaction, and what they
 * ask for after that, one request, or as many as the side takes at once. So a death, a lost answer and one item's failure leave each link as they would leave
 * it alone. The outcomes stand at their steps' places.
 */
export async function runTogether(deps: StepDeps, { port, steps }: Batch): Promise<readonly StepOutcome[]> {
  const gathering = createGathering(steps.length);
  // Before the requests: none may go out before its intent is stored.
  const answers = steps.every(({ step }) => isOneRequest(port, step)) ? 'together' : 'asTheyCome';
  const store = storeTogether(deps.store, gathering, answers);
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

/** What has an answer of its own is stored as soon as that is there: a death meanwhile leaves less in doubt. */
function storeTogether(store: SyncStore, gathering: Gathering, answers: 'together' | 'asTheyCome'): SyncStore {
  const begun = new Set<string>();
  type Change = Parameters<SyncStore['changeMany']>[0][number];
  const change = gathering.place(async (changes: readonly Change[]) =>
    (await store.changeMany(changes)).map((link) => ({ link })),
  );
  return storeWith(store, {
    async change(key, work, entry) {
      if (answers === 'asTheyCome' && begun.has(key)) return store.change(key, work, entry);
      begun.add(key);
      return (await change({ key, change: work, entry })).link;
    },
  });
}

function askTogether(port: CalendarPort, gathering: Gathering): CalendarPort {
  const { atOnce, createMany, updateMany } = port;
  const read = createLanes(atOnce.reads);
  const write = createLanes(atOnce.writes);
  const ofSeries = ({ occurrence }: RecordVersion) => occurrence?.masterId ?? null;
  const together: CalendarPort = {
    ...port,
    read: (id) => read(null, () => port.read(id)),
    create: (creation) => write(null, () => port.create(creation)),
    update: (target, ...asked) => write(ofSeries(target), () => port.update(target, ...asked)),
    linkTwin: (target, twinId) => write(ofSeries(target), () => port.linkTwin(target, twinId)),
    remove: (target) => write(ofSeries(target), () => port.remove(target)),
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
