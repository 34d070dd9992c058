import type { Side } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import { type ContentField, differingFields, withFields } from '../../lib/domain/content-fields';
import { overlaps } from '../../lib/domain/intervals';
import type { SkippedRow } from '../../lib/domain/problem';
import { expandSeries } from '../../lib/domain/recurrence/expand-series';
import { toInterval } from '../../lib/domain/span-interval';
import { GoneError, StaleEtagError, UnreadableError } from '../../lib/http/errors';
import type {
  CalendarPort,
  Creation,
  ReadRequest,
  RecordUpdate,
  RecordVersion,
  RemoteRecord,
  SeriesException,
  SeriesRecord,
} from '../../lib/sync/ports';
import { createMemoryPerson, type MemoryPerson } from './memory-person';
import { createMemoryReadings, type MemoryItem, noItem } from './memory-readings';
import { findInstance, instanceRecord, type MemorySeries, masterRecord, memoryInstanceId } from './memory-series';

export interface MemoryCalendarOptions {
  readonly side: Side;
  /**
   * As Google: creating again with one key finds what is there, deletions are told, series are kept. Else as the
   * helpdesk: it makes another, takes several at once, tells of no deletion, and its lists have no notes.
   */
  readonly create: 'idempotent' | 'repeating';
  /** IANA zone of all-day records. */
  readonly zone: string;
  /** Items on a page. */
  readonly pageSize?: number;
  /** `listings`: changes cannot be had, every reading is a listing. */
  readonly reading?: 'changes' | 'listings';
  /** Epoch ms of changes; they do not say when without it. */
  readonly now?: () => number;
  /** Which of an account's calendars it is: ids and cursors of two are never the same. */
  readonly place?: number;
}

export interface MemoryCalendar {
  readonly port: CalendarPort;
  /** What the side holds, by id; a test may look into it. What it takes out leaves no tombstone. */
  readonly records: Map<string, RemoteRecord>;
  /** By the master's id. */
  readonly series: Map<string, MemorySeries>;
  /** Rows that nobody can read; a listing names them. */
  readonly unreadable: SkippedRow[];
  /** Attendees who were mailed, one entry each. */
  readonly outbox: string[];
  /** Requests, oldest first: calls of the port's methods, for a reading its pages (`readPage`). */
  readonly calls: readonly string[];
  /** Somebody else works on the side: gives records new versions, mails nobody. */
  readonly asPerson: MemoryPerson;
  /** Somebody else's change of the subject. */
  edit(id: string, subject: string): void;
  /** All cursors and places that were given are no longer good. */
  expireCursors(): void;
  /** The next call fails: before it acts, or after it acted as when an answer is lost. */
  failNext(error: Error, when: 'before' | 'after'): void;
}

