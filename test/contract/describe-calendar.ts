import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppointmentContent, TicketRef } from '../../lib/domain/appointment';
import type { Attendee } from '../../lib/domain/attendee';
import { fingerprint } from '../../lib/domain/fingerprint';
import type { Interval } from '../../lib/domain/span';
import {
  RateLimitError,
  RejectedError,
  StaleEtagError,
  UnreachableError,
  UnreadableError,
} from '../../lib/http/errors';
import type { CalendarPort, Creation, RemoteRecord } from '../../lib/sync/ports';

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
  loseNext(what: 'request' | 'answer'): void;
  /** The next request is refused. */
  refuseNext(how: 'rateLimit' | 'webPage' | 'serverFault'): void;
  /** The token in use is no longer good; a new one can be had. Null where the side knows no tokens. */
  readonly expireToken: (() => void) | null;
  readonly renewals: () => number;
  /** Sentences about what a strict server would not have taken. */
  readonly violations: readonly string[];
}

const window: Interval = { startMs: Date.parse('2027-02-01T00:00:00Z'), endMs: Date.parse('2027-02-02T00:00:00Z') };

const usual: AppointmentContent = {
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

const crowd: readonly Attendee[] = Array.from({ length: 200 }, (_, index) => ({
  email: `person${index}@guests.example`,
  name: '',
  role: 'guest',
}));

const contents: readonly (readonly [string, Partial<AppointmentContent>])[] = [
  ['a timed appointment', {}],
  ['one day', { span: { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' } }],
  ['several days across the change of clocks', { span: { kind: 'allDay', start: '2027-03-26', end: '2027-03-30' } }],
  [
    'the hour that clocks go through twice',
    { span: { kind: 'timed', start: '2027-10-31T00:30:00Z', end: '2027-10-31T01:30:00Z', zone: 'Europe/London' } },
  ],
  [
    '25 hours',
    { span: { kind: 'timed', start: '2027-02-01T09:00:00Z', end: '2027-02-02T10:00:00Z', zone: 'Asia/Kolkata' } },
  ],
  ['nobody but the agent', { attendees: [] }],
  ['200 attendees', { attendees: crowd }],
  ['nothing but a time', { subject: '', notes: '', location: '', attendees: [] }],
  ['a private one', { isPrivate: true }],
  ['one that shows as free', { showAs: 'free' }],
  [
    'markup, emoji, right-to-left and entities',
    {
      subject: '"><script>alert(1)</script> & 🙂 مرحبا',
      notes: '<img src=x onerror=alert(1)>\n&lt;b&gt; AT&T\n\tשלום\nTicket 7: https://elsewhere.example/ticket?id=7',
      location: "Raum 'Übersee' <2>; a,b",
    },
  ],
  ['10,000 characters of notes', { notes: 'Line of notes. '.repeat(667) }],
];

/** What a `CalendarPort` promises, whoever implements it. */
export function describeCalendar(name: string, setup: () => CalendarUnderTest): void {
  describe(name, () => {
    let side: CalendarUnderTest;
    let creations = 0;

    beforeEach(() => {
      side = setup();
      creations = 0;
    });

    afterEach(() => {
      expect(side.violations).toEqual([]);
    });

    function creationOf(content: Partial<AppointmentContent> = {}, rest: Partial<Creation> = {}): Creation {
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
    }

    async function readBack(id: string): Promise<RemoteRecord> {
      const record = await side.port.read(id);
      if (record === null) throw new Error(`record ${id} is not there`);
      return record;
    }

    async function listed(asked = window): Promise<{ records: RemoteRecord[]; skipped: string[]; pages: number }> {
      const all: { records: RemoteRecord[]; skipped: string[]; pages: number } = { records: [], skipped: [], pages: 0 };
      for await (const page of side.port.list(asked)) {
        all.records.push(...page.records);
        all.skipped.push(...page.skipped.map(({ id }) => id));
        all.pages += 1;
      }
      return all;
    }

    describe('what is created can be read', () => {
      test.each(contents)('%s', async (_what, content) => {
        const creation = creationOf(content);
        const made = await side.port.create(creation);
        const read = await readBack(made.id);
        expect(fingerprint(made.content)).toBe(fingerprint(creation.content));
        expect(observed(read, creation)).toEqual(comparable(creation.content));
        expect(side.count(creation.content.subject)).toBe(1);
      });

      test('a subject of 10,000 characters is kept whole or refused, never cut in silence', async () => {
        const creation = creationOf({ subject: 'x'.repeat(10_000) });
        let made: RemoteRecord;
        try {
          made = await side.port.create(creation);
        } catch (error) {
          expect(error).toBeInstanceOf(RejectedError);
          expect(side.count(creation.content.subject)).toBe(0);
          return;
        }
        expect((await readBack(made.id)).content.subject).toBe(creation.content.subject);
      });

      test('it carries its key, its ticket and its twin', async () => {
        const creation = creationOf({}, { twinId: 'twin-1' });
        const made = await side.port.create(creation);
        const marks = { creationKey: creation.creationKey, ticketId: side.ticket.id, twinId: 'twin-1' };
        expect(made).toMatchObject(marks);
        expect(await readBack(made.id)).toMatchObject(marks);
      });

      test('without a ticket it has none', async () => {
        const { id } = await side.port.create(creationOf({}, { ticket: null }));
        expect(await readBack(id)).toMatchObject({ ticketId: null, content: { notes: usual.notes } });
      });

      test('what is not there is not there', async () => {
        expect(await side.port.read(side.unknownId)).toBeNull();
      });
    });

    describe('one key makes one record', () => {
      test('creating again after looking', async () => {
        const creation = creationOf();
        const made = await side.port.create(creation);
        const again = (await side.port.findCreated(creation)) ?? (await side.port.create(creation));
        expect(again.id).toBe(made.id);
        expect(fingerprint(again.content)).toBe(fingerprint(creation.content));
        expect(side.count(usual.subject)).toBe(1);
      });

      test('creating again without looking, where the side is able to', async ({ skip }) => {
        if (!side.hasIdempotentCreate) skip('this side has no idempotent create');
        const creation = creationOf({}, { mail: 'everybody' });
        const made = await side.port.create(creation);
        const mails = side.mailCount();
        expect((await side.port.create(creation)).id).toBe(made.id);
        expect(side.mailCount()).toBe(mails);
        expect(side.count(usual.subject)).toBe(1);
      });

      test('a request that was repeated on its way: all that it made is found, and no look-alike', async ({ skip }) => {
        const { findCopies } = side.port;
        if (findCopies === null) return skip('this side has an idempotent create');
        const creation = creationOf();
        const made = [await side.port.create(creation), await side.port.create(creation)];
        await side.port.create(creationOf());
        const found = await findCopies(creation);
        expect(found.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
      });

      test('an answer that was lost after the write is found', async () => {
        const creation = creationOf();
        side.loseNext('answer');
        await expect(side.port.create(creation)).rejects.toThrow(UnreachableError);
        expect(side.count(usual.subject)).toBe(1);
        const found = await side.port.findCreated(creation);
        expect(found).toMatchObject({ creationKey: creation.creationKey, ticketId: side.ticket.id });
        expect(found === null ? null : fingerprint(found.content)).toBe(fingerprint(creation.content));
      });

      test('a request that was lost before the write left nothing to find', async () => {
        const creation = creationOf();
        side.loseNext('request');
        await expect(side.port.create(creation)).rejects.toThrow(UnreachableError);
        expect(await side.port.findCreated(creation)).toBeNull();
        await side.port.create(creation);
        expect(side.count(usual.subject)).toBe(1);
      });

      test('two creations that are alike in everything but the key are two', async () => {
        const [one, other] = [creationOf(), creationOf()];
        const made = await side.port.create(one);
        expect(await side.port.findCreated(other)).toBeNull();
        expect((await side.port.create(other)).id).not.toBe(made.id);
        expect(side.count(usual.subject)).toBe(2);
      });

      test('all-day creations are found too', async () => {
        const creation = creationOf({ span: { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' } });
        const made = await side.port.create(creation);
        expect((await side.port.findCreated(creation))?.id).toBe(made.id);
      });
    });

    describe('a window is listed', () => {
      test('with what touches it, and nothing else', async () => {
        const at = (start: string, end: string) => ({ kind: 'timed', start, end, zone: 'Europe/London' }) as const;
        const inside = [
          at('2027-02-01T09:00:00Z', '2027-02-01T10:00:00Z'),
          at('2027-01-31T23:00:00Z', '2027-02-01T00:30:00Z'),
          at('2027-02-01T23:30:00Z', '2027-02-02T01:00:00Z'),
          { kind: 'allDay', start: '2027-01-31', end: '2027-02-03' } as const,
        ];
        const outside = [
          at('2027-01-31T23:00:00Z', '2027-02-01T00:00:00Z'),
          at('2027-02-02T00:00:00Z', '2027-02-02T01:00:00Z'),
          { kind: 'allDay', start: '2027-02-02', end: '2027-02-03' } as const,
        ];
        const wanted: string[] = [];
        for (const span of inside) wanted.push((await side.port.create(creationOf({ span }))).id);
        for (const span of outside) await side.port.create(creationOf({ span }));
        const { records } = await listed();
        expect(records.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
      });

      test('page by page, each record once, with what a read would say', async () => {
        const made: RemoteRecord[] = [];
        for (let number = 0; number < 120; number++)
          made.push(await side.port.create(creationOf({ subject: `No. ${number}` })));
        const { records, pages } = await listed();
        expect(pages).toBeGreaterThan(1);
        expect(records.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
        const [first] = records;
        if (first === undefined) throw new Error('the list is empty');
        const read = await readBack(first.id);
        expect(first).toMatchObject({ etag: read.etag, creationKey: read.creationKey, ticketId: read.ticketId });
        expect({ ...comparable(first.content), ...blank(first) }).toEqual({
          ...comparable(read.content),
          ...blank(first),
        });
      });

      test('a row that makes no sense is named and the others stay', async () => {
        const made = await side.port.create(creationOf());
        const id = side.addUnreadable(window);
        const { records, skipped } = await listed();
        expect(records.map((record) => record.id)).toEqual([made.id]);
        expect(skipped).toEqual([id]);
      });

      test('an empty window is an empty list', async () => {
        expect(await listed()).toMatchObject({ records: [], skipped: [] });
      });
    });

    describe('a record is removed', () => {
      test('once, and removing what is gone is no failure', async () => {
        const made = await side.port.create(creationOf());
        await side.port.remove(made);
        expect(await side.port.read(made.id)).toBeNull();
        expect(side.count(usual.subject)).toBe(0);
        await side.port.remove(made);
        await side.port.remove({ id: made.id, etag: '' });
      });

      test('not when somebody changed it meanwhile', async () => {
        const made = await side.port.create(creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await expect(side.port.remove(made)).rejects.toThrow(StaleEtagError);
        expect(await readBack(made.id)).toMatchObject({ content: { subject: 'Changed by a colleague' } });
      });

      test('in whatever version, when none is named', async () => {
        const made = await side.port.create(creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await side.port.remove({ id: made.id, etag: '' });
        expect(await side.port.read(made.id)).toBeNull();
      });
    });

    describe('a twin is written on a record', () => {
      test('and nothing else changes', async () => {
        const creation = creationOf();
        const made = await side.port.create(creation);
        const linked = await side.port.linkTwin(made, 'twin-2');
        const read = await readBack(made.id);
        for (const record of [linked, read]) {
          expect(record).toMatchObject({
            twinId: 'twin-2',
            creationKey: creation.creationKey,
            ticketId: side.ticket.id,
          });
        }
        expect(linked.etag).toBe(read.etag);
        expect(observed(read, creation)).toEqual(comparable(creation.content));
      });

      test('not over a change that was not seen', async () => {
        const made = await side.port.create(creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await expect(side.port.linkTwin(made, 'twin-2')).rejects.toThrow(StaleEtagError);
        expect(await readBack(made.id)).toMatchObject({ twinId: null });
      });
    });

    describe('mail', () => {
      test('nobody is mailed when nobody was chosen, nor by links and removals', async () => {
        const made = await side.port.create(creationOf());
        await side.port.remove(await side.port.linkTwin(made, 'twin-3'));
        expect(side.mailCount()).toBe(0);
      });

      test('a removal mails nobody, also after everybody was invited', async () => {
        const made = await side.port.create(creationOf({}, { mail: 'everybody' }));
        const invited = side.mailCount();
        expect(invited > 0).toBe(side.mailsAttendees);
        await side.port.remove(made);
        expect(side.mailCount()).toBe(invited);
      });
    });

    describe('refusals', () => {
      test('a rate limit says when to come back, and nothing was made', async () => {
        side.refuseNext('rateLimit');
        const error = await side.port.create(creationOf()).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(RateLimitError);
        expect(error instanceof RateLimitError ? error.retryAtMs : 0).toBeGreaterThan(side.nowMs());
        expect(side.count(usual.subject)).toBe(0);
      });

      test('a web page in place of an answer is unreadable, not empty', async () => {
        side.refuseNext('webPage');
        await expect(listed()).rejects.toThrow(UnreadableError);
        side.refuseNext('webPage');
        await expect(side.port.read(side.unknownId)).rejects.toThrow(UnreadableError);
        side.refuseNext('webPage');
        await expect(side.port.create(creationOf())).rejects.toThrow(UnreadableError);
      });

      test('a server fault is told from an answer', async () => {
        side.refuseNext('serverFault');
        await expect(side.port.read(side.unknownId)).rejects.toMatchObject({
          name: 'UnreachableError',
          reason: 'server',
        });
        side.refuseNext('serverFault');
        await expect(side.port.findCreated(creationOf())).rejects.toThrow(UnreachableError);
      });

      test('an expired token is renewed once, and the write happens once', async ({ skip }) => {
        const { expireToken } = side;
        if (expireToken === null) return skip('this side knows no tokens');
        expireToken();
        await side.port.create(creationOf());
        expect(side.renewals()).toBe(1);
        expect(side.count(usual.subject)).toBe(1);
      });
    });
  });
}

/** Contents are the same when everything that both sides keep is: people by address, times as instants. */
function comparable({ attendees, span, ...rest }: AppointmentContent) {
  const emails = attendees.map(({ email }) => email.toLowerCase()).toSorted();
  return { ...rest, emails, span: span.kind === 'timed' ? { start: span.start, end: span.end } : span };
}

/** What the side says of the record, where it says anything. */
function observed(record: RemoteRecord, { content }: Creation) {
  const unseen = Object.fromEntries((record.absent ?? []).map((field) => [field, content[field]]));
  return comparable({ ...record.content, ...unseen });
}

function blank({ absent = [] }: RemoteRecord) {
  return Object.fromEntries(absent.map((field) => [field, 'not said']));
}
