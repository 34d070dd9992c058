import type { Side } from '../domain/appointment';
import { toCreation } from './create-step';
import { line } from './journal-line';
import type { Link } from './link';
import type { LinkStep } from './plan-link';
import { isFirst, isRepeatOf } from './repeated-record';
import { retryAtMs } from './retry';
import type { StepDeps, StepOutcome } from './run-step';
import { writeFailure, writeLink } from './write-link';

/**
 * Leaves the record that the link knows and removes what a repeated request has made beside it. Browsers repeat a POST by
 * themselves when a connection that was used before breaks without an answer, and say nothing of it.
 */
export async function removeCopies(
  deps: StepDeps,
  link: Link,
  { side }: LinkStep & { kind: 'removeCopies' },
): Promise<StepOutcome> {
  const kept = link[side];
  if (kept.kind !== 'made') return { kind: 'stored', link };
  const port = await deps.port(side, link);
  if ('kind' in port) return writeFailure(deps, link, side, { problem: port, action: 'remove', acted: 'surelyNot' });
  // Copies hold what was sent then; the record itself may have been edited since.
  const sent = link.wanted ?? kept.agreed ?? kept.content;
  const creation = toCreation(link, side, { kind: 'write', content: sent, basis: null }, link.createdAtMs);
  try {
    let isShared = false;
    for (const found of (await port.findCopies?.(creation)) ?? []) {
      // One that was made before, in another profile perhaps, becomes the link's own as soon as it is read.
      if (found.id === kept.id || (link.wanted === null && isFirst(found.id, kept.id))) continue;
      // A list does not show all of a record: what somebody has written into it since must not go with it.
      const copy = isRepeatOf(link, side, found, deps.now()) ? await port.read(found.id) : found;
      if (copy === null) continue;
      if (!isRepeatOf(link, side, copy, deps.now())) {
        isShared = true;
        continue;
      }
      await port.remove({ id: copy.id, etag: copy.etag, occurrence: null });
      await writeLink(
        deps,
        link,
        (now) => now,
        line(deps, link, side, 'remove', { recordId: copy.id, before: copy.content }),
      );
    }
    return { kind: 'stored', link: await writeLink(deps, link, (now) => looked(now, side, isShared), null) };
  } catch (error) {
    const problem = deps.toProblem(error, side);
    const isRefused = problem.kind !== 'needsSignIn' && retryAtMs(problem, 1, deps) === null;
    // Nothing is missing from what the agent asked for, and the answer would be the same tomorrow.
    if (isRefused) await writeLink(deps, link, (now) => looked(now, side), null);
    return writeFailure(deps, link, side, { problem, action: 'remove', acted: 'surelyNot' });
  }
}

/** `isShared`: somebody has made a copy their own, and the next listing is to take it as an item of its own. */
function looked(link: Link, side: Side, isShared = false): Link {
  const here = link[side];
  if (here.kind !== 'made') return link;
  const madeAtMs = isShared ? null : here.madeAtMs;
  return { ...link, [side]: { ...here, copiesDueAtMs: null, madeAtMs, attempt: null } };
}
