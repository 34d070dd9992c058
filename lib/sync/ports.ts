import type { Agent } from '../domain/agent';
import type { AppointmentContent, MailChoice, Side, TicketRef } from '../domain/appointment';
import type { Availability, BusyBlock } from '../domain/availability';
import type { SkippedRow } from '../domain/problem';
import type { RecurringMasters } from '../domain/recurring-master';
import type { Interval } from '../domain/span';
import type { TenantSettings } from '../domain/tenant-settings';
import type { Ticket } from '../domain/ticket';
import type { Holiday, WorkingHours } from '../domain/workday';
import type { OccurrenceRef, RecordTraits } from './link';

/** One record as a side holds it. */
export interface RemoteRecord {
  readonly id: string;
  /** Opaque version of the record; empty where the side has none. */
  readonly etag: string;
  /** Told in passing, without a version: only where it shows something else than before is it taken for a new one. */
  readonly isInPassing?: true;
  readonly content: AppointmentContent;
  /** Fields of `content` that this answer did not carry (Halo's list has no notes): what stands there was not observed. */
  readonly absent?: readonly (keyof AppointmentContent)[];
  /** The key that Docket gave it when it made it; null when somebody else made it. */
  readonly creationKey: string | null;
  /** The other side's record, where this one names it. */
  readonly twinId: string | null;
  /**
   * How many have stood in its place before it and were deleted, as Docket has noted when it made this one; absent: none.
   * A side that can tell does not say so of a person's copy.
   */
  readonly again?: number | undefined;
  readonly ticketId: number | null;
  /** The helpdesk agent to whom it belongs; absent where the side knows no such. */
  readonly ownerAgentId?: number;
  /** Address of the record's own page. */
  readonly url: string | null;
  /** The side's own remark on a write, e.g. Halo's `_warning`; untrusted text. */
  readonly remark: string | null;
  /** Address of the Meet link that a creation was answered with; null: one was asked for, and the calendar allows none. */
  readonly meetUrl?: string | null;
  readonly traits: RecordTraits;
  /** The answer to a creation which found that it had been made before: somebody may have changed it since. */
  readonly wasThere?: true;
  /** Epoch ms at which the side says it was changed last; null where it does not say. */
  readonly changedAtMs: number | null;
  /** Where it was read by its id and is the master of a series: that. */
  readonly series?: SeriesRecord;
}

/** Everything a side needs to make its copy of an appointment. */
export interface Creation {
  /** Chosen before the first request; the same for every attempt and on both sides. */
  readonly creationKey: string;
  readonly content: AppointmentContent;
  /** The helpdesk agent who owns it. */
  readonly ownerAgentId: number;
  readonly ticket: TicketRef | null;
  /** `RRULE` lines, for a side that has series: the content is the first occurrence. */
  readonly repeats?: readonly string[];
  /** With a Meet link, for a side that makes such. */
  readonly wantsMeet?: true;
  readonly mail: MailChoice;
  /** Id on the other side, when it is known already. */
  readonly twinId: string | null;
  /** How many have stood in its place before and were deleted; absent: none. The side notes it on what it makes. */
  readonly again?: number | undefined;
  /** Epoch ms of the first attempt, for telling our own uncertain creation from older look-alikes. */
  readonly attemptedAtMs: number;
}

/** Where a side's reading stands; opaque to everyone but the side. JSON, so that it can be stored. */
export type Cursor = string;

/**
 * One page of a reading. Applied together with its `resume`, in one transaction. A page names an item once; a later page
 * may name it again, and an exception may come before its master.
 */
