import type { Agent } from '../domain/agent';
import type { AppointmentContent, MailChoice, Side, TicketRef } from '../domain/appointment';
import type { Availability, BusyBlock } from '../domain/availability';
import type { SkippedRow } from '../domain/problem';
import type { Interval } from '../domain/span';
import type { Ticket } from '../domain/ticket';
import type { Holiday, WorkingHours } from '../domain/workday';

/** One record as a side holds it. */
export interface RemoteRecord {
  readonly id: string;
  /** Opaque version of the record; empty where the side has none. */
  readonly etag: string;
  readonly content: AppointmentContent;
  /** Fields of `content` that this answer did not carry (Halo's list has no notes): what stands there was not observed. */
  readonly absent?: readonly (keyof AppointmentContent)[];
  /** The key that Docket gave it when it made it; null when somebody else made it. */
  readonly creationKey: string | null;
  /** The other side's record, where this one names it. */
  readonly twinId: string | null;
  readonly ticketId: number | null;
  /** Address of the record's own page. */
  readonly url: string | null;
  /** The side's own remark on a write, e.g. Halo's `_warning`; untrusted text. */
  readonly remark: string | null;
}

/** One page of a listing; rows that could not be read are named, never guessed. */
export interface ListPage {
  readonly records: readonly RemoteRecord[];
  readonly skipped: readonly SkippedRow[];
}

/** Everything a side needs to make its copy of an appointment. */
export interface Creation {
  /** Chosen before the first request; the same for every attempt and on both sides. */
  readonly creationKey: string;
  readonly content: AppointmentContent;
  /** The helpdesk agent who owns it. */
  readonly ownerAgentId: number;
  readonly ticket: TicketRef | null;
  readonly mail: MailChoice;
  /** Id on the other side, when it is known already. */
  readonly twinId: string | null;
  /** Epoch ms of the first attempt, for telling our own uncertain creation from older look-alikes. */
  readonly attemptedAtMs: number;
}

/** One side of the sync. Errors: see `lib/http/errors.ts`. */
export interface CalendarPort {
  readonly side: Side;
  /** Every record that touches the window, page by page; the last page ends the generator. */
  list(window: Interval): AsyncGenerator<ListPage>;
  read(id: string): Promise<RemoteRecord | null>;
  /** Creating twice with one key creates once: where the side has an idempotent create, this adopts what is there. */
  create(creation: Creation): Promise<RemoteRecord>;
  /** Looks for a record that an earlier, unanswered `create` with the same key has made. */
  findCreated(creation: Creation): Promise<RemoteRecord | null>;
  /**
   * Everything that a creation has made: two records where its request was repeated on the way. Null where two creates
   * with one key make one record, also when both are under way at once.
   */
  readonly findCopies: ((creation: Creation) => Promise<readonly RemoteRecord[]>) | null;
  /** Writes the other side's id on a record that was made before that id was known. Mails nobody. */
  linkTwin(record: { readonly id: string; readonly etag: string }, twinId: string): Promise<RemoteRecord>;
  /** Removes without mails. A record that is gone already is a success. */
  remove(record: { readonly id: string; readonly etag: string }): Promise<void>;
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
  /** The tenant's zone name, or null when this agent may not read it. */
  instanceZoneName(): Promise<string | null>;
  ticket(id: number): Promise<Ticket | null>;
  /** Busy times of agents from the helpdesk's own calendar, by agent id. */
  busy(agentIds: readonly number[], window: Interval): Promise<ReadonlyMap<number, readonly BusyBlock[]>>;
}

/** What the calendar side knows of people: free/busy by e-mail, in lower case. */
export interface FreeBusyPort {
  freeBusy(emails: readonly string[], window: Interval): Promise<ReadonlyMap<string, Availability>>;
}
