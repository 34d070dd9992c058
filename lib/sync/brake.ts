import type { Side } from '../domain/appointment';
import { line } from './journal-line';
import type { Link } from './link';
import type { StepDeps } from './run-step';
import type { JournalEntry, SyncStore } from './store';

/** What a run would do, counted before it does anything: keys of links, by the side that is written to. */
export interface PlannedWork {
  readonly total: number;
  readonly removes: Readonly<Record<Side, readonly PlannedItem[]>>;
  readonly creates: Readonly<Record<Side, readonly PlannedItem[]>>;
}

export interface PlannedItem {
  readonly key: string;
  /** What a person would call one thing: a link, or the series that its occurrence belongs to. */
  readonly item: string;
}

export interface BrakeReason {
  readonly kind: 'manyRemovals' | 'manyCreations';
  readonly side: Side;
  readonly count: number;
  readonly entries: readonly JournalEntry[];
}

export interface BrakeDeps extends Pick<StepDeps, 'now' | 'runId' | 'isOutsideHours'> {
  readonly store: SyncStore;
  readonly context: { readonly account: string };
  readonly approved: ReadonlySet<string> | 'all' | null;
}

/** More removals than this on a side always ask. */
const mostRemovals = 10;
/** A share of the linked items only asks from this many on: one of three is a day's work, not an accident. */
const fewestForShare = 5;
const mostShare = 0.2;
/** So many removals ask when nothing that is linked would be left. */
const fewestForEmptying = 2;
/** Creations ask when they are more than twice what exists, from this many on. */
const fewestCreations = 20;

/** Why the run must ask the agent first; null when it may go on. What was approved once is not asked again. */
export async function brake(deps: BrakeDeps, planned: PlannedWork): Promise<BrakeReason | null> {
  const { approved } = deps;
  if (approved === 'all') return null;
  for (const side of ['helpdesk', 'calendar'] as const) {
    const open = planned.removes[side].filter(({ key }) => approved === null || !approved.has(key));
    if (await isTooMuch(deps, itemsOf(open))) return stopped(deps, 'manyRemovals', side, open);
  }
  for (const side of ['helpdesk', 'calendar'] as const) {
    const open = planned.creates[side].filter(({ key }) => approved === null || !approved.has(key));
    const count = itemsOf(open);
    if (count > fewestCreations && (await linked(deps, count / 2)) < count / 2) {
      return stopped(deps, 'manyCreations', side, open);
    }
  }
  return null;
}

async function isTooMuch(deps: BrakeDeps, removals: number): Promise<boolean> {
  if (removals > mostRemovals) return true;
  if (removals < fewestForEmptying) return false;
  // What is to be removed is linked no more: its record on the other side is gone.
  const mustBeLeft = removals < fewestForShare ? 1 : Math.ceil(removals / mostShare) - removals;
  return (await linked(deps, mustBeLeft)) < mustBeLeft;
}

async function linked({ store, context }: BrakeDeps, atMost: number): Promise<number> {
  return store.countLinked(context.account, Math.ceil(atMost));
}

function itemsOf(planned: readonly PlannedItem[]): number {
  return new Set(planned.map(({ item }) => item)).size;
}

async function stopped(
  deps: BrakeDeps,
  kind: BrakeReason['kind'],
  side: Side,
  open: readonly PlannedItem[],
): Promise<BrakeReason> {
  const entries: JournalEntry[] = [];
  for (const { key } of open) {
    const link: Link | null = await deps.store.read(key);
    if (link !== null) entries.push(line(deps, link, side, 'braked', { outcome: 'skipped' }));
  }
  return { kind, side, count: itemsOf(open), entries };
}