export interface ChangePage {
  readonly records: readonly RemoteRecord[];
  /** Masters of series that are new or changed. */
  readonly series: readonly SeriesRecord[];
  /** Changed or cancelled instances of a series. */
  readonly exceptions: readonly SeriesException[];
  /**
   * Ids that are surely deleted (tombstones). An id may be a record's, a master's or an instance's: an exception that
   * lies beyond a cut comes back as nothing but its id.
   */
  readonly gone: readonly string[];
  /** What is there and could not be read. In a listing it counts as shown: nothing is deleted because of it. */
  readonly skipped: readonly SkippedRow[];
  /** Where to go on after a death; null when this was the last page. */
  readonly resume: Cursor | null;
  /** The cursor for the next run: on the last page, and only there. A side that could not make one asks itself for a listing. */
  readonly next: Cursor | null;
}

/** What kind of reading the pages are. */
export type Reading =
  /** Absence means unchanged. */
  | { readonly kind: 'changes'; readonly pages: AsyncGenerator<ChangePage> }
  /**
   * All that the window holds, and perhaps more: absence from all of its pages is a candidate deletion, to be confirmed
   * by a read.
   */
  | { readonly kind: 'listing'; readonly pages: AsyncGenerator<ChangePage> };

export interface ReadRequest {
  /** Null: from the beginning. */
  readonly cursor: Cursor | null;
  /** A page of an interrupted reading to go on from; it decides over `want`. */
  readonly resume: Cursor | null;
  /** `listing`: everything, even where changes could be had. */
  readonly want: 'changes' | 'listing';
  readonly window: Interval;
}

/** A series as the calendar keeps it: a rule and the first occurrence. */
export interface SeriesRecord {
  readonly id: string;
  readonly etag: string;
  /** Of the first occurrence. */
  readonly content: AppointmentContent;
  /** IANA zone in which the rule is expanded. */
  readonly zone: string;
  /** `RRULE:…`, `EXDATE…`, `RDATE…` lines as they stand (RFC 5545 3.8.5). */
  readonly recurrence: readonly string[];
  readonly creationKey: string | null;
  readonly ticketId: number | null;
  readonly url: string | null;
  readonly traits: RecordTraits;
}

export interface SeriesException {
  readonly id: string;
  readonly masterId: string;
  /** Null on the bare tombstone of an exception beyond a cut: then it is found by its id. */
  readonly originalStart: string | null;
  /** Null: this occurrence is cancelled, unless it is unreadable. */
  readonly record: RemoteRecord | null;
  /** It is there, and what it holds is not known: neither its series' rule nor its absence may speak for it. No record. */
  readonly isUnreadable?: boolean;
  /** Kept although the last listing did not show it: what became of it is to be asked. */
  readonly isUnlisted?: true;
}

/** One side of the sync. Errors: see `lib/http/errors.ts`. */
export interface CalendarPort {
  readonly side: Side;
  /** So many requests may be under way at once, of those that are made item by item. */
  readonly atOnce: { readonly reads: number; readonly writes: number };
  /**
   * What changed since the cursor, or a complete listing; the side decides which it can give. `SyncTokenExpiredError`,
   * at once or at any page: begin a new listing, without cursor and resume.
   */
  readChanges(request: ReadRequest): Promise<Reading>;
  /** Null: it is surely not there (404, 410, cancelled). Any doubt throws. */
  read(id: string): Promise<RemoteRecord | null>;
  /** Creating twice with one key creates once: where the side has an idempotent create, this adopts what is there. */
  create(creation: Creation): Promise<RemoteRecord>;
  /** Several at once where the side takes them in one request; each result stands at its creation's place. */
  createMany?(creations: readonly Creation[]): Promise<readonly (RemoteRecord | Error)[]>;
  /** Looks for a record that an earlier, unanswered `create` with the same key has made. */
  findCreated(creation: Creation): Promise<RemoteRecord | null>;
  /**
   * Everything that a creation has made: two records where its request was repeated on the way. Null where two creates
   * with one key make one record, also when both are under way at once.
   */
  readonly findCopies: ((creation: Creation) => Promise<readonly RemoteRecord[]>) | null;
  /**
   * Writes the named fields and keeps all others. Mails nobody. `StaleEtagError` when the version is not the given one,
   * `GoneError` when there is no such record.
   */
  update(
    target: RecordVersion,
    content: AppointmentContent,
    fields: readonly (keyof AppointmentContent)[],
  ): Promise<RemoteRecord>;
  /** Several at once where the side takes them in one request; each result stands at its update's place. */
  updateMany?(updates: readonly RecordUpdate[]): Promise<readonly (RemoteRecord | Error)[]>;
  /** Writes the other side's id on a record that was made before that id was known. Mails nobody. */
  linkTwin(target: RecordVersion, twinId: string): Promise<RemoteRecord>;
  /** Removes without mails. A record that is gone already is a success. */
  remove(target: RecordVersion): Promise<void>;
  /** Gives a series another rule, for sides that have series: the dates that it no longer has go. Mails nobody. */
  changeRule?(target: RecordVersion, recurrence: readonly string[]): Promise<RemoteRecord>;
  /** From now on each request, also those of which one call makes several, waits for this before it leaves. */
  paceWith(pace: () => Promise<void>): void;
  /** Id of one instance of a series, for sides that have series. */
  instanceId?(masterId: string, originalStart: string): string;
  /** What this side would hold of a content: fields it cannot keep come back as `held` has them. */
  normalise(content: AppointmentContent, held: AppointmentContent | null): AppointmentContent;
}

