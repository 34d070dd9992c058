import type { Side } from './appointment';
import type { ContentField } from './content-fields';
import type { Problem, SkippedRow } from './problem';
import type { CalendarIntegration } from './tenant-settings';

/** How the sync stands, in one state with one sentence and one action. */
export type Health =
  | { readonly kind: 'off' }
  | { readonly kind: 'connected'; readonly nextMs: number | null }
  | { readonly kind: 'needsSignIn'; readonly side: Side }
  /** `untilMs` null: until resumed. */
  | { readonly kind: 'paused'; readonly why: 'agent' | 'quota'; readonly untilMs: number | null }
  | { readonly kind: 'reading' }
  | { readonly kind: 'writing'; readonly done: number; readonly total: number }
  | { readonly kind: 'attention'; readonly problem: Problem | null; readonly what: 'brake' | 'conflicts' | 'failed' };

export type ConflictRule = 'ask' | 'newest' | 'helpdesk' | 'calendar';
export type Privacy = 'busy' | 'title' | 'full';
export type FilterName = 'declined' | 'free' | 'allDay' | 'private' | 'otherTypes' | 'tasks';
export type DirectionAction = 'create' | 'update' | 'delete';

/** Options, "Sync". */
export interface SyncView {
  readonly isConnected: boolean;
  readonly twoWay: boolean;
  readonly health: Health;
  readonly lastGoodMs: number | null;
  /** By the side that is written to. */
  readonly allowed: Readonly<Record<Side, Readonly<Record<DirectionAction, boolean>>>>;
  readonly filters: Readonly<Record<FilterName, boolean>>;
  /** How many items each filter leaves out at present, on or off, of how many. */
  readonly filterCounts: Readonly<Record<FilterName, number>>;
  readonly itemCount: number;
  readonly conflictRule: ConflictRule;
  readonly fieldRules: Readonly<Partial<Record<ContentField, Exclude<ConflictRule, 'ask'>>>>;
  readonly privacy: Privacy;
  readonly daysBack: number;
  readonly daysAhead: number;
  readonly everyMinutes: number;
  readonly conflictCount: number;
  readonly brake: BrakeView | null;
  /** Another sync seems to be active; null: none was seen. */
  readonly otherSync: OtherSync | null;
  /** The helpdesk says that it does not keep its appointments in UTC, which is how they are read. */
  readonly areTimesInDoubt: boolean;
}

/** When an item of a list is; an all-day one from midnight to midnight where the agent is. */
export interface When {
  readonly startMs: number;
  readonly endMs: number;
  readonly isAllDay: boolean;
}

/** What a run wanted to do and did not: it asks once. */
export interface BrakeView {
  readonly runId: string;
  readonly kind: 'manyRemovals' | 'manyCreations';
  readonly side: Side;
  readonly count: number;
  readonly items: readonly ({ readonly linkId: string; readonly subject: string } & When)[];
}

/** Signs of the helpdesk's own calendar integration. */
export interface OtherSync {
  /** Those that are switched on; empty where the agent may not look, and only the records tell. */
  readonly integrations: readonly CalendarIntegration[];
  /** Items that carry the ids of such an integration. */
  readonly recordCount: number;
}

export type ReviewKind = 'import' | 'importRecurring' | 'push' | 'undo' | 'disconnect';

/** A dry run: what would be done, to be looked through before anything is. */
export interface ReviewView {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly state: 'preparing' | 'ready' | 'applying' | 'stopped' | 'done' | 'failed';
  /** While preparing: read so far; while applying: done so far. */
  readonly progress: number;
  readonly total: number;
  readonly ticked: number;
  readonly counts: Readonly<Record<ReviewRow['action'], number>>;
  readonly problem: Problem | null;
  /** After applying. */
  readonly report: RunView | null;
  /** After applying: the page on which is seen what was made; absent: nothing was. */
  readonly seenOn?: { readonly side: Side; readonly url: string };
  /** Undo: items that stay as they are, since somebody touched them or their side cannot be asked; absent: none. */
  readonly leftOut?: readonly SkippedRow[];
}

export interface ReviewRow extends When {
  readonly linkId: string;
  readonly action: 'create' | 'update' | 'remove';
  readonly side: Side;
  readonly subject: string;
  readonly isRecurring: boolean;
  readonly why:
    | 'onlyThere'
    | 'changedThere'
    | 'removedThere'
    | 'undoCreate'
    | 'undoUpdate'
    | 'undoRemove'
    | 'madeByDocket';
  readonly isOutsideHours: boolean;
  readonly isTicked: boolean;
  /** It is a whole series: how many of its dates are to come (null: without end) and go; those that are over stay. */
  readonly series?: { readonly dates: number | null; readonly past: number };
}

export interface ReviewPage {
  readonly rows: readonly ReviewRow[];
  /** Rows that fit the search, of all. */
  readonly found: number;
}

/** One run in "Activity". */
export interface RunView {
  readonly id: string;
  readonly kind: 'sync' | 'import' | 'importRecurring' | 'push' | 'undo' | 'repair';
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly outcome: 'running' | 'done' | 'partial' | 'failed' | 'stopped' | 'braked';
  readonly counts: Readonly<Record<Side, Readonly<Record<'created' | 'updated' | 'removed' | 'failed', number>>>>;
  readonly conflicts: number;
  readonly skipped: readonly SkippedRow[];
  readonly problem: Problem | null;
  readonly outsideHours: number;
  readonly canUndo: boolean;
}

/** One line of "Activity". Inbound: into the helpdesk; outbound: into the calendar. */
export interface ActivityRow {
  readonly seq: number;
  readonly atMs: number;
  readonly runId: string | null;
  readonly linkId: string;
  readonly direction: 'inbound' | 'outbound' | null;
  readonly subject: string;
  readonly action:
    | 'save'
    | 'create'
    | 'adopt'
    | 'update'
    | 'remove'
    | 'endSeries'
    | 'linkTwin'
    | 'drop'
    | 'retry'
    | 'leave'
    | 'conflict'
    | 'resolve'
    | 'unreadable'
    | 'braked';
  readonly fields: readonly ContentField[];
  readonly outcome: 'asked' | 'done' | 'failed' | 'skipped';
  readonly problem: Problem | null;
  readonly isOutsideHours: boolean;
  readonly canUndo: boolean;
}

export interface ActivityFilter {
  readonly direction: 'inbound' | 'outbound' | null;
  readonly outcome: 'done' | 'failed' | 'skipped' | null;
  readonly runId: string | null;
  readonly search: string;
}

export interface ActivityPage {
  readonly rows: readonly ActivityRow[];
  /** For the next page; null: that was all. */
  readonly before: number | null;
}

/** Options, "Conflicts": fields changed on both sides, with what both last agreed on. */
export interface ConflictView extends When {
  readonly linkId: string;
  readonly subject: string;
  /** Values as text: a time as `START/END` of its span, a choice as `true`, `false`, `busy` or `free`. */
  readonly fields: readonly {
    readonly field: ContentField;
    readonly helpdesk: string;
    readonly calendar: string;
    /** What the helpdesk is shown of the calendar's value, where the event is private; null: the value itself. */
    readonly shownAs: string | null;
    /** What both last agreed on; null: they never did. */
    readonly ancestor: string | null;
  }[];
}
