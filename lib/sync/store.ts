import type { AppointmentContent, Side } from '../domain/appointment';
import type { ContentField } from '../domain/content-fields';
import type { Problem, SkippedRow } from '../domain/problem';
import type { Interval } from '../domain/span';
import type { ActivityRow } from '../domain/sync-views';
import type { CalendarRef, Link } from './link';
import type { Cursor, SeriesException, SeriesRecord } from './ports';

/** Where one side's reading stands. */
export interface Feed {
  readonly account: string;
  readonly side: Side;
  /** For the next changes; null: a listing is needed. */
  readonly cursor: Cursor | null;
  /** The listing under way: its generation, and where it goes on. Null when none is. */
  readonly listing: {
    readonly generation: number;
    readonly resume: Cursor | null;
    /** It has shown something: an empty list proves nothing. */
    readonly hasShown?: boolean;
    /** Nothing was known of the side when it was begun: then nothing can be missed. */
    readonly isFirst?: boolean;
  } | null;
  /** Generation of the last listing that was begun. */
  readonly generation: number;
  /** Epoch ms of the last listing that was completed; 0: never. */
  readonly listedAtMs: number;
  /** Epoch ms of the last reading that went well; 0: never. */
  readonly readAtMs: number;
  /** End of the window when items were last considered: what lies beyond was not. */
  readonly consideredUntilMs: number;
  /** Masters of series that changed and were not expanded yet: a page may bring a master before its exceptions. */
  readonly unfolded?: readonly string[];
  /** Generation of a complete listing whose missing items are not all confirmed yet. */
  readonly unswept?: number;
  /** The calendar that was read; null: none was connected. */
  readonly calendarOf?: CalendarRef | null;
  /** How often somebody else than a reading has said where to go on. A reading that began before must write nothing. */
  readonly epoch?: number;
}

/** The side was let go of, or a listing was asked for, since the reading began: nothing of its page is written. */
export class ReadingOverError extends Error {
  override readonly name = 'ReadingOverError';
}

/** A feed that is to be read anew. */
export function forgotten({ account, side, epoch = 0 }: Feed): Feed {
  return { ...newFeed(account, side), epoch: epoch + 1 };
}

/** A feed of which the next reading lists everything. The time is long ago, and not never. */
export function toBeListed({ epoch = 0, ...feed }: Feed): Feed {
  return { ...feed, listing: null, listedAtMs: 1, epoch: epoch + 1 };
}

/** Where the reading of a side stands that was never read. */
export function newFeed(account: string, side: Side): Feed {
  return {
    account,
    side,
    cursor: null,
    listing: null,
    generation: 0,
    listedAtMs: 0,
    readAtMs: 0,
    consideredUntilMs: 0,
  };
}

/** Throws `ReadingOverError` where what is stored is of another epoch than what is to be written. */
export function checkEpoch(stored: Feed | undefined, feed: Feed): void {
  if ((stored?.epoch ?? 0) === (feed.epoch ?? 0)) return;
  throw new ReadingOverError(`Where the ${feed.side} is to be read from was changed meanwhile`);
}

/** A series with all that is known of its exceptions. */
export interface StoredSeries {
  readonly account: string;
  readonly masterId: string;
  /** Null while only exceptions have come: a listing may bring them before their master. */
  readonly master: SeriesRecord | null;
  readonly exceptions: readonly SeriesException[];
  /** Generation of the last listing that showed it, or one of its exceptions. */
  readonly listed?: number;
  /** Of the last one that showed its master, or whose missing master was read. */
  readonly masterListed?: number;
  /** Its dates were over when it was read by itself: it is not asked for every day, and known while they are. */
  readonly isOver?: true;
}

/** One line of the journal: what was asked of a side, by whom, and what came of it. The source of undo. */
export interface JournalEntry {
  readonly atMs: number;
  readonly account: string;
  /** The run it belongs to; null for what an agent did on one item. */
  readonly runId: string | null;
  readonly linkKey: string;
  readonly subject: string;
  /** Null: the save itself, the brake, or a row that could not be read. */
  readonly side: Side | null;
  readonly action: JournalAction;
  readonly outcome: 'asked' | 'done' | 'failed' | 'skipped';
  /** Fields that were written; empty where that says nothing. */
  readonly fields: readonly ContentField[];
  readonly recordId: string | null;
  readonly problem: Problem | null;
  readonly before: AppointmentContent | null;
  readonly after: AppointmentContent | null;
  /** Part or all of it falls outside the agent's working hours (row A-46). */
  readonly isOutsideHours: boolean;
}

export type JournalAction = ActivityRow['action'];