/** A record and the version it must still have; an empty version means whatever it has, or what it was seen to hold. */
export interface RecordVersion {
  readonly id: string;
  readonly etag: string;
  /** With an empty version: what it must still hold, for a side that can tell the version only in a look at the record. */
  readonly seen?: AppointmentContent;
  /** Set when the record is one occurrence of a series. */
  readonly occurrence: OccurrenceRef | null;
  /** Whose it is, as far as is known: the list of another agent's appointments is not read. */
  readonly ownerAgentId?: number;
  /** The ticket whose address a side writes below the notes; absent: the side looks at the record before it writes them. */
  readonly ticket?: TicketRef | null | undefined;
  /** What the record is to say of itself from now on: its twin has another id than when it was made. */
  readonly mark?: Pick<Creation, 'creationKey' | 'twinId' | 'again'>;
}

/** One `update`, for several at once. */
export interface RecordUpdate {
  readonly target: RecordVersion;
  readonly content: AppointmentContent;
  readonly fields: readonly (keyof AppointmentContent)[];
}

/** What the helpdesk knows of people and tickets. */
export interface HelpdeskDirectory {
  me(): Promise<Agent>;
  agents(): Promise<{ readonly agents: readonly Agent[]; readonly skipped: readonly SkippedRow[] }>;
  /** `fallbackZoneName`: the zone of workdays that name none. */
  workingHours(fallbackZoneName: string): Promise<{
    readonly workingHours: readonly WorkingHours[];
    readonly holidays: readonly Holiday[];
    readonly skipped: readonly SkippedRow[];
  }>;
  /** Own leave of agents in the window. */
  leave(window: Interval): Promise<{ readonly holidays: readonly Holiday[]; readonly skipped: readonly SkippedRow[] }>;
  /** The tenant's settings, or null when this agent may not read them. */
  tenantSettings(): Promise<TenantSettings | null>;
  /**
   * Series that an agent keeps as records of their own: at most `most`, by subject. `mayReadOn` is asked before each
   * request but the first; what is not read is named as cut.
   */
  recurringMasters(
    agentId: number,
    asked: { readonly most: number; readonly mayReadOn: () => Promise<boolean> },
  ): Promise<RecurringMasters>;
  ticket(id: number): Promise<Ticket | null>;
  /** Busy times of agents from the helpdesk's own calendar, by agent id. */
  busy(agentIds: readonly number[], window: Interval): Promise<ReadonlyMap<number, readonly BusyBlock[]>>;
}

/** What the calendar side knows of people: free/busy by e-mail, in lower case. */
export interface FreeBusyPort {
  freeBusy(emails: readonly string[], window: Interval): Promise<ReadonlyMap<string, Availability>>;
}