/** A side of the sync that lives in memory and keeps the whole contract; nothing in it waits. */
export function createMemoryCalendar(options: MemoryCalendarOptions): MemoryCalendar {
  const { side, zone, pageSize = 50, now, place = 0 } = options;
  const isHelpdesk = options.create === 'repeating';
  const records = new Map<string, RemoteRecord>();
  /** Of what creations have made: a person's copy carries the key, and is not found by it. */
  const idsByKey = new Map<string, string>();
  const timesMade = new Map<string, number>();
  const series = new Map<string, MemorySeries>();
  /** Ids in the order of their changes. */
  const log: string[] = [];
  const unreadable: SkippedRow[] = [];
  const outbox: string[] = [];
  const calls: string[] = [];
  const failures: { readonly error: Error; readonly when: 'before' | 'after' }[] = [];
  let lastNumber = place * 1_000;
  const next = () => String(++lastNumber);

  let pace: Parameters<CalendarPort['paceWith']>[0] | null = null;

  async function call<T>(name: string, act: () => T): Promise<T> {
    if (pace !== null) await pace();
    calls.push(name);
    const failure = failures.shift();
    if (failure?.when === 'before') throw failure.error;
    const result = act();
    if (failure !== undefined) throw failure.error;
    return result;
  }

  function put(record: RemoteRecord): RemoteRecord {
    const versioned = { ...record, etag: `"${next()}"`, changedAtMs: now?.() ?? null };
    records.set(record.id, versioned);
    log.push(record.id);
    return versioned;
  }

  function putSeries(changed: MemorySeries, touched: string): void {
    series.set(changed.master.id, changed);
    log.push(touched);
  }

  /** Writes what a single record or an instance holds now; null cancels or deletes it. */
  function write(id: string, record: RemoteRecord | null): RemoteRecord | null {
    const instance = records.has(id) ? null : findInstance(series, id);
    if (instance === null) {
      if (record !== null) return put(record);
      records.delete(id);
      log.push(id);
      return null;
    }
    const { of, originalStart } = instance;
    const changed = record === null ? null : { ...record, id, etag: `"${next()}"`, changedAtMs: now?.() ?? null };
    const exception = { id, masterId: of.master.id, originalStart, record: changed };
    putSeries({ ...of, exceptions: new Map(of.exceptions).set(originalStart, exception) }, id);
    return changed;
  }

  function find(id: string): RemoteRecord | null {
    const record = records.get(id);
    if (record !== undefined) return record;
    const whole = series.get(id);
    if (whole !== undefined) return masterRecord(whole);
    const instance = series.size === 0 ? null : findInstance(series, id);
    return instance === null ? null : instanceRecord(instance.of, instance.originalStart);
  }

  function isGarbled(id: string): boolean {
    const instance = series.size === 0 ? null : findInstance(series, id);
    return instance?.of.exceptions.get(instance.originalStart)?.isUnreadable === true;
  }

  /** Null when it is gone. */
  function current({ id, etag, seen }: Pick<RecordVersion, 'id' | 'etag' | 'seen'>): RemoteRecord | null {
    const record = find(id);
    const isOther = !isHelpdesk && etag === '' && seen !== undefined;
    if (record !== null && isOther && differingFields(record.content, seen).length > 0) throw stale(side, id);
    if (record !== null && etag !== '' && etag !== record.etag) throw stale(side, id);
    return record;
  }

  function update({ target, content, fields }: RecordUpdate): RemoteRecord {
    const record = current(target);
    if (record === null) throw new GoneError(`${side} ${target.id} is gone`);
    const kept = isHelpdesk ? fields.filter((field) => field !== 'showAs') : fields;
    const marked = isHelpdesk ? { ...record, ...target.mark } : record;
    return answer(write(target.id, { ...marked, content: withFields(record.content, kept, content) }) ?? record);
  }

  function create(creation: Creation): RemoteRecord {
    const there = isHelpdesk ? null : findMade(creation);
    if (there !== null) return { ...there, wasThere: true };
    if (creation.mail === 'everybody') outbox.push(...creation.content.attendees.map(({ email }) => email));
    const { creationKey, again = 0 } = creation;
    const times = timesMade.get(creationKey) ?? 0;
    timesMade.set(creationKey, times + 1);
    const counted = isHelpdesk || times === 0 ? again : Math.max(again, times + 1);
    const record = toRecord(side, next(), { ...creation, again: counted }, isHelpdesk);
    idsByKey.set(creationKey, record.id);
    const { repeats } = creation;
    if (repeats === undefined || creation.content.span.kind === 'allDay') return asCreated(put(record), creation);
    const master = { ...record, zone: creation.content.span.zone, recurrence: repeats };
    putSeries({ master, exceptions: new Map() }, record.id);
    return asCreated(record, creation);
  }

  /** What a creation has made. A series is more than what a single one would make, whatever key it carries. */
  function findMade({ creationKey: key, repeats }: Creation): RemoteRecord | null {
    const whole = [...series.values()].find(({ master }) => repeats !== undefined && master.creationKey === key);
    if (whole !== undefined) return masterRecord(whole);
    const record = records.get(idsByKey.get(key) ?? '');
    return record?.creationKey === key ? record : null;
  }

  /** What an answer about one record says: the helpdesk knows no free or busy. */
  function answer(record: RemoteRecord): RemoteRecord {
    return isHelpdesk ? { absent: ['showAs'], ...record } : record;
  }

  function listed(record: RemoteRecord): RemoteRecord {
    return isHelpdesk ? { absent: ['showAs', 'notes'], ...record, content: { ...record.content, notes: '' } } : record;
  }

  function itemOf(id: string): MemoryItem | null {
    const record = records.get(id);
    if (record !== undefined) return { ...noItem, records: [listed(record)] };
    const master = series.get(id);
    if (master !== undefined) return { ...noItem, series: [master.master] };
    const instance = series.size === 0 ? null : findInstance(series, id);
    const exception = instance?.of.exceptions.get(instance.originalStart);
    if (exception !== undefined) return toldException(exception);
    // A bare tombstone, for an exception beyond a cut too; the helpdesk tells nothing.
    return isHelpdesk ? null : { ...noItem, gone: [id] };
  }

  /** A calendar's listing has no end; the helpdesk lists the window. */
  function listing({ window }: ReadRequest): readonly MemoryItem[] {
    const wanted = isHelpdesk ? window : { ...window, endMs: Number.POSITIVE_INFINITY };
    const items: MemoryItem[] = [];
    for (const record of records.values()) {
      if (overlaps(toInterval(record.content.span, zone), wanted)) items.push({ ...noItem, records: [listed(record)] });
    }
    for (const { master, exceptions } of series.values()) {
      if (isListed(master, wanted.startMs)) items.push({ ...noItem, series: [master] });
      for (const exception of exceptions.values()) {
        // By its own end, wherever its rule had it.
        const isShown = exception.record === null || overlaps(toInterval(exception.record.content.span, zone), wanted);
        if (isShown) items.push(toldException(exception));
      }
    }
    return items;
  }

  const hasChanges = options.reading !== 'listings';
  const readings = createMemoryReadings({
    ...{ side, place, pageSize, hasChanges, log, itemOf, listing, skipped: unreadable, call },
  });

  const port: CalendarPort = {
    side,
    atOnce: isHelpdesk ? { reads: 4, writes: 1 } : { reads: 4, writes: 4 },
    readChanges: (request) => readings.readChanges(request),

    read: (id) =>
      call('read', () => {
        const record = find(id);
        if (record !== null && isGarbled(id)) throw new UnreadableError(`the ${side}'s ${id} cannot be read`, side);
        const master = series.get(id)?.master;
        return record === null ? null : answer(master === undefined ? record : { ...record, series: master });
      }),

    create: (creation) => call('create', () => create(creation)),

    findCreated: (creation) =>
      call('findCreated', () => {
        const record = findMade(creation);
        return record === null ? null : asCreated(record, creation);
      }),

    update: (target, content, fields) => call('update', () => update({ target, content, fields })),

    findCopies: isHelpdesk
      ? ({ creationKey }) =>
          call('findCopies', () => [...records.values()].filter((record) => record.creationKey === creationKey))
      : null,

    linkTwin: (target, twinId) =>
      call('linkTwin', () => {
        const record = current(target);
        if (record === null) throw new GoneError(`${side} ${target.id} is gone`);
        return answer(write(target.id, { ...record, twinId }) ?? record);
      }),

    remove: (target) =>
      call('remove', () => {
        if (current(target) === null) return;
        if (series.has(target.id)) asPerson.delete(target.id);
        else write(target.id, null);
      }),

    paceWith(next) {
      pace = next;
    },

    normalise: (content, held) => (isHelpdesk ? { ...content, showAs: held?.showAs ?? 'busy' } : content),

    ...(isHelpdesk
      ? {
          createMany: (creations: readonly Creation[]) => call('createMany', () => creations.map(create)),
          updateMany: (updates: readonly RecordUpdate[]) =>
            call('updateMany', () => updates.map((one) => settled(() => update(one)))),
        }
      : {
          instanceId: memoryInstanceId,
          changeRule: (target: RecordVersion, recurrence: readonly string[]) =>
            call('changeRule', () => {
              const before = current(target);
              if (before === null) throw new GoneError(`${side} ${target.id} is gone`);
              asPerson.editSeries(target.id, {}, recurrence);
              return find(target.id) ?? before;
            }),
        }),
  };

  const asPerson = createMemoryPerson({ side, records, series, log, next, put, putSeries, write });
  return {
    port,
    records,
    series,
    unreadable,
    outbox,
    calls,
    asPerson,
    edit: (id, subject) => asPerson.edit(id, { subject }),
    expireCursors: () => readings.expire(),
    failNext(error, when) {
      failures.push({ error, when });
    },
  };
}

