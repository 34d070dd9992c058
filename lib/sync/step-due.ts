import type { Link, LinkSide } from './link';
import type { LinkStep } from './plan-link';

/** No try is put off for longer by us or by a side (ms): later ones come from a clock that has been set back since. */
const longestWaitMs = 25 * 3_600_000;

/** Epoch ms from which one step may be tried; null when it waits for the agent. */
export function stepDueAtMs(link: Link, step: LinkStep, nowMs = 0): number | null {
  if (!('side' in step)) return 0;
  const side: LinkSide = link[step.side];
  const attempt = 'attempt' in side ? side.attempt : null;
  if (attempt?.retryAtMs === null) return null;
  const dueMs = Math.max(attempt?.retryAtMs ?? 0, settledAtMs(side, step));
  return nowMs > 0 && dueMs - nowMs > longestWaitMs ? nowMs : dueMs;
}

/** Epoch ms before which nobody can say what became of a request. */
function settledAtMs(side: LinkSide, step: LinkStep): number {
  if (side.kind === 'asked') return side.lookAgainAtMs ?? 0;
  const waitsForCopies = step.kind === 'removeCopies' || step.kind === 'remove';
  return side.kind === 'made' && waitsForCopies ? (side.copiesDueAtMs ?? 0) : 0;
}
