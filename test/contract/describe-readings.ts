import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../lib/domain/fingerprint';
import { overlaps } from '../../lib/domain/intervals';
import { toInterval } from '../../lib/domain/span-interval';
import { SyncTokenExpiredError, UnreachableError, UnreadableError } from '../../lib/http/errors';
import type { ChangePage, Cursor, Reading, RemoteRecord } from '../../lib/sync/ports';
import {
  blank,
  type CalendarTest,
  collect,
  comparable,
  toWhole,
  versionOf,
  type WholeReading,
  window,
} from './calendar-test';

/** What readings promise: nothing is missed, whatever happens between two pages. */
export function describeReadings(current: () => CalendarTest): void {
  /** Goes on from what each page says, as a browser that dies after every single one. */
  async function readDying(
    first: { readonly cursor: Cursor | null; readonly want: 'changes' | 'listing' },
    before: (pageNo: number) => void = () => {},
  ): Promise<WholeReading> {
    const pages: ChangePage[] = [];
    let kind: Reading['kind'] = 'listing';
    let resume: Cursor | null = null;
    for (;;) {
      before(pages.length + 1);
      const reading = await current().port.readChanges({ ...first, resume, window });
      if (pages.length > 0) expect(reading.kind).toBe(kind);
      kind = reading.kind;
      const { value: page } = await reading.pages.next();
      if (page === undefined) throw new Error('a reading without a page');
      pages.push(page);
      if (page.resume === null) return toWhole(kind, pages);
      resume = page.resume;
    }
  }

  async function make(count: number): Promise<RemoteRecord[]> {
    const { port, creationOf } = current();
    const creations = Array.from({ length: count }, (_, number) => creationOf({ subject: `No. ${number}` }));
    const made: (RemoteRecord | Error)[] = [];
    if (port.createMany !== undefined) made.push(...(await port.createMany(creations)));
    else for (const creation of creations) made.push(await port.create(creation));
    return made.map((one) => {
      if (one instanceof Error) throw one;
      return one;
    });
  }

  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).toSorted();
  const distinct = (items: readonly { readonly id: string }[]) => [...new Set(ids(items))];

  describe('a window is listed', () => {
    test('with all that touches it, and nothing that was over before', async () => {
      const side = current();
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
      const wanted: RemoteRecord[] = [];
      for (const span of inside) wanted.push(await side.port.create(side.creationOf({ span })));
      for (const span of outside) await side.port.create(side.creationOf({ span }));
      const { kind, records } = await side.listAll();
      const isIn = ({ content }: RemoteRecord) => overlaps(toInterval(content.span, 'Europe/London'), window);
      expect(kind).toBe('listing');
      expect(ids(records.filter(isIn))).toEqual(ids(wanted));
      // What begins later may come along: changes are told without an end, too.
      for (const record of records) {
        expect(toInterval(record.content.span, 'Europe/London').endMs).toBeGreaterThan(window.startMs);
      }
    });

    test('page by page, each record once, with what a read would say', async () => {
      const side = current();
      const made = await make(120);
      const { records, pages } = await side.listAll();
      expect(pages.length).toBeGreaterThan(1);
      expect(ids(records)).toEqual(ids(made));
      const [first] = records;
      if (first === undefined) throw new Error('the list is empty');
      const read = await side.readBack(first.id);
      expect(['', read.etag]).toContain(first.etag);
      expect(first).toMatchObject({ creationKey: read.creationKey, ticketId: read.ticketId, traits: read.traits });
      expect({ ...comparable(first.content), ...blank(first) }).toEqual({
        ...comparable(read.content),
        ...blank(first),
      });
    });

    test('also when the browser dies after every page', async () => {
      const made = await make(120);
      expect(distinct((await readDying({ cursor: null, want: 'listing' })).records)).toEqual(ids(made));
    });

    test('a page that fails is asked for again, and the others are not', async () => {
      const side = current();
      const made = await make(120);
      const reading = await side.port.readChanges({ cursor: null, resume: null, want: 'listing', window });
      const { value: first } = await reading.pages.next();
      for (const [how, error] of [
        ['serverFault', UnreachableError],
        ['webPage', UnreadableError],
      ] as const) {
        side.refuseNext(how);
        const again = await side.port.readChanges({
          cursor: null,
          resume: first?.resume ?? null,
          want: 'listing',
          window,
        });
        await expect(collect(again.pages)).rejects.toThrow(error);
      }
      const rest = await side.port.readChanges({
        cursor: null,
        resume: first?.resume ?? null,
        want: 'listing',
        window,
      });
      const pages = [...(first === undefined ? [] : [first]), ...(await collect(rest.pages))];
      expect(distinct(toWhole('listing', pages).records)).toEqual(ids(made));
    });

    test('what is taken out while it is read pushes nothing out of it', async () => {
      const side = current();
      const made = await make(120);
      const reading = await side.port.readChanges({ cursor: null, resume: null, want: 'listing', window });
      let victim: RemoteRecord | undefined;
      const pages: ChangePage[] = [];
      for await (const page of reading.pages) {
        pages.push(page);
        if (victim !== undefined) continue;
        [victim] = page.records;
        if (victim !== undefined) side.deleteAsPerson(victim.id);
      }
      const { records } = toWhole('listing', pages);
      const others = made.filter(({ id }) => id !== victim?.id);
      expect(distinct(records)).toEqual(expect.arrayContaining(ids(others)));
    });

    test('a row that makes no sense is named and the others stay', async () => {
      const side = current();
      const made = await side.port.create(side.creationOf());
      const id = side.addUnreadable(window);
      const { records, skipped } = await side.listAll();
      expect(ids(records)).toEqual([made.id]);
      expect(ids(skipped)).toEqual([id]);
    });

    test('an empty window is an empty list', async () => {
      expect(await current().listAll()).toMatchObject({
        records: [],
        series: [],
        exceptions: [],
        gone: [],
        skipped: [],
      });
    });
  });

  describe('changes are read', () => {
    test('nothing is told when nothing has happened, again and again', async () => {
      const side = current();
      await make(3);
      let { next } = await side.listAll();
      for (let round = 0; round < 3; round++) {
        const { kind, records, gone, skipped, ...rest } = await side.changesSince(next);
        expect([gone, skipped]).toEqual([[], []]);
        if (kind === 'changes') expect(records).toEqual([]);
        next = rest.next;
      }
    });

    test('what somebody made, changed or made and changed, as it is now', async () => {
      const side = current();
      const [old] = await make(2);
      if (old === undefined) throw new Error('nothing was made');
      const { next } = await side.listAll();
      side.edit(old.id, 'Changed');
      const added = side.createAsPerson('Added');
      const both = side.createAsPerson('Added');
      side.edit(both, 'Added and changed');
      const told = (await side.changesSince(next)).records;
      for (const [id, subject] of [
        [old.id, 'Changed'],
        [added, 'Added'],
        [both, 'Added and changed'],
      ] as const) {
        const record = told.findLast((one) => one.id === id);
        const read = await side.readBack(id);
        expect(record?.content.subject).toBe(subject);
        expect(['', read.etag]).toContain(record?.etag);
        expect(record?.creationKey).toBe(read.creationKey);
      }
    });

    test('once: a reading that follows tells only what is new', async () => {
      const side = current();
      await make(3);
      const first = await side.listAll();
      const one = side.createAsPerson('One');
      const second = await side.changesSince(first.next);
      const other = side.createAsPerson('Other');
      const third = await side.changesSince(second.next);
      expect(ids(second.records)).toContain(one);
      expect(ids(third.records)).toContain(other);
      if (third.kind === 'changes') expect(ids(third.records)).toEqual([other]);
    });

    test('the same again from a cursor whose reading was never stored', async () => {
      const side = current();
      await make(3);
      const { next } = await side.listAll();
      const id = side.createAsPerson('Added');
      const told = [await side.changesSince(next), await side.changesSince(next)];
      for (const { records } of told) expect(ids(records)).toContain(id);
    });

    test('many of them, also when the browser dies after every page', async () => {
      const side = current();
      const made = await make(120);
      const { next } = await side.listAll();
      for (const { id } of made) side.edit(id, 'Changed');
      for (const told of [await side.changesSince(next), await readDying({ cursor: next, want: 'changes' })]) {
        const changed = told.records.filter(({ content }) => content.subject === 'Changed');
        expect(distinct(changed)).toEqual(ids(made));
      }
    });

    test('what is changed while they are read comes then or the next time', async () => {
      const side = current();
      const made = await make(120);
      const { next } = await side.listAll();
      for (const { id } of made) side.edit(id, 'Changed');
      let late: string | undefined;
      const reading = await readDying({ cursor: next, want: 'changes' }, (pageNo) => {
        late = made[0]?.id;
        if (pageNo === 2 && late !== undefined) side.edit(late, 'Changed late');
      });
      expect(reading.pages.length).toBeGreaterThan(1);
      const after = await side.changesSince(reading.next);
      const told = [...reading.records, ...after.records].filter(({ id }) => id === late);
      expect(told.at(-1)?.content.subject).toBe('Changed late');
    });

    test('a deletion where the side tells of it, and never by absence', async () => {
      const side = current();
      const [kept, deleted] = await make(2);
      if (kept === undefined || deleted === undefined) throw new Error('nothing was made');
      const { next } = await side.listAll();
      side.deleteAsPerson(deleted.id);
      const told = await side.changesSince(next);
      expect(told.gone).toEqual(side.tellsDeletions ? [deleted.id] : []);
      expect(ids(told.records)).not.toContain(deleted.id);
      expect(ids((await side.listAll()).records)).toEqual([kept.id]);
      expect(await side.port.read(deleted.id)).toBeNull();
    });

    test('our own writes, if at all, in the version that was answered', async () => {
      const side = current();
      const [first] = await make(1);
      if (first === undefined) throw new Error('nothing was made');
      const { next } = await side.listAll();
      const made = await side.port.create(side.creationOf({ subject: 'Ours' }));
      const content = { ...first.content, subject: 'Ours, changed' };
      const changed = await side.port.update(versionOf(first), content, ['subject']);
      const told = (await side.changesSince(next)).records;
      for (const written of [made, changed]) {
        const echo = told.find(({ id }) => id === written.id);
        expect(['', written.etag]).toContain(echo?.etag);
        expect(echo?.content.subject).toBe(written.content.subject);
        if (echo?.absent === undefined)
          expect(fingerprint(echo?.content ?? content)).toBe(fingerprint(written.content));
      }
    });
  });

  describe('a reading is too old', () => {
    test('a cursor that was given long ago asks for a listing', async ({ skip }) => {
      const side = current();
      const { expireCursors } = side;
      if (expireCursors === null) return skip('cursors of this side last for ever');
      const made = await make(1);
      const { next } = await side.listAll();
      expireCursors();
      await expect(side.changesSince(next)).rejects.toThrow(SyncTokenExpiredError);
      const again = await side.listAll();
      expect(ids(again.records)).toEqual(ids(made));
      expect((await side.changesSince(again.next)).gone).toEqual([]);
    });

    test('in the middle of its pages too', async ({ skip }) => {
      const side = current();
      const { expireNextPage } = side;
      if (expireNextPage === null) return skip('readings of this side last for ever');
      const made = await make(120);
      const { next } = await side.listAll();
      for (const { id } of made) side.edit(id, 'Changed');
      const reading = await side.port.readChanges({ cursor: next, resume: null, want: 'changes', window });
      await reading.pages.next();
      expireNextPage();
      await expect(collect(reading.pages)).rejects.toThrow(SyncTokenExpiredError);
      expect(distinct((await side.listAll()).records)).toEqual(ids(made));
    });

    test.each(['', 'nonsense', '{}', '{"era":-1}'])('"%s" is no cursor', async (text) => {
      const asked = { resume: null, want: 'changes', window } as const;
      const read = async () => collect((await current().port.readChanges({ ...asked, cursor: text })).pages);
      await expect(read()).rejects.toThrow(SyncTokenExpiredError);
    });
  });
}