/** One run, from start to report. */
export interface RunRecord {
  readonly id: string;
  readonly account: string;
  readonly kind: 'sync' | 'import' | 'importRecurring' | 'push' | 'undo' | 'repair';
  readonly startedAtMs: number;
  /** Null while it is under way, or when it died. */
  readonly endedAtMs: number | null;
  readonly outcome: 'running' | 'done' | 'partial' | 'failed' | 'stopped' | 'braked';
  readonly counts: Readonly<Record<Side, Readonly<Record<'created' | 'updated' | 'removed' | 'failed', number>>>>;
  readonly conflicts: number;
  readonly skipped: readonly SkippedRow[];
  readonly problem: Problem | null;
  /** The run that this one takes back. */
  readonly undoes: string | null;
  /** Items made in the helpdesk of which part or all falls outside working hours; absent: none. */
  readonly outsideHours?: number;
}

/** One listing of one side. */
export interface ListingRef {
  readonly account: string;
  readonly side: Side;
  readonly generation: number;
}

/** Where links, series, feeds and journal live. Every method is one transaction; none walks a table it need not. */
export interface SyncStore {
  read(key: string): Promise<Link | null>;
  /** False when the key is there already: then nothing is written. */
  insert(link: Link, entry: JournalEntry): Promise<boolean>;
  /** Reads, changes and writes the link together with its journal line; null from `change` forgets the link. */
  change(key: string, change: (link: Link) => Link | null, entry: JournalEntry | null): Promise<Link | null>;
  /** The same for several, as one transaction: intents and answers of a batch. */
  changeMany(
    changes: readonly {
      readonly key: string;
      readonly change: (link: Link) => Link | null;
      readonly entry: JournalEntry | null;
    }[],
  ): Promise<readonly (Link | null)[]>;
  /** Links with something left to do, in batches of at most `limit`, after the given key. */
  dirty(account: string, limit: number, afterKey?: string): Promise<readonly Link[]>;
  feed(account: string, side: Side): Promise<Feed>;
  /**
   * One page: looks up what it touches, folds it, writes links, series and feed together, or nothing at all when `work`
   * throws. `work` awaits nothing but the page's own methods: a transaction does not outlive any other wait.
   */
  applyPage<T>(account: string, side: Side, work: (page: PageWork) => Promise<T>): Promise<T>;
  /**
   * Links with a record on a side, or that know one there by its id, in the window, that the listing of this generation did not show: in batches by start,
   * after the last one of the batch before, as it was handed out. Without the calendar's occurrences, but for those that were left
   * behind: no listing shows them, they come and go with their series.
   */
  unlisted(listing: ListingRef, window: Interval, limit: number, after?: Link): Promise<readonly Link[]>;
  /** Links that start in the stretch, in batches as `unlisted`: for windows that roll and rules that change. */
  startingIn(account: string, stretch: Interval, limit: number, after?: Link): Promise<readonly Link[]>;
  /** How many links have records on both sides, at most the given number: a brake compares, it needs no census. */
  countLinked(account: string, atMost: number): Promise<number>;
  series(account: string, masterId: string): Promise<StoredSeries | null>;
  /** Every series, in batches: for the rolling window. */
  allSeries(account: string, limit: number, afterId?: string): Promise<readonly StoredSeries[]>;
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Links that have a record on the side, in batches; those already let go are not among them. */
  onSide(account: string, side: Side, limit: number): Promise<readonly Link[]>;
  /** Every link of an account; of an account's calendars; the accounts there are: for disconnecting, not for every day. */
  ofAccount(account: string): Promise<readonly Link[]>;
  onCalendarsOf(email: string): Promise<readonly Link[]>;
  accounts(): Promise<readonly string[]>;
  /**
   * Forgets links that ended before, at most so many; those with something left to do stay, and the first date of a series
   * of the form while that is known. Answers how many went.
   */
  forgetEnded(beforeMs: number, limit: number): Promise<number>;
  /** The next reading of the side begins anew; its series are forgotten, and a reading under way is over. */
  forgetFeed(account: string, side: Side): Promise<void>;
  /**
   * The next reading of a side that was listed is a listing, and a reading under way is over; that the side was listed
   * once stays known.
   */
  askForListing(account: string, side: Side): Promise<void>;
}

/** Lookups and writes inside one page's transaction. */
export interface PageWork {
  byRecordIds(ids: readonly string[]): Promise<ReadonlyMap<string, Link>>;
  byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Link>>;
  /** Those of the keys that links of other accounts have: whoever wrote a link under one of them would overwrite theirs. */
  keysOfOthers(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Links whose record on the OTHER side has one of these ids. */
  byTwinIds(ids: readonly string[]): Promise<ReadonlyMap<string, Link>>;
  ofSeries(masterId: string): Promise<readonly Link[]>;
  seriesById(ids: readonly string[]): Promise<ReadonlyMap<string, StoredSeries>>;
  put(links: readonly Link[]): Promise<void>;
  /** The same for links that begin here, under keys that were made for them just now. */
  add(links: readonly Link[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  putSeries(series: readonly StoredSeries[]): Promise<void>;
  removeSeries(ids: readonly string[]): Promise<void>;
  /** `ReadingOverError`: what is stored is of another epoch. */
  putFeed(feed: Feed): Promise<void>;
}
