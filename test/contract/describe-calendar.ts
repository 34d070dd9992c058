import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../lib/domain/appointment';
import type { Attendee } from '../../lib/domain/attendee';
import { fingerprint } from '../../lib/domain/fingerprint';
import {
  RateLimitError,
  RejectedError,
  StaleEtagError,
  UnreachableError,
  UnreadableError,
} from '../../lib/http/errors';
import type { RemoteRecord } from '../../lib/sync/ports';
import {
  type CalendarTest,
  type CalendarUnderTest,
  comparable,
  observed,
  toCalendarTest,
  usual,
  versionOf,
} from './calendar-test';
import { describeReadings } from './describe-readings';
import { describeSeries } from './describe-series';
import { describeUpdates } from './describe-updates';

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
    let side: CalendarTest;

    beforeEach(() => {
      side = toCalendarTest(setup());
    });

    afterEach(() => {
      expect(side.violations).toEqual([]);
    });

    describeReadings(() => side);
    describeUpdates(() => side);
    describeSeries(() => side);

    describe('what is created can be read', () => {
      test.each(contents)('%s', async (_what, content) => {
        const creation = side.creationOf(content);
        const made = await side.port.create(creation);
        const read = await side.readBack(made.id);
        expect(fingerprint(made.content)).toBe(fingerprint(creation.content));
        expect(observed(read, creation)).toEqual(comparable(creation.content));
        expect(side.count(creation.content.subject)).toBe(1);
      });

      test('a subject of 10,000 characters is kept whole or refused, never cut in silence', async () => {
        const creation = side.creationOf({ subject: 'x'.repeat(10_000) });
        let made: RemoteRecord;
        try {
          made = await side.port.create(creation);
        } catch (error) {
          expect(error).toBeInstanceOf(RejectedError);
          expect(side.count(creation.content.subject)).toBe(0);
          return;
        }
        expect((await side.readBack(made.id)).content.subject).toBe(creation.content.subject);
      });

      test('it carries its key, its ticket and its twin', async () => {
        const creation = side.creationOf({}, { twinId: 'twin-1' });
        const made = await side.port.create(creation);
        const marks = { creationKey: creation.creationKey, ticketId: side.ticket.id, twinId: 'twin-1' };
        expect(made).toMatchObject(marks);
        expect(await side.readBack(made.id)).toMatchObject(marks);
      });

      test('where it stands in place of deleted ones, it says how many there were', async () => {
        const made = await side.port.create(side.creationOf({}, { twinId: 'twin-1', again: 2 }));
        expect(made).toMatchObject({ twinId: 'twin-1', again: 2 });
        expect((await side.readBack(made.id)).again).toBe(2);
        const first = await side.port.create(side.creationOf({ subject: 'Another' }, { twinId: 'twin-2' }));
        expect((await side.readBack(first.id)).again ?? 0).toBe(0);
      });

      test('without a ticket it has none', async () => {
        const { id } = await side.port.create(side.creationOf({}, { ticket: null }));
        expect(await side.readBack(id)).toMatchObject({ ticketId: null, content: { notes: usual.notes } });
      });

      test('what is not there is not there', async () => {
        expect(await side.port.read(side.unknownId)).toBeNull();
      });
    });

    describe('one key makes one record', () => {
      test('creating again after looking', async () => {
        const creation = side.creationOf();
        const made = await side.port.create(creation);
        const again = (await side.port.findCreated(creation)) ?? (await side.port.create(creation));
        expect(again.id).toBe(made.id);
        expect(fingerprint(again.content)).toBe(fingerprint(creation.content));
        expect(side.count(usual.subject)).toBe(1);
      });

      test('creating again without looking, where the side is able to', async ({ skip }) => {
        if (!side.hasIdempotentCreate) skip('this side has no idempotent create');
        const creation = side.creationOf({}, { mail: 'everybody' });
        const made = await side.port.create(creation);
        const mails = side.mailCount();
        expect(await side.port.create(creation)).toMatchObject({ id: made.id, wasThere: true });
        expect(side.mailCount()).toBe(mails);
        expect(side.count(usual.subject)).toBe(1);
      });

      test('a request that was repeated on its way: all that it made is found, and no look-alike', async ({ skip }) => {
        const { findCopies } = side.port;
        if (findCopies === null) return skip('this side has an idempotent create');
        const creation = side.creationOf();
        const made = [await side.port.create(creation), await side.port.create(creation)];
        await side.port.create(side.creationOf());
        const found = await findCopies(creation);
        expect(found.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
      });

      test('an answer that was lost after the write is found', async () => {
        const creation = side.creationOf();
        side.loseNext('answer');
        await expect(side.port.create(creation)).rejects.toThrow(UnreachableError);
        expect(side.count(usual.subject)).toBe(1);
        const found = await side.port.findCreated(creation);
        expect(found).toMatchObject({ creationKey: creation.creationKey, ticketId: side.ticket.id });
        expect(found === null ? null : fingerprint(found.content)).toBe(fingerprint(creation.content));
      });

      test('a request that was lost before the write left nothing to find', async () => {
        const creation = side.creationOf();
        side.loseNext('request');
        await expect(side.port.create(creation)).rejects.toThrow(UnreachableError);
        expect(await side.port.findCreated(creation)).toBeNull();
        await side.port.create(creation);
        expect(side.count(usual.subject)).toBe(1);
      });

      test('two creations that are alike in everything but the key are two', async () => {
        const [one, other] = [side.creationOf(), side.creationOf()];
        const made = await side.port.create(one);
        expect(await side.port.findCreated(other)).toBeNull();
        expect((await side.port.create(other)).id).not.toBe(made.id);
        expect(side.count(usual.subject)).toBe(2);
      });

      test('all-day creations are found too', async () => {
        const creation = side.creationOf({ span: { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' } });
        const made = await side.port.create(creation);
        expect((await side.port.findCreated(creation))?.id).toBe(made.id);
      });
    });

    describe('a record is removed', () => {
      test('once, and removing what is gone is no failure', async () => {
        const made = await side.port.create(side.creationOf());
        await side.port.remove(versionOf(made));
        expect(await side.port.read(made.id)).toBeNull();
        expect(side.count(usual.subject)).toBe(0);
        await side.port.remove(versionOf(made));
        await side.port.remove({ id: made.id, etag: '', occurrence: null });
      });

      test('not when somebody changed it meanwhile', async () => {
        const made = await side.port.create(side.creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await expect(side.port.remove(versionOf(made))).rejects.toThrow(StaleEtagError);
        expect(await side.readBack(made.id)).toMatchObject({ content: { subject: 'Changed by a colleague' } });
      });

      test('in whatever version, when none is named', async () => {
        const made = await side.port.create(side.creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await side.port.remove({ id: made.id, etag: '', occurrence: null });
        expect(await side.port.read(made.id)).toBeNull();
      });
    });

    describe('a twin is written on a record', () => {
      test('and nothing else changes', async () => {
        const creation = side.creationOf();
        const made = await side.port.create(creation);
        const linked = await side.port.linkTwin(versionOf(made), 'twin-2');
        const read = await side.readBack(made.id);
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
        const made = await side.port.create(side.creationOf());
        side.edit(made.id, 'Changed by a colleague');
        await expect(side.port.linkTwin(versionOf(made), 'twin-2')).rejects.toThrow(StaleEtagError);
        expect(await side.readBack(made.id)).toMatchObject({ twinId: null });
      });
    });

    describe('mail', () => {
      test('nobody is mailed when nobody was chosen, nor by links and removals', async () => {
        const made = await side.port.create(side.creationOf());
        await side.port.remove(versionOf(await side.port.linkTwin(versionOf(made), 'twin-3')));
        expect(side.mailCount()).toBe(0);
      });

      test('a removal mails nobody, also after everybody was invited', async () => {
        const made = await side.port.create(side.creationOf({}, { mail: 'everybody' }));
        const invited = side.mailCount();
        expect(invited > 0).toBe(side.mailsAttendees);
        await side.port.remove(versionOf(made));
        expect(side.mailCount()).toBe(invited);
      });
    });

    describe('refusals', () => {
      test('a rate limit says when to come back, and nothing was made', async () => {
        side.refuseNext('rateLimit');
        const error = await side.port.create(side.creationOf()).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(RateLimitError);
        expect(error instanceof RateLimitError ? error.retryAtMs : 0).toBeGreaterThan(side.nowMs());
        expect(side.count(usual.subject)).toBe(0);
      });

      test('a web page in place of an answer is unreadable, not empty', async () => {
        side.refuseNext('webPage');
        await expect(side.listAll()).rejects.toThrow(UnreadableError);
        side.refuseNext('webPage');
        await expect(side.port.read(side.unknownId)).rejects.toThrow(UnreadableError);
        side.refuseNext('webPage');
        await expect(side.port.create(side.creationOf())).rejects.toThrow(UnreadableError);
      });

      test('a server fault is told from an answer', async () => {
        side.refuseNext('serverFault');
        await expect(side.port.read(side.unknownId)).rejects.toMatchObject({
          name: 'UnreachableError',
          reason: 'server',
        });
        side.refuseNext('serverFault');
        await expect(side.port.findCreated(side.creationOf())).rejects.toThrow(UnreachableError);
      });

      test('an expired token is renewed once, and the write happens once', async ({ skip }) => {
        const { expireToken } = side;
        if (expireToken === null) return skip('this side knows no tokens');
        expireToken();
        await side.port.create(side.creationOf());
        expect(side.renewals()).toBe(1);
        expect(side.count(usual.subject)).toBe(1);
      });
    });
  });
}
