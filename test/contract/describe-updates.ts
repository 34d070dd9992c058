import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../lib/domain/appointment';
import { contentFields, fieldKey, sameField } from '../../lib/domain/content-fields';
import { fingerprint } from '../../lib/domain/fingerprint';
import { GoneError, StaleEtagError, UnreachableError } from '../../lib/http/errors';
import type { RemoteRecord } from '../../lib/sync/ports';
import { type CalendarTest, observed, usual, versionOf } from './calendar-test';

const changed: AppointmentContent = {
  subject: 'Replace both UPS batteries',
  notes: 'Key at reception.\n\n<b>Two</b> & more',
  location: 'Basement',
  span: { kind: 'timed', start: '2027-02-01T14:00:00Z', end: '2027-02-01T15:30:00Z', zone: 'Europe/London' },
  attendees: [
    { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'guest' },
    { email: 'someone@guests.example', name: '', role: 'guest' },
  ],
  isPrivate: true,
  showAs: 'free',
};

const spans: readonly (readonly [string, AppointmentContent['span'], AppointmentContent['span']])[] = [
  ['a time becomes a day', usual.span, { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' }],
  ['a day becomes a time', { kind: 'allDay', start: '2027-02-01', end: '2027-02-03' }, usual.span],
  [
    'days move',
    { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' },
    { kind: 'allDay', start: '2027-03-28', end: '2027-03-30' },
  ],
];

/** What writes to one record, and to several, promise. */
export function describeUpdates(current: () => CalendarTest): void {
  const keeps = (field: keyof AppointmentContent) =>
    sameField(field, current().port.normalise(changed, usual), changed) ? changed : usual;

  describe('a record is changed', () => {
    test.each(contentFields)('%s, and nothing else', async (field) => {
      const side = current();
      const creation = side.creationOf({}, { twinId: 'twin-1' });
      const made = await side.port.create(creation);
      const answer = await side.port.update(versionOf(made), changed, [field]);
      const read = await side.readBack(made.id);
      const wanted = { ...usual, [field]: keeps(field)[field] };
      for (const record of [answer, read]) {
        expect(observed(record, { ...creation, content: wanted })).toEqual(
          observed({ ...made, content: wanted }, creation),
        );
        expect(record).toMatchObject({
          creationKey: creation.creationKey,
          twinId: 'twin-1',
          ticketId: side.ticket.id,
        });
      }
      expect(answer.etag).toBe(read.etag);
    });

    test('a copy in the helpdesk names another twin from then on, alone or with others', async (context) => {
      const side = current();
      context.skip(side.port.side === 'calendar', 'its events name their twins once and for all');
      const made = await Promise.all(
        ['twin-1', 'twin-2'].map((twinId) => side.port.create(side.creationOf({}, { twinId }))),
      );
      const updates = made.map((record, nth) => ({
        target: { ...versionOf(record), mark: { creationKey: record.creationKey ?? '', twinId: `new-${nth}` } },
        content: { ...usual, span: changed.span },
        fields: ['span'] as const,
      }));
      const [one, other] = updates;
      if (one === undefined || other === undefined) throw new Error('there are two');
      await side.port.update(one.target, one.content, one.fields);
      await side.port.updateMany?.([other]);
      for (const [nth, { id, creationKey }] of made.entries()) {
        const read = await side.readBack(id);
        expect(read).toMatchObject({ creationKey, twinId: `new-${nth}` });
        expect(read.content.span).toEqual(changed.span);
      }
    });

    test('all fields at once', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      const answer = await side.port.update(versionOf(made), changed, contentFields);
      const wanted = side.port.normalise(changed, made.content);
      const shown = {
        ...answer.content,
        showAs: answer.absent?.includes('showAs') ? wanted.showAs : answer.content.showAs,
      };
      expect(fingerprint(shown)).toBe(fingerprint(wanted));
    });

    test.each(spans)('%s', async (_what, before, after) => {
      const side = current();
      const made = await side.port.create(side.creationOf({ span: before }));
      await side.port.update(versionOf(made), { ...usual, span: after }, ['span']);
      const read = await side.readBack(made.id);
      expect(fieldKey('span', read.content)).toBe(fieldKey('span', { ...usual, span: after }));
    });

    test('everything is emptied', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      const empty: AppointmentContent = { ...usual, subject: '', notes: '', location: '', attendees: [] };
      await side.port.update(versionOf(made), empty, ['subject', 'notes', 'location', 'attendees']);
      const { content } = await side.readBack(made.id);
      expect(content).toMatchObject({ subject: '', notes: '', location: '', attendees: [] });
    });

    test('twice in a row, each time by the version that was answered', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      const once = await side.port.update(versionOf(made), { ...usual, subject: 'Once' }, ['subject']);
      const twice = await side.port.update(versionOf(once), { ...usual, subject: 'Twice' }, ['subject']);
      expect((await side.readBack(made.id)).etag).toBe(twice.etag);
    });

    test('not over a change that was not seen', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      side.edit(made.id, 'Changed by a colleague');
      for (const field of contentFields.filter((one) => keeps(one) === changed)) {
        await expect(side.port.update(versionOf(made), changed, [field])).rejects.toThrow(StaleEtagError);
      }
      const read = await side.readBack(made.id);
      expect(read.content.subject).toBe('Changed by a colleague');
      expect(read.content.location).toBe(usual.location);
    });

    test('in whatever version, when none is named', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      side.edit(made.id, 'Changed by a colleague');
      await side.port.update({ ...versionOf(made), etag: '' }, { ...usual, location: 'Roof' }, ['location']);
      expect((await side.readBack(made.id)).content).toMatchObject({
        subject: 'Changed by a colleague',
        location: 'Roof',
      });
    });

    test('not when it is gone: it does not come back', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      side.deleteAsPerson(made.id);
      for (const etag of ['', made.etag]) {
        const error = await side.port
          .update({ ...versionOf(made), etag }, changed, ['subject'])
          .catch((caught: unknown) => caught);
        expect(error instanceof GoneError || (etag !== '' && error instanceof StaleEtagError)).toBe(true);
      }
      expect(await side.port.read(made.id)).toBeNull();
    });

    test('nobody is mailed, also of those who were invited or are new', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf({}, { mail: 'everybody' }));
      const invited = side.mailCount();
      await side.port.update(versionOf(made), changed, contentFields);
      expect(side.mailCount()).toBe(invited);
    });

    test('an answer that was lost: the write has acted, and is not made again', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      const unchecked = { ...versionOf(made), etag: '' };
      side.loseWriteAnswer();
      await expect(side.port.update(unchecked, { ...usual, subject: 'Changed' }, ['subject'])).rejects.toThrow(
        UnreachableError,
      );
      expect((await side.readBack(made.id)).content.subject).toBe('Changed');
      await expect(side.port.update(versionOf(made), changed, ['subject'])).rejects.toThrow(StaleEtagError);
    });
  });

  describe('several records in one request', () => {
    async function make(count: number): Promise<readonly (RemoteRecord | Error)[] | null> {
      const { port, creationOf } = current();
      const creations = Array.from({ length: count }, (_, number) => creationOf({ subject: `No. ${number}` }));
      return port.createMany === undefined ? null : port.createMany(creations);
    }
    const subjectOf = (result: RemoteRecord | Error | undefined) =>
      result === undefined || result instanceof Error ? result : result.content.subject;

    test('are created, each answer at its place', async ({ skip }) => {
      const made = await make(60);
      if (made === null) return skip('this side takes one at a time');
      expect(made.map(subjectOf)).toEqual(made.map((_, number) => `No. ${number}`));
      expect((await current().listAll()).records).toHaveLength(60);
    });

    test('of which one is refused: the others are made, once', async ({ skip }) => {
      const side = current();
      const { createMany } = side.port;
      const { refusedCreation } = side;
      if (createMany === undefined || refusedCreation === null) return skip('this side takes one at a time, or all');
      const creations = [side.creationOf(), refusedCreation(side.creationOf()), side.creationOf({ subject: 'Third' })];
      const results = await createMany(creations);
      expect(results.map((result) => result instanceof Error)).toEqual([false, true, false]);
      expect(subjectOf(results[2])).toBe('Third');
      expect((await side.listAll()).records).toHaveLength(2);
    });

    test('whose answer is lost are found, each by its key', async ({ skip }) => {
      const side = current();
      const { createMany } = side.port;
      if (createMany === undefined) return skip('this side takes one at a time');
      const creations = [side.creationOf({ subject: 'One' }), side.creationOf({ subject: 'Other' })];
      side.loseWriteAnswer();
      const results = await createMany(creations).catch((error: unknown) => [error, error]);
      for (const result of results) expect(result).toBeInstanceOf(UnreachableError);
      for (const creation of creations) {
        const found = await side.port.findCreated(creation);
        expect(found?.content.subject).toBe(creation.content.subject);
      }
    });

    test.for([
      ['before', 'changed'],
      ['before', 'deleted'],
      ['after', 'changed'],
      ['after', 'deleted'],
    ] as const)(
      'are changed %s changes were read, save the one that somebody else has %s',
      async ([when, how], { skip }) => {
        const side = current();
        const { updateMany } = side.port;
        if (updateMany === undefined) return skip('this side takes one at a time');
        const records = ((await make(3)) ?? []).flatMap((one) => (one instanceof Error ? [] : [one]));
        if (when === 'after') await side.changesSince((await side.listAll()).next);
        const [first, other, last] = records;
        if (first === undefined || other === undefined || last === undefined) throw new Error('not all were made');
        if (how === 'changed') side.edit(other.id, 'Changed by a colleague');
        else side.deleteAsPerson(other.id);
        const results = await updateMany(
          records.map((record) => ({
            target: versionOf(record),
            content: { ...record.content, subject: `${record.content.subject}, changed`, location: 'Roof' },
            fields: ['subject', 'location'],
          })),
        );
        expect(results.map((result) => (result instanceof Error ? result.name : result.content.location))).toEqual([
          'Roof',
          how === 'changed' ? 'StaleEtagError' : 'GoneError',
          'Roof',
        ]);
        expect((await side.readBack(first.id)).content.subject).toBe('No. 0, changed');
        expect((await side.port.read(other.id))?.content.subject).toBe(
          how === 'changed' ? 'Changed by a colleague' : undefined,
        );
        expect((await side.readBack(last.id)).content.subject).toBe('No. 2, changed');
      },
    );
  });

  describe('what a side makes of a content', () => {
    test.each([
      ['a usual one', {}],
      ['one with everything changed', changed],
      ['line ends of Windows', { notes: 'One\r\nTwo  \r\n' }],
      ['a person twice', { attendees: [...usual.attendees, ...usual.attendees] }],
      ['a place of 600 characters', { location: 'x'.repeat(600) }],
    ])('is what it holds afterwards: %s', async (_what, difference) => {
      const side = current();
      const content = { ...usual, ...difference };
      const made = await side.port.create(side.creationOf(content));
      const read = await side.readBack(made.id);
      const wanted = side.port.normalise(content, read.content);
      expect(fingerprint(read.content)).toBe(fingerprint(wanted));
      expect(fingerprint(side.port.normalise(wanted, read.content))).toBe(fingerprint(wanted));
    });
  });
}
