import { expect } from 'vitest';
import type { AppointmentContent, TicketRef } from '../../lib/domain/appointment';
import type { Interval } from '../../lib/domain/span';
import type { OccurrenceRef } from '../../lib/sync/link';
import type {
  CalendarPort,
  ChangePage,
  Creation,
  Cursor,
  Reading,
  ReadRequest,
  RecordVersion,
  RemoteRecord,
} from '../../lib/sync/ports';

/** One side with nothing of the tests in it, and what a test has to do behind the port's back. */
export interface CalendarUnderTest {
  readonly port: CalendarPort;
  readonly ownerAgentId: number;
  /** A ticket that the side accepts. */
  readonly ticket: TicketRef;
  /** Well formed, and nobody's. */
  readonly unknownId: string;
  /** `create` itself finds what an earlier one with the same key has made. */
  readonly hasIdempotentCreate: boolean;
  /** Whether `mail: 'everybody'` mails the attendees from this side. */
  readonly mailsAttendees: boolean;
  readonly nowMs: () => number;
  /** How many records the side itself holds with this subject. */
  count(subject: string): number;
  /** Somebody else changes the record. */
  edit(id: string, subject: string): void;
  /** Puts in a row within `window` that ends before it starts, and answers its id. */
  addUnreadable(window: Interval): string;
  mailCount(): number;
  /** A reading of changes tells of deletions. */
  readonly tellsDeletions: boolean;
  /** Somebody else makes a record of the usual content with this subject, and answers its id. */
  createAsPerson(subject: string): string;
  deleteAsPerson(id: string): void;
  /** What somebody else does with series; null where the side has none. */
  readonly series: SeriesAsPerson | null;
  /** Cursors that were given are no longer good. Null where they last for ever. */
  readonly expireCursors: (() => void) | null;
  /** The next page is refused because the reading is too old. Null where that does not happen. */
  readonly expireNextPage: (() => void) | null;
  /** The next write acts, and its answer is lost. */
  loseWriteAnswer(): void;
  /** Makes a creation one that the side refuses. Null where it takes anything. */
  readonly refusedCreation: ((creation: Creation) => Creation) | null;
  loseNext(what: 'request' | 'answer'): void;
  /** The next request is refused. */
  refuseNext(how: 'rateLimit' | 'webPage' | 'serverFault'): void;
  /** The token in use is no longer good; a new one can be had. Null where the side knows no tokens. */
  readonly expireToken: (() => void) | null;
  readonly renewals: () => number;
  /** Sentences about what a strict server would not have taken. */
  readonly violations: readonly string[];
}

export interface SeriesAsPerson {
  /** Answers the master's id. */
  create(content: AppointmentContent, zone: string, recurrence: readonly string[]): string;
  changeRule(masterId: string, recurrence: readonly string[]): void;
  editOccurrence(masterId: string, originalStart: string, subject: string): void;
  cancelOccurrence(masterId: string, originalStart: string): void;
  /** "This and following". Answers the new master's id. */
  split(masterId: string, originalStart: string, subject: string): string;
  delete(masterId: string): void;
}

export const window: Interval = {
  startMs: Date.parse('2027-02-01T00:00:00Z'),
  endMs: Date.parse('2027-02-02T00:00:00Z'),
};

export const usual: AppointmentContent = {
  subject: 'Replace UPS battery',
  notes: 'Key at reception.\n\nBring a ladder.',
  location: 'Server room, first floor',
  span: { kind: 'timed', start: '2027-02-01T09:00:00Z', end: '2027-02-01T10:00:00Z', zone: 'Europe/London' },
  attendees: [
    { email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 },
    { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'additionalAgent', agentId: 3 },
  ],
  isPrivate: false,
  showAs: 'busy',
};

/** A side, and what all tests of it do. */
export interface CalendarTest extends CalendarUnderTest {
  creationOf(content?: Partial<AppointmentContent>, rest?: Partial<Creation>): Creation;
  readBack(id: string): Promise<RemoteRecord>;
  listAll(asked?: Interval): Promise<WholeReading>;
  changesSince(cursor: Cursor): Promise<WholeReading>;
}

/** All pages of a reading. */
export interface WholeReading extends Pick<ChangePage, 'records' | 'series' | 'exceptions' | 'gone' | 'skipped'> {
  readonly kind: Reading['kind'];
  readonly pages: readonly ChangePage[];
  readonly next: Cursor;
}

export function toCalendarTest(side: CalendarUnderTest): CalendarTest {
  let creations = 0;
  const read = async (asked: Partial<ReadRequest>) => {
    const request: ReadRequest = { cursor: null, resume: null, want: 'changes', window, ...asked };
    const { kind, pages } = await side.port.readChanges(request);
    return toWhole(kind, await collect(pages));
  };
  return {
    ...side,
    creationOf(content = {}, rest = {}) {
      creations += 1;
      return {
        creationKey: `contract-${creations}-0000-4000-8000-000000000001`,
        content: { ...usual, ...content },
        ownerAgentId: side.ownerAgentId,
        ticket: side.ticket,
        mail: 'nobody',
        twinId: null,
        attemptedAtMs: side.nowMs(),
        ...rest,
      };
    },
    async readBack(id) {
      const record = await side.port.read(id);
      if (record === null) throw new Error(`record ${id} is not there`);
      return record;
    },
    listAll: (asked = window) => read({ want: 'listing', window: asked }),
    changesSince: (cursor) => read({ cursor }),
  };
}

export async function collect<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Every page but the last says where to go on, the last one alone where the next reading begins. */
export function toWhole(kind: Reading['kind'], pages: readonly ChangePage[]): WholeReading {
  const last = pages.at(-1);
  for (const page of pages) {
    expect(page.resume === null).toBe(page === last);
    expect(page.next === null).toBe(page !== last);
    const ids = [...page.records, ...page.series, ...page.exceptions].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  if (last === undefined || last.next === null) throw new Error('the reading has no end');
  return {
    kind,
    pages,
    next: last.next,
    records: pages.flatMap(({ records }) => records),
    series: pages.flatMap(({ series }) => series),
    exceptions: pages.flatMap(({ exceptions }) => exceptions),
    gone: pages.flatMap(({ gone }) => gone),
    skipped: pages.flatMap(({ skipped }) => skipped),
  };
}

/** Contents are the same when everything that both sides keep is: people by address, times as instants. */
export function comparable({ attendees, span, ...rest }: AppointmentContent) {
  const emails = attendees.map(({ email }) => email.toLowerCase()).toSorted();
  return { ...rest, emails, span: span.kind === 'timed' ? { start: span.start, end: span.end } : span };
}

/** What the side says of the record, where it says anything. */
export function observed(record: RemoteRecord, { content }: Creation) {
  const unseen = Object.fromEntries((record.absent ?? []).map((field) => [field, content[field]]));
  return comparable({ ...record.content, ...unseen });
}

export function blank({ absent = [] }: RemoteRecord) {
  return Object.fromEntries(absent.map((field) => [field, 'not said']));
}

export function versionOf({ id, etag }: RemoteRecord, occurrence: OccurrenceRef | null = null): RecordVersion {
  return { id, etag, occurrence };
}
