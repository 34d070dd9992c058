import { describe, expect, test } from 'vitest';
import type { AppointmentContent } from '../../lib/domain/appointment';
import { GoneError, StaleEtagError } from '../../lib/http/errors';
import type { CalendarPort } from '../../lib/sync/ports';
import { type CalendarTest, type SeriesAsPerson, usual, versionOf } from './calendar-test';

const zone = 'Europe/London';
const weekly = ['RRULE:FREQ=WEEKLY;BYDAY=MO'];
/** Mondays: the second one and, beyond the change of clocks, one in British summer. */
const second = '2027-02-08T09:00:00Z';
const third = '2027-02-15T09:00:00Z';
const inSummer = '2027-03-29T08:00:00Z';

const allDay: AppointmentContent = { ...usual, span: { kind: 'allDay', start: '2027-02-01', end: '2027-02-02' } };

/** What a side that keeps series promises of masters, exceptions and instances. */
export function describeSeries(current: () => CalendarTest): void {
  describe('series', () => {
    function open(skip: (note: string) => never): {
      side: CalendarTest;
      series: SeriesAsPerson;
      instanceId: NonNullable<CalendarPort['instanceId']>;
    } {
      const side = current();
      const { series } = side;
      const { instanceId } = side.port;
      if (series === null || instanceId === undefined) return skip('this side keeps no series');
      return { side, series, instanceId };
    }

    test('a listing shows the master, not its occurrences', async ({ skip }) => {
      const { side, series } = open(skip);
      const id = series.create(usual, zone, weekly);
      const listed = await side.listAll();
      expect(listed.records).toEqual([]);
      expect(listed.exceptions).toEqual([]);
      expect(listed.series).toMatchObject([
        { id, zone, recurrence: weekly, content: { subject: usual.subject, span: { start: '2027-02-01T09:00:00Z' } } },
      ]);
    });

    test('an instance that nobody has touched is read in its place', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      for (const [originalStart, end] of [
        [second, '2027-02-08T10:00:00Z'],
        [inSummer, '2027-03-29T09:00:00Z'],
      ] as const) {
        const { content } = await side.readBack(instanceId(id, originalStart));
        expect(content).toMatchObject({ subject: usual.subject, span: { start: originalStart, end } });
      }
      expect(await side.port.read(instanceId(id, '2027-02-09T09:00:00Z'))).toBeNull();
    });

    test('a read of a master tells its series, and a read of a single record or of one date tells none', async ({
      skip,
    }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      expect((await side.readBack(id)).series).toMatchObject({ id, zone, recurrence: weekly });
      expect((await side.readBack(instanceId(id, second))).series).toBeUndefined();
      const { id: single } = await side.port.create(side.creationOf());
      expect((await side.readBack(single)).series).toBeUndefined();
    });

    test('a changed and a cancelled occurrence are exceptions, in changes and in a listing', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      const { next } = await side.listAll();
      series.editOccurrence(id, second, 'Only this one');
      series.cancelOccurrence(id, third);
      for (const { exceptions, gone, records } of [await side.changesSince(next), await side.listAll()]) {
        expect([gone, records]).toEqual([[], []]);
        expect(exceptions.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
          {
            id: instanceId(id, second),
            masterId: id,
            originalStart: second,
            record: { id: instanceId(id, second), content: { subject: 'Only this one', span: { start: second } } },
          },
          { id: instanceId(id, third), masterId: id, originalStart: third, record: null },
        ]);
      }
      expect((await side.readBack(instanceId(id, second))).content.subject).toBe('Only this one');
      expect(await side.port.read(instanceId(id, third))).toBeNull();
    });

    test('another rule takes dates away, keeps those that are left with what was changed of them, and is refused where the series was changed since', async ({
      skip,
    }) => {
      const { side, series, instanceId } = open(skip);
      const { port } = side;
      if (port.changeRule === undefined) return skip('this side changes no rule');
      const id = series.create(usual, zone, weekly);
      series.editOccurrence(id, second, 'Only this one');
      const { etag } = await side.readBack(id);
      const until = ['RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270214T235959Z'];
      const changed = await port.changeRule({ id, etag, occurrence: null }, until);
      expect([changed.id, changed.etag === etag]).toEqual([id, false]);
      const written = changed.series?.recurrence ?? (await side.readBack(id)).series?.recurrence;
      expect(String(written)).toContain('UNTIL=20270214T235959Z');
      expect((await side.readBack(instanceId(id, second))).content.subject).toBe('Only this one');
      expect(await port.read(instanceId(id, third))).toBeNull();
      await expect(port.changeRule({ id, etag, occurrence: null }, weekly)).rejects.toThrow(StaleEtagError);
      expect((await side.readBack(id)).series?.recurrence).toEqual(written);
      await port.remove({ id, etag: changed.etag, occurrence: null });
      expect(await port.read(id)).toBeNull();
    });

    test('whole days stay days', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(allDay, zone, weekly);
      const { next } = await side.listAll();
      series.editOccurrence(id, '2027-02-08', 'Only this one');
      series.cancelOccurrence(id, '2027-02-15');
      const { exceptions } = await side.changesSince(next);
      expect(exceptions.map(({ originalStart }) => originalStart).toSorted()).toEqual(['2027-02-08', '2027-02-15']);
      expect(await side.readBack(instanceId(id, '2027-02-22'))).toMatchObject({
        content: { span: { kind: 'allDay', start: '2027-02-22', end: '2027-02-23' } },
      });
    });

    test('one occurrence is changed through the port, and the others stay', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      const { next } = await side.listAll();
      const untouched = await side.readBack(instanceId(id, second));
      const occurrence = { masterId: id, originalStart: second };
      const span = { kind: 'timed', start: '2027-02-09T13:00:00Z', end: '2027-02-09T14:00:00Z', zone } as const;
      const written = await side.port.update(versionOf(untouched, occurrence), { ...usual, subject: 'Moved', span }, [
        'subject',
        'span',
      ]);
      expect(written).toMatchObject({ id: instanceId(id, second), content: { subject: 'Moved', span } });
      const { exceptions } = await side.changesSince(next);
      expect(exceptions).toMatchObject([{ originalStart: second, record: { etag: written.etag } }]);
      expect((await side.readBack(instanceId(id, third))).content.subject).toBe(usual.subject);
      expect(side.mailCount()).toBe(0);
    });

    test('one occurrence is removed through the port, and the others stay', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      const { next } = await side.listAll();
      const occurrence = { masterId: id, originalStart: second };
      const target = versionOf(await side.readBack(instanceId(id, second)), occurrence);
      await side.port.remove(target);
      await side.port.remove(target);
      expect((await side.changesSince(next)).exceptions).toMatchObject([{ originalStart: second, record: null }]);
      expect(await side.port.read(target.id)).toBeNull();
      expect(await side.port.read(instanceId(id, third))).not.toBeNull();
    });

    test('not over a change of this occurrence that was not seen', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      const target = versionOf(await side.readBack(instanceId(id, second)), { masterId: id, originalStart: second });
      series.editOccurrence(id, second, 'Changed by a colleague');
      await expect(side.port.update(target, { ...usual, subject: 'Ours' }, ['subject'])).rejects.toThrow(
        StaleEtagError,
      );
      await expect(side.port.remove(target)).rejects.toThrow(StaleEtagError);
      expect((await side.readBack(target.id)).content.subject).toBe('Changed by a colleague');
    });

    test('nor, where its version is not known, over what it was not seen to hold', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      const { content } = await side.readBack(instanceId(id, second));
      const occurrence = { masterId: id, originalStart: second };
      const target = { id: instanceId(id, second), etag: '', occurrence, seen: content };
      series.editOccurrence(id, second, 'Changed by a colleague');
      await expect(side.port.update(target, { ...usual, location: 'Ours' }, ['location'])).rejects.toThrow(
        StaleEtagError,
      );
      await expect(side.port.remove(target)).rejects.toThrow(StaleEtagError);
      expect((await side.readBack(target.id)).content.subject).toBe('Changed by a colleague');
      const seen = { ...content, subject: 'Changed by a colleague' };
      await side.port.update({ ...target, seen }, { ...usual, location: 'Ours' }, ['location']);
      await side.port.remove({ ...target, seen: { ...seen, location: 'Ours' } });
      await side.port.remove({ ...target, seen });
      expect(await side.port.read(target.id)).toBeNull();
    });

    test("what is made again in place of one occurrence is a record of its own, though its key is the series's", async ({
      skip,
    }) => {
      const { side } = open(skip);
      const creation = { ...side.creationOf(usual), repeats: weekly };
      const master = await side.port.create(creation);
      const { repeats: _whole, ...single } = creation;
      expect(await side.port.findCreated(single)).toBeNull();
      const made = await side.port.create(single);
      expect(made.id).not.toBe(master.id);
      expect(await side.port.findCreated(single)).toMatchObject({ id: made.id });
      expect((await side.port.create(creation)).id).toBe(master.id);
      expect(await side.listAll()).toMatchObject({ series: [{ id: master.id }], records: [{ id: made.id }] });
    });

    test('an occurrence that was cancelled is not changed back to life', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      series.cancelOccurrence(id, second);
      const target = { id: instanceId(id, second), etag: '', occurrence: { masterId: id, originalStart: second } };
      await expect(side.port.update(target, { ...usual, subject: 'Ours' }, ['subject'])).rejects.toThrow(GoneError);
      expect(await side.port.read(target.id)).toBeNull();
    });

    test('a split is two masters, and an exception beyond the cut is told by its id', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      series.editOccurrence(id, inSummer, 'Only this one');
      const { next } = await side.listAll();
      const newId = series.split(id, third, 'From here on');
      const told = await side.changesSince(next);
      const [before, after] = told.series.toSorted((a, b) => a.id.length - b.id.length);
      expect(before).toMatchObject({ id, recurrence: [expect.stringMatching(/UNTIL=202702/)] });
      expect(after).toMatchObject({ id: newId, content: { subject: 'From here on', span: { start: third } } });
      const lost = [...told.gone, ...told.exceptions.filter(({ record }) => record === null).map((one) => one.id)];
      expect(lost).toContain(instanceId(id, inSummer));
      expect(await side.readBack(instanceId(newId, '2027-02-22T09:00:00Z'))).toMatchObject({
        content: { subject: 'From here on' },
      });
      expect((await side.readBack(instanceId(id, second))).content.subject).toBe(usual.subject);
    });

    test('a new rule is told with the master', async ({ skip }) => {
      const { side, series } = open(skip);
      const id = series.create(usual, zone, weekly);
      const { next } = await side.listAll();
      const rule = ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'EXDATE;TZID=Europe/London:20270215T090000'];
      series.changeRule(id, rule);
      expect((await side.changesSince(next)).series).toMatchObject([{ id, recurrence: rule }]);
    });

    test('a master that is deleted is gone, and its occurrences with it', async ({ skip }) => {
      const { side, series, instanceId } = open(skip);
      const id = series.create(usual, zone, weekly);
      series.editOccurrence(id, second, 'Only this one');
      const { next } = await side.listAll();
      series.delete(id);
      const told = await side.changesSince(next);
      expect(told.gone).toContain(id);
      expect([told.series, told.records]).toEqual([[], []]);
      expect(await side.listAll()).toMatchObject({ series: [], exceptions: [] });
      for (const originalStart of [second, third]) {
        expect(await side.port.read(instanceId(id, originalStart))).toBeNull();
      }
    });
  });
}
