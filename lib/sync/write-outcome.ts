import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import { type Attempt, type JournalEntry, journalEntry, type Link, type LinkSide } from './link';
import { withDirty } from './plan-link';
import type { SaveDeps } from './save-deps';

/** Writes why a step did not succeed, and when it is tried again. */
export async function fail(
  deps: SaveDeps,
  link: Link,
  side: Side,
  problem: Problem,
  acted: 'perhaps' | 'surelyNot',
): Promise<Link> {
  const before = link[side];
  if (!('attempt' in before)) return link;
  const tries = (before.attempt?.tries ?? 0) + 1;
  const attempt: Attempt = { problem, tries, retryAtMs: retryAtMs(problem, tries, deps) };
  const after: LinkSide =
    before.kind === 'asked' && acted === 'surelyNot' ? { kind: 'wanted', attempt } : { ...before, attempt };
  return write(deps, link, side, after, {
    action: failedAction(before, side),
    outcome: 'failed',
    problem,
  });
}

/** Writes a side of the link together with its journal line, and tells whoever shows it. */
export async function write(
  deps: SaveDeps,
  link: Link,
  side: Side,
  state: LinkSide,
  line: (Pick<JournalEntry, 'action' | 'outcome'> & Partial<JournalEntry>) | null,
): Promise<Link> {
  const entry = line === null ? null : journalEntry({ atMs: deps.now(), linkKey: link.key, side, ...line });
  const written = await deps.links.change(link.key, (current) => withDirty({ ...current, [side]: state }), entry);
  await deps.onChange(written);
  return written;
}

/** Of a made record only these are still to be done: the helpdesk's copies removed, the event linked. */
function failedAction(before: LinkSide, side: Side): JournalEntry['action'] {
  if (before.kind !== 'made') return 'create';
  return side === 'helpdesk' ? 'remove' : 'linkTwin';
}

/** Whether a request that ended so may have taken effect all the same. */
export function mayHaveActed(problem: Problem): boolean {
  switch (problem.kind) {
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'unreadable':
    case 'unexpected':
      return true;
    case 'needsSignIn':
    case 'notConnected':
    case 'rateLimited':
    case 'refused':
    case 'notFound':
    case 'readOnlyCalendar':
    case 'changedMeanwhile':
    case 'invalidDraft':
      return false;
  }
}

/** When to try again by itself (epoch ms); null when only the agent can help. */
export function retryAtMs(problem: Problem, tries: number, deps: Pick<SaveDeps, 'now' | 'random'>): number | null {
  switch (problem.kind) {
    case 'rateLimited':
      return problem.retryAtMs;
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'changedMeanwhile':
      return backOffUntil(tries, deps);
    case 'unreadable':
    case 'unexpected':
      return tries < givenUpAfter ? backOffUntil(tries, deps) : null;
    case 'needsSignIn':
    case 'notConnected':
    case 'refused':
    case 'notFound':
    case 'readOnlyCalendar':
    case 'invalidDraft':
      return null;
  }
}

/** Answers that make no sense are asked for again this often before the agent is asked. */
const givenUpAfter = 5;

/** 15 s, 30 s, 1 min … at most 15 min, spread by a quarter so that clients do not come back together. */
function backOffUntil(tries: number, { now, random }: Pick<SaveDeps, 'now' | 'random'>): number {
  return now() + Math.min(15_000 * 2 ** Math.min(tries - 1, 6), 15 * 60_000) * (1 + random() / 4);
}
