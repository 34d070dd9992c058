import type { Side } from '../domain/appointment';
import { isSameCalendar, type Link } from './link';
import { type LinkStep, stepName } from './plan-link';
import { dirtyLinks, type PlannedRun, type Readiness, stepsNow } from './plan-run';
import { isOfSide } from './retry';
import { runStep, type StepOutcome } from './run-step';
import type { SyncDeps } from './run-sync';
import { type Batch, batchesOf, type DueStep, runTogether } from './run-together';

export type Counts = { [S in Side]: { created: number; updated: number; removed: number; failed: number } };

export interface Executed {
  readonly outcome: 'done' | 'stopped';
  readonly counts: Counts;
  readonly conflicts: number;
}

/** Links looked over at a time for steps that can go together. */
const mostAtHand = 50;

/** A link at hand, as it stands after what was done with it; null when nothing more is to be done. */
interface Work {
  readonly key: string;
  link: Link | null;
  readonly tried: Set<string>;
}

interface DueWork extends DueStep {
  readonly work: Work;
}

/**
 * Does what was planned, link by link; one that fails does not stop the rest. Steps of the links at hand that a side can
 * be asked for at once go together.
 */
export async function execute(deps: SyncDeps, planned: PlannedRun, ready: Readiness): Promise<Executed> {
  const counts: Counts = { helpdesk: none(), calendar: none() };
  let readiness = ready;
  let done = 0;
  let conflicts = 0;
  const next = (work: Work) => nextStep(deps, work, readiness);
  const isNext = (work: Work, step: LinkStep) => {
    const due = next(work);
    return due !== undefined && stepName(due.step) === stepName(step);
  };
  const note = (work: Work, step: LinkStep, outcome: StepOutcome) => {
    work.link = outcome.link;
    done += 1;
    if (step.kind === 'conflict' && step.fields.length > 0) conflicts += 1;
    if (outcome.kind === 'stored') return;
    counts[outcome.side][outcome.kind] += 1;
    if (outcome.kind !== 'failed' || !isOfSide(outcome.problem)) return;
    readiness = { ...readiness, [outcome.side]: { ...readiness[outcome.side], isBlocked: true } };
  };
  const isStopped = async () => (await deps.onProgress({ done, total: planned.total })) === 'stop';

  async function goTogether(batches: readonly Batch<DueWork>[]): Promise<Went> {
    let went: Went = 'nowhere';
    for (const { port, steps } of batches) {
      // An earlier batch may have shown that the side answers nobody at present.
      const due = steps.filter(({ work, step }) => isNext(work, step));
      if (due.length < 2) continue;
      went = 'on';
      await withLinks(deps, due, async () => {
        for (const { work, step } of due) work.tried.add(stepName(step));
        const outcomes = await runTogether(deps, { port, steps: due });
        for (const [index, { work, step }] of due.entries()) {
          const outcome = outcomes[index];
          if (outcome !== undefined) note(work, step, outcome);
        }
      });
      if (await isStopped()) return 'stopped';
    }
    return went;
  }

  for await (const works of worksOf(planned.links ?? dirtyLinks(deps))) {
    // What was read can be written then, also together.
    for (let more: Went = 'on'; more === 'on'; ) {
      const batches = await batchesOf(
        deps,
        works.flatMap((work) => next(work) ?? []),
      );
      // The sides do not wait for each other.
      const went = await allDone(
        (['helpdesk', 'calendar'] as const).map((side) => goTogether(batches.filter(({ port }) => port.side === side))),
      );
      if (went.includes('stopped')) return { outcome: 'stopped', counts, conflicts };
      more = went.includes('on') ? 'on' : 'nowhere';
    }
    for (const work of works) {
      // What went together is mostly done with that.
      if (work.tried.size > 0 && next(work) === undefined) continue;
      await deps.withLink(work.key, async () => {
        // Each planned anew, since the one before may have changed what is left to do.
        for (let due = next(work); due !== undefined; due = next(work)) {
          work.tried.add(stepName(due.step));
          note(work, due.step, await runStep(deps, due.link, due.step));
        }
      });
      if (await isStopped()) return { outcome: 'stopped', counts, conflicts };
    }
  }
  return { outcome: 'done', counts, conflicts };
}

type Went = 'on' | 'nowhere' | 'stopped';

/** None goes on behind the back of whoever meets the failure of another. */
async function allDone<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** The first step that may be done now and was not tried. */
function nextStep(deps: SyncDeps, work: Work, readiness: Readiness): DueWork | undefined {
  const { link, tried } = work;
  if (link === null) return undefined;
  const step = stepsNow(link, deps, readiness).find((one) => !tried.has(stepName(one)));
  return step === undefined ? undefined : { work, link: isCopy(step) ? atHome(link, deps) : link, step };
}

function isCopy(step: LinkStep): boolean {
  return step.kind === 'create' && step.side === 'calendar' && step.basis !== null;
}

/** What the sync makes goes into the calendar of now, whichever was chosen when the appointment was read. */
function atHome(link: Link, { context: { calendarOf } }: SyncDeps): Link {
  return calendarOf === null || isSameCalendar(link.calendarOf, calendarOf) ? link : { ...link, calendarOf };
}

async function* worksOf(links: Iterable<Link> | AsyncIterable<Link>): AsyncGenerator<readonly Work[]> {
  let works: Work[] = [];
  for await (const link of links) {
    works.push({ key: link.key, link, tried: new Set() });
    if (works.length < mostAtHand) continue;
    yield works;
    works = [];
  }
  if (works.length > 0) yield works;
}

/** Holds all of the links. Nobody else holds more than one, so none waits for another. */
async function withLinks(
  deps: SyncDeps,
  [first, ...rest]: readonly DueWork[],
  work: () => Promise<void>,
): Promise<void> {
  if (first === undefined) return work();
  return deps.withLink(first.work.key, () => withLinks(deps, rest, work));
}

function none() {
  return { created: 0, updated: 0, removed: 0, failed: 0 };
}
