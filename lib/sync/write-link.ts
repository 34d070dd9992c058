import type { Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { Problem } from '../domain/problem';
import { neverMade } from './create-step';
import { withSchedule } from './fold-record';
import { line } from './journal-line';
import type { Attempt, Link, LinkSide } from './link';
import { retryAtMs } from './retry';
import type { StepDeps, StepOutcome } from './run-step';
import type { JournalAction, JournalEntry } from './store';

/**
 * Transaction 1 of a step: the intent, before the request. Null when the side is not any more what the step was planned
 * on: somebody else is at work on it, and nothing may be sent.
 */
export async function writeIntent(
  deps: StepDeps,
  link: Link,
  side: Side,
  intended: (link: Link) => Link,
  entry: JournalEntry,
): Promise<Link | null> {
  let isPlannedOn = false;
  const written = await deps.store.change(
    link.key,
    (now) => {
      isPlannedOn = isSameState(now[side], link[side]);
      return isPlannedOn ? withSchedule(intended(now), deps.rules) : now;
    },
    entry,
  );
  if (written === null || !isPlannedOn) return null;
  await deps.onChange(written);
  return written;
}

/** What was learned without a request, or by its answer. Null from `change` forgets the link. */
export async function writeLink(
  deps: StepDeps,
  link: Link,
  change: (link: Link) => Link | null,
  entry: JournalEntry | null,
): Promise<Link | null> {
  const written = await deps.store.change(
    link.key,
    (now) => {
      const changed = change(now);
      return changed === null ? null : withSchedule(changed, deps.rules);
    },
    entry,
  );
  if (written !== null) await deps.onChange(written);
  return written;
}

/** Transaction 2 of a step that did not succeed: why, and when it is tried again. */
export async function writeFailure(
  deps: StepDeps,
  link: Link,
  side: Side,
  failure: {
    readonly problem: Problem;
    readonly action: JournalAction;
    /** Whether the request may have taken effect all the same. */
    readonly acted: 'perhaps' | 'surelyNot';
  },
): Promise<StepOutcome> {
  const { problem, action, acted } = failure;
  const written = await writeLink(
    deps,
    link,
    (now) => ({ ...now, [side]: failedSide(now[side], problem, acted, deps) }),
    line(deps, link, side, action, { outcome: 'failed', problem }),
  );
  return { kind: 'failed', side, problem, link: written };
}

/** A side after a request that failed: with the reason, and when it is tried again. */
export function failedSide(side: LinkSide, problem: Problem, acted: 'perhaps' | 'surelyNot', deps: StepDeps): LinkSide {
  if (!('attempt' in side)) return side;
  const tries = (side.attempt?.tries ?? 0) + 1;
  const attempt: Attempt = { problem, tries, retryAtMs: retryAtMs(problem, tries, deps) };
  if (side.kind === 'asked' && acted === 'surelyNot') return neverMade(side, attempt);
  if (side.kind === 'made' && acted === 'surelyNot') return { ...side, intent: null, attempt };
  return { ...side, attempt };
}

function isSameState(one: LinkSide, other: LinkSide): boolean {
  if (one.kind === 'asked' && other.kind === 'asked') return one.sentAtMs === other.sentAtMs;
  if (one.kind === 'gone' && other.kind === 'gone') return one.id === other.id;
  if (one.kind !== 'made' || other.kind !== 'made') return one.kind === other.kind;
  return (
    one.id === other.id &&
    one.etag === other.etag &&
    one.intent?.kind === other.intent?.kind &&
    differingFields(one.content, other.content).length === 0
  );
}
