import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import { foldGone, foldKnown } from './fold-record';
import { line, lineOfRead } from './journal-line';
import type { Link } from './link';
import type { CalendarPort } from './ports';
import type { StepDeps, StepOutcome } from './run-step';
import { failedSide, writeFailure, writeLink } from './write-link';

/**
 * A write that did not succeed. Where somebody changed the record since, nothing is written over that: the new version is
 * taken, and what is left to do is planned on it. Not every reading would bring it: a save has none before it, and a
 * listing leaves out what stands beyond the window.
 */
export async function refused(
  deps: StepDeps,
  link: Link,
  failure: {
    readonly side: Side;
    readonly port: CalendarPort;
    readonly problem: Problem;
    readonly action: 'update' | 'remove' | 'linkTwin';
    readonly acted: 'perhaps' | 'surelyNot';
  },
): Promise<StepOutcome> {
  const { side, port, problem } = failure;
  const before = link[side];
  const isGone = problem.kind === 'notFound' && failure.action === 'update';
  if ((problem.kind !== 'changedMeanwhile' && !isGone) || before.kind !== 'made') {
    return writeFailure(deps, link, side, failure);
  }
  const record = await port.read(before.id).catch((error: unknown) => deps.toProblem(error, side));
  if (record !== null && 'kind' in record) return writeFailure(deps, link, side, { ...failure, problem: record });
  const context = { side, rules: deps.rules, generation: 0, normalise: port.normalise.bind(port) };
  const written = await writeLink(
    deps,
    link,
    (now) => {
      // Still with the intent: an earlier request may have acted unheard, and the record shows it.
      const failed: Link = { ...now, [side]: failedSide(now[side], problem, 'perhaps', deps) };
      if (record !== null) return withoutIntent(foldKnown(failed, record, context), side);
      // Two answers say that it is gone, and an edit waits for it: that outlives the deletion, so nothing else is deleted.
      return isGone ? foldGone(failed, side, deps.rules) : withoutNaming(withoutIntent(failed, side), side);
    },
    (record === null ? null : lineOfRead(deps, link, side, record)) ??
      line(deps, link, side, failure.action, { outcome: 'failed', problem }),
  );
  return { kind: 'failed', side, problem, link: written };
}

function withoutIntent(link: Link, side: Side): Link {
  const here = link[side];
  return here.kind === 'made' ? { ...link, [side]: { ...here, intent: null } } : link;
}

/** Nothing is left to write the name on. What a deletion means is the next reading's to say. */
function withoutNaming(link: Link, side: Side): Link {
  const here = link[side];
  return here.kind === 'made' ? { ...link, [side]: { ...here, namesTwin: true } } : link;
}
