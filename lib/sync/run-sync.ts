import type { Side } from '../domain/appointment';
import type { Problem, SkippedRow } from '../domain/problem';
import { brake } from './brake';
import { type Counts, type Executed, execute } from './execute';
import type { FoldContext, OfSide } from './fold-record';
import { joinAlike } from './join-alike';
import { isSameCalendar } from './link';
import { planRun, type Readiness, type SideReadiness } from './plan-run';
import type { CalendarPort } from './ports';
import { type BegunReading, beginReading, readSide, wantsListing } from './read-side';
import { releaseLinks } from './release-links';
import { isOfSide } from './retry';
import { rollWindow } from './roll-window';
import type { StepDeps } from './run-step';
import { type Feed, type JournalEntry, ReadingOverError, type RunRecord } from './store';

export interface SyncDeps extends Omit<StepDeps, 'port'> {
  /** The side's port, or why it cannot be used at present. */
  readonly sidePort: (side: Side) => Promise<CalendarPort | Problem>;
  /** The port of a link's own calendar. */
  readonly port: StepDeps['port'];
  readonly context: Omit<FoldContext, OfSide>;
  readonly isSyncTokenExpired: (error: unknown) => boolean;
  readonly listEveryMs: number;
  readonly want: 'changes' | 'listing';
  /** Keys that the agent approved after a brake; `all` for what was reviewed before. */
  readonly approved: ReadonlySet<string> | 'all' | null;
  /** Only these links are worked on; null: all that are dirty. */
  readonly only: ReadonlySet<string> | null;
  readonly kind: RunRecord['kind'];
  /** One worker at a time per link: a save by the agent may be under way. */
  readonly withLink: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Writes down what a brake holds back. */
  readonly reportBrake: (entries: readonly JournalEntry[]) => Promise<void>;
  /** Called before the first step and now and then with what was done so far; `stop` ends the run after the present step. */
  readonly onProgress: (progress: Progress) => Promise<'goOn' | 'stop'>;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** One run: read, fold, plan, guard, execute, report. A run that died is planned afresh from what was observed. */
export async function runSync(deps: SyncDeps): Promise<RunRecord> {
  const startedAtMs = deps.now();
  const [helpdeskSide, calendarSide] = await Promise.all([sideOf(deps, 'helpdesk'), sideOf(deps, 'calendar')]);
  const helpdeskBegun = begin(deps, helpdeskSide);
  // Asked for together where both only have to tell what is new.
  const isUsual = [helpdeskSide, calendarSide].every(({ feed }) => !wantsListing(deps, feed));
  const calendarBegun = isUsual ? begin(deps, calendarSide) : null;
  const helpdesk = await readOne(deps, helpdeskSide, helpdeskBegun);
  // Before the helpdesk was read once, an event that names its appointment would look like a stranger's.
  const mayRead = helpdesk.problem === null || helpdesk.isListed;
  const calendar = mayRead ? await readOne(deps, calendarSide, calendarBegun ?? begin(deps, calendarSide)) : unread;
  const problem = helpdesk.problem ?? calendar.problem;
  const skipped = [...onePerItem(helpdesk.skipped), ...onePerItem(calendar.skipped)];
  const { outcome, counts, conflicts } = await guardAndExecute(deps, { helpdesk, calendar });
  return {
    id: deps.runId ?? '',
    account: deps.context.account,
    kind: deps.kind,
    startedAtMs,
    endedAtMs: deps.now(),
    outcome: outcomeOf(outcome, problem, counts),
    counts,
    conflicts,
    skipped,
    problem,
    undoes: null,
  };
}

/** A reading may come upon an item several times: what it said last stands in the report. */
function onePerItem(skipped: readonly SkippedRow[]): readonly SkippedRow[] {
  return [...new Map(skipped.map((row) => [`${row.what} ${row.id}`, row])).values()];
}

interface ReadSide extends SideReadiness {
  readonly problem: Problem | null;
  readonly skipped: readonly SkippedRow[];
}

const unread: ReadSide = {
  problem: null,
  skipped: [],
  isListed: false,
  isRead: false,
  isComplete: false,
  isBlocked: false,
};

interface RunSide {
  readonly side: Side;
  readonly port: CalendarPort | Problem;
  readonly feed: Feed;
}

async function sideOf(deps: SyncDeps, side: Side): Promise<RunSide> {
  const { account, calendarOf, rules } = deps.context;
  const [port, feed] = await Promise.all([deps.sidePort(side), deps.store.feed(account, side)]);
  if (feed.calendarOf === undefined || isSameCalendar(feed.calendarOf, calendarOf)) return { side, port, feed };
  // Another calendar holds other events, and where it was changed nobody could wait for a run to end.
  await releaseLinks(deps.store, { account, side, rules });
  return { side, port, feed: await deps.store.feed(account, side) };
}

/** Null: the side cannot be asked. */
function begin(deps: SyncDeps, { port, feed }: RunSide): BegunReading | null {
  return 'kind' in port ? null : beginReading({ ...deps, port }, feed);
}

async function readOne(deps: SyncDeps, { side, port, feed }: RunSide, begun: BegunReading | null): Promise<ReadSide> {
  if ('kind' in port || begun === null) {
    const problem = 'kind' in port && port.kind !== 'notConnected' ? port : null;
    return { ...unread, isListed: feed.listedAtMs > 0, isBlocked: true, problem };
  }
  const reading = async () => {
    const read = await readSide({ ...deps, port }, begun);
    await rollWindow(deps, port, read.feed);
    return read;
  };
  const read = await reading().catch((error: unknown) => {
    return error instanceof ReadingOverError ? error : deps.toProblem(error, side);
  });
  if (read instanceof ReadingOverError || 'kind' in read) {
    const { listedAtMs } = await deps.store.feed(deps.context.account, side);
    // Whoever has ended the reading has asked for a run after this one.
    const problem = read instanceof ReadingOverError ? null : read;
    return { ...unread, isListed: listedAtMs > 0, isBlocked: problem !== null && isOfSide(problem), problem };
  }
  const isListed = read.feed.listedAtMs > 0;
  return { problem: null, skipped: read.skipped, isRead: true, isComplete: read.isSwept, isBlocked: false, isListed };
}

async function guardAndExecute(
  deps: SyncDeps,
  readiness: Readiness,
): Promise<Omit<Executed, 'outcome'> & { readonly outcome: Executed['outcome'] | 'braked' }> {
  let planned = await planRun(deps, readiness);
  while (await joinAlike(deps, planned.alike)) planned = await planRun(deps, readiness);
  const none = { created: 0, updated: 0, removed: 0, failed: 0 };
  const nothing = { counts: { helpdesk: none, calendar: none }, conflicts: 0 };
  // Reading may have taken minutes, and what was planned is no longer wanted: nor is it worth a question.
  const isWanted = planned.total === 0 || (await deps.onProgress({ done: 0, total: planned.total })) === 'goOn';
  if (!isWanted) return { ...nothing, outcome: 'stopped' };
  const braked = await brake(deps, planned);
  if (braked === null) return execute(deps, planned, readiness);
  await deps.reportBrake(braked.entries);
  return { ...nothing, outcome: 'braked' };
}

function outcomeOf(
  outcome: 'done' | 'stopped' | 'braked',
  problem: Problem | null,
  counts: Counts,
): RunRecord['outcome'] {
  if (outcome !== 'done') return outcome;
  if (problem === null && counts.helpdesk.failed + counts.calendar.failed === 0) return 'done';
  const didSomething = (['helpdesk', 'calendar'] as const).some(
    (side) => counts[side].created + counts[side].updated + counts[side].removed > 0,
  );
  return didSomething || problem === null ? 'partial' : 'failed';
}
