import type { Side } from '../domain/appointment';
import type { Link } from './link';
import type { Creation } from './ports';
import type { SaveDeps } from './save-deps';
import { fail, retryAtMs, write } from './write-outcome';

/**
 * Leaves the record that the link knows and removes what a repeated request has made beside it. Browsers repeat a POST by
 * themselves when a connection that was used before breaks without an answer, and say nothing of it.
 */
export async function removeCopies(deps: SaveDeps, link: Link, side: Side, creation: Creation): Promise<Link> {
  const kept = link[side];
  if (kept.kind !== 'made') return link;
  const port = await deps.port(side, link);
  if ('kind' in port) return fail(deps, link, side, port, 'surelyNot');
  try {
    let current = link;
    for (const copy of (await port.findCopies?.(creation)) ?? []) {
      if (copy.id === kept.id) continue;
      await port.remove(copy);
      current = await write(deps, current, side, kept, { action: 'remove', outcome: 'done', recordId: copy.id });
    }
    return await write(deps, current, side, { ...kept, copiesDueAtMs: null, attempt: null }, null);
  } catch (error) {
    const problem = deps.toProblem(error, side);
    const isRefused = problem.kind !== 'needsSignIn' && retryAtMs(problem, 1, deps) === null;
    // Nothing is missing from what the agent asked for, and the answer would be the same tomorrow.
    const attempted = isRefused ? await write(deps, link, side, { ...kept, copiesDueAtMs: null }, null) : link;
    return fail(deps, attempted, side, problem, 'surelyNot');
  }
}
