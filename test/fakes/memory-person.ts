import type { AppointmentContent, Side } from '../../lib/domain/appointment';
import { differingFields, sameField, withFields } from '../../lib/domain/content-fields';
import type { RemoteRecord, SeriesRecord } from '../../lib/sync/ports';
import {
  findInstance,
  hasOccurrence,
  instanceRecord,
  type MemorySeries,
  masterRecord,
  memoryInstanceId,
  splitRule,
} from './memory-series';

/** What a person can do on a side; every method throws where there is nothing to do it to. */
export interface MemoryPerson {
  /** Answers the id. */
  create(content: AppointmentContent, rest?: Partial<Pick<RemoteRecord, 'traits' | 'ticketId' | 'twinId'>>): string;
  edit(id: string, changes: Partial<AppointmentContent>): void;
  /** Another like it, changed at once: what Docket has written on a record for itself comes along. Answers its id. */
  copy(id: string, changes: Partial<AppointmentContent>): string;
  /** A record, or a series with all its exceptions. */
  delete(id: string): void;
  /** Takes a record out of the bin again, as it was. */
  restore(record: RemoteRecord): void;
  /** Answers the master's id. `content` is the first occurrence's. */
  createSeries(content: AppointmentContent, rule: Pick<SeriesRecord, 'zone' | 'recurrence'>): string;
  /** Makes a series of a single event: it keeps its id, as its master's. */
  repeat(id: string, rule: Pick<SeriesRecord, 'zone' | 'recurrence'>): void;
  /** The reverse: what is left is the first occurrence. */
  repeatNoMore(masterId: string): void;
  /** "All events": content, rule, or both. Exceptions whose date is no longer one are lost. */
  editSeries(masterId: string, changes: Partial<AppointmentContent>, recurrence?: readonly string[]): void;
  /** "This event". */
  editOccurrence(masterId: string, originalStart: string, changes: Partial<AppointmentContent>): void;
  cancelOccurrence(masterId: string, originalStart: string): void;
  /** "This event", so that nobody else can read what it holds until it is edited again. */
  garbleOccurrence(masterId: string, originalStart: string, changes: Partial<AppointmentContent>): void;
  /** "This and following": the series ends before it, a new one goes on. Answers the new master's id. */
  split(masterId: string, originalStart: string, changes?: Partial<AppointmentContent>): string;
}

/** What a person works on. */
export interface MemorySide {
  readonly side: Side;
  readonly records: Map<string, RemoteRecord>;
  readonly series: Map<string, MemorySeries>;
  readonly log: string[];
  readonly next: () => string;
  readonly put: (record: RemoteRecord) => RemoteRecord;
  readonly putSeries: (changed: MemorySeries, touched: string) => void;
  readonly write: (id: string, record: RemoteRecord | null) => RemoteRecord | null;
}

const usualTraits = { isDeclined: false, type: 'default', foreignTwinId: null };

