import type { Side } from '../domain/appointment';
import { asRead } from './as-read';
import type { PlannedItem, PlannedWork } from './brake';
import { type Alike, addAlike, copiedContent } from './join-alike';
import type { Link } from './link';
import { type LinkStep, planLink } from './plan-link';
import type { SyncDeps } from './run-sync';
import { stepDueAtMs } from './step-due';

/** What is known of a side when steps are chosen. */
export interface SideReadiness {
  /** Everything was read once: before, what is to be made there may exist. */
  readonly isListed: boolean;
  /** This run's reading went to its end. */
  readonly isRead: boolean;
  /** This run's reading went to its end, and what a listing missed is confirmed: before, deletions prove nothing. */
  readonly isComplete: boolean;
  /** No answer can be had from it in this run. */
  readonly isBlocked: boolean;
}

export type Readiness = Readonly<Record<Side, SideReadiness>>;

/** The steps that may be done for a link in this run. */
export function stepsNow(
  link: Link,
  deps: Pick<SyncDeps, 'rules' | 'now' | 'kind'>,
  readiness: Readiness,
): readonly LinkStep[] {
  const steps = planLink(link, deps.rules);
  // "Repair" never deletes, not even what a repeated request has made; written to before, nobody would know that any more.
  if (deps.kind === 'repair' && steps.some(({ kind }) => kind === 'removeCopies')) return [];
  return steps.filter((step) => {
    const dueMs = stepDueAtMs(link, step, deps.now());
    return dueMs !== null && dueMs <= deps.now() && mayBeDone(link, step, readiness);
  });
}

function mayBeDone(link: Link, step: LinkStep, readiness: Readiness): boolean {
  if (!('side' in step)) return true;
  if (readiness[step.side].isBlocked) return false;
  // A save is made whatever was read; a copy only where it cannot be there already.
  if (step.kind === 'create') return step.basis === null || readiness[step.side].isListed;
  // A repeated request may have made two of what we made: once the one we know is written or removed, nobody can tell.
  const here = link[step.side];
  const isOurs = here.kind === 'made' && here.madeAtMs !== null;
  if ((step.kind === 'update' || step.kind === 'remove') && isOurs && !readiness[step.side].isRead) return false;
  if (step.kind === 'remove') return readiness[step.side === 'helpdesk' ? 'calendar' : 'helpdesk'].isComplete;
  return true;
}

/** Links worked on at a time: one read of the dirty index each. */
const batchSize = 50;

export async function* dirtyLinks(deps: Pick<SyncDeps, 'store' | 'context' | 'only'>): AsyncGenerator<Link> {
  let after: string | undefined;
  for (;;) {
    const links = await deps.store.dirty(deps.context.account, batchSize, after);
    for (const link of links) if (deps.only === null || deps.only.has(link.key)) yield link;
    after = links.at(-1)?.key;
    if (links.length < batchSize || after === undefined) return;
  }
}

/** So many links are kept from counting to doing, so that a usual run reads each but once. */
const mostKept = 200;

export interface PlannedRun extends PlannedWork {
  /** Null: too many to keep, they are read again. */
  readonly links: readonly Link[] | null;
  /** What would be copied to where it stands already. */
  readonly alike: Alike;
}

/** Counts what a run would do. */
export async function planRun(deps: SyncDeps, readiness: Readiness): Promise<PlannedRun> {
  const removes: Record<Side, PlannedItem[]> = { helpdesk: [], calendar: [] };
  const creates: Record<Side, PlannedItem[]> = { helpdesk: [], calendar: [] };
  const links: Link[] = [];
  const alike: Alike = { helpdesk: new Map(), calendar: new Map() };
  let total = 0;
  for await (const link of dirtyLinks(deps)) {
    const steps = stepsNow(link, deps, readiness);
    if (steps.length > 0 && links.length <= mostKept) links.push(link);
    total += steps.length;
    const planned: PlannedItem = { key: link.key, item: link.occurrence?.masterId ?? link.key };
    const read = asRead(link);
    // What is read first counts as what may follow from that: in the midst of the run nobody is asked any more.
    const wanted = read === link ? steps : stepsNow(read, deps, readiness);
    if (link.helpdesk.kind === 'asked') addAlike(alike, 'helpdesk', link.helpdesk.intent.content, link.key);
    for (const step of wanted) {
      if (step.kind === 'remove') removes[step.side].push(planned);
      if (step.kind !== 'create') continue;
      creates[step.side].push(planned);
      const copied = copiedContent(step);
      if (copied !== null) addAlike(alike, step.side, copied, link.key);
    }
  }
  return { total, removes, creates, links: links.length > mostKept ? null : links, alike };
}