/** A year on, to find dates of those that have begun and may have ended. */
const farMs = 366 * dayMs;

/** Where its rule has a date that ends after that, whatever has become of it. */
function isListed(master: SeriesRecord, fromMs: number): boolean {
  if (toInterval(master.content.span, master.zone).endMs > fromMs) return true;
  const window = { startMs: fromMs, endMs: fromMs + farMs };
  const { occurrences, unreadable } = expandSeries({ master, exceptions: [], window });
  return unreadable !== undefined || occurrences.length > 0;
}

/** Of what nobody can read only the name is told. */
function toldException(exception: SeriesException): MemoryItem {
  if (exception.isUnreadable !== true) return { ...noItem, exceptions: [exception] };
  const { id, masterId, originalStart } = exception;
  return {
    ...noItem,
    exceptions: [{ id, masterId, originalStart, record: null, isUnreadable: true }],
    skipped: [{ what: 'event', id, reason: 'its times cannot be read' }],
  };
}

function settled<T>(act: () => T): T | Error {
  try {
    return act();
  } catch (error) {
    if (error instanceof GoneError || error instanceof StaleEtagError) return error;
    throw error;
  }
}

function stale(side: Side, id: string): StaleEtagError {
  return new StaleEtagError(`${side} ${id} was changed`);
}

function toRecord(side: Side, id: string, creation: Creation, isHelpdesk: boolean): RemoteRecord {
  const { content } = creation;
  return {
    id,
    etag: '',
    content: isHelpdesk ? { ...content, showAs: 'busy' } : content,
    creationKey: creation.creationKey,
    twinId: creation.twinId,
    ...(creation.again && { again: creation.again }),
    ticketId: creation.ticket?.id ?? null,
    url: `https://${side}.example/${id}`,
    remark: null,
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
    changedAtMs: null,
  };
}

/** What the side does not keep stands in the answer as it was sent. */
function asCreated(record: RemoteRecord, { content }: Creation): RemoteRecord {
  const kept: ContentField[] = ['showAs'];
  return record.content.showAs === content.showAs
    ? record
    : { ...record, content: withFields(record.content, kept, content), absent: kept };
}