export function createMemoryPerson(memory: MemorySide): MemoryPerson {
  const { side, records, series, next, put, putSeries, write } = memory;

  function seriesOf(masterId: string): MemorySeries {
    const found = series.get(masterId);
    if (found === undefined) throw new Error(`the ${side} holds no series ${masterId}`);
    return found;
  }

  /** A new version of the master; exceptions that its rule no longer has become bare tombstones. */
  function putMaster(of: MemorySeries, master: SeriesRecord): void {
    const kept = new Map([...of.exceptions].filter(([originalStart]) => hasOccurrence(master, originalStart)));
    putSeries({ master: { ...master, etag: `"${next()}"` }, exceptions: kept }, master.id);
    for (const [originalStart, { id }] of of.exceptions) if (!kept.has(originalStart)) memory.log.push(id);
  }

  /** An exception follows its master in what it has not of its own. */
  function carryToExceptions(masterId: string, before: AppointmentContent, after: AppointmentContent): void {
    for (const { id, record } of seriesOf(masterId).exceptions.values()) {
      if (record === null) continue;
      const fields = differingFields(before, after).filter(
        (field) => field !== 'span' && sameField(field, record.content, before),
      );
      if (fields.length > 0) write(id, { ...record, content: withFields(record.content, fields, after) });
    }
  }

  function instanceOf(masterId: string, originalStart: string): { readonly id: string; readonly record: RemoteRecord } {
    const of = seriesOf(masterId);
    const record = hasOccurrence(of.master, originalStart) ? instanceRecord(of, originalStart) : null;
    if (record === null) throw new Error(`the series ${masterId} has nothing at ${originalStart}`);
    return { id: memoryInstanceId(masterId, originalStart), record };
  }

  function remove(id: string): void {
    const of = series.get(id);
    if (of === undefined) {
      if (!records.has(id) && findInstance(series, id) === null) throw new Error(`the ${side} holds no record ${id}`);
      write(id, null);
      return;
    }
    series.delete(id);
    memory.log.push(id, ...[...of.exceptions.values()].map((exception) => exception.id));
  }

  return {
    create(content, rest = {}) {
      const id = next();
      const empty = {
        etag: '',
        creationKey: null,
        twinId: null,
        ticketId: null,
        remark: null,
        changedAtMs: null,
      };
      put({ ...empty, id, content, url: `https://${side}.example/${id}`, traits: usualTraits, ...rest });
      return id;
    },
    edit(id, changes) {
      const record = records.get(id);
      if (record === undefined) throw new Error(`the ${side} holds no record ${id}`);
      put({ ...record, content: { ...record.content, ...changes } });
    },
    copy(id, changes) {
      const record = records.get(id);
      if (record === undefined) throw new Error(`the ${side} holds no record ${id}`);
      const copyId = next();
      // A calendar's mark names the event on which it was written.
      const { again: _own, ...rest } = record;
      put({ ...(side === 'calendar' ? rest : record), id: copyId, content: { ...record.content, ...changes } });
      return copyId;
    },
    delete: remove,

    restore(record) {
      put(record);
    },
    createSeries(content, { zone, recurrence }) {
      const id = next();
      const url = `https://${side}.example/${id}`;
      const master = {
        id,
        etag: `"${next()}"`,
        content,
        zone,
        recurrence,
        creationKey: null,
        ticketId: null,
        url,
        traits: usualTraits,
      };
      putSeries({ master, exceptions: new Map() }, id);
      return id;
    },
    repeat(id, { zone, recurrence }) {
      const record = records.get(id);
      if (record === undefined) throw new Error(`the ${side} holds no record ${id}`);
      records.delete(id);
      putSeries({ master: { ...record, etag: next(), zone, recurrence }, exceptions: new Map() }, id);
    },
    repeatNoMore(masterId) {
      const of = seriesOf(masterId);
      series.delete(masterId);
      memory.log.push(...[...of.exceptions.values()].map((exception) => exception.id));
      put(masterRecord(of));
    },
    editSeries(masterId, changes, recurrence) {
      const of = seriesOf(masterId);
      const { master } = of;
      const content = { ...master.content, ...changes };
      putMaster(of, { ...master, content, recurrence: recurrence ?? master.recurrence });
      carryToExceptions(masterId, master.content, content);
    },
    editOccurrence(masterId, originalStart, changes) {
      const { id, record } = instanceOf(masterId, originalStart);
      write(id, { ...record, content: { ...record.content, ...changes } });
    },
    cancelOccurrence(masterId, originalStart) {
      write(instanceOf(masterId, originalStart).id, null);
    },
    garbleOccurrence(masterId, originalStart, changes) {
      const { id, record } = instanceOf(masterId, originalStart);
      write(id, { ...record, content: { ...record.content, ...changes } });
      const of = seriesOf(masterId);
      const exceptions = new Map(of.exceptions);
      const garbled = exceptions.get(originalStart);
      if (garbled !== undefined) exceptions.set(originalStart, { ...garbled, isUnreadable: true });
      putSeries({ ...of, exceptions }, id);
    },
    split(masterId, originalStart, changes = {}) {
      const of = seriesOf(masterId);
      const { record } = instanceOf(masterId, originalStart);
      const { before, after } = splitRule(of.master, originalStart);
      putMaster(of, { ...of.master, recurrence: before });
      const id = `${masterId}_R${originalStart.replaceAll(/[-:Z]/g, '')}`;
      const content = { ...record.content, ...changes };
      const master = { ...of.master, id, etag: `"${next()}"`, content, recurrence: after };
      putSeries({ master, exceptions: new Map() }, id);
      return id;
    },
  };
}
