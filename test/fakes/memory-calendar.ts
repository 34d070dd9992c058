import type { Side } from '../../lib/domain/appointment';
import { overlaps } from '../../lib/domain/intervals';
import type { SkippedRow } from '../../lib/domain/problem';
import { toInterval } from '../../lib/domain/span-interval';
import { StaleEtagError } from '../../lib/http/errors';
import type { CalendarPort, Creation, RemoteRecord } from '../../lib/sync/ports';

export interface MemoryCalendarOptions {
  readonly side: Side;
  /** As Google: creating again with one key finds what is there. Else as the helpdesk: it makes another. */
  readonly create: 'idempotent' | 'repeating';
  /** IANA zone of all-day records. */
  readonly zone: string;
  readonly pageSize?: number;
}

export interface MemoryCalendar {
  readonly port: CalendarPort;
  /** What the side holds, by id; a test may look into it and change it as somebody else would. */
  readonly records: Map<string, RemoteRecord>;
  /** Rows that nobody can read; a listing names them. */
  readonly unreadable: SkippedRow[];
  /** Attendees who were mailed, one entry each. */
  readonly outbox: string[];
  /** Calls of the port's methods, oldest first. */
  readonly calls: readonly string[];
  /** Somebody else's change: gives the record a new version. */
  edit(id: string, subject: string): void;
  /** The next call fails: before it acts, or after it acted as when an answer is lost. */
  failNext(error: Error, when: 'before' | 'after'): void;
}

/** A side of the sync that lives in memory, with versions, tombstone-free deletion and failures on demand. */
export function createMemoryCalendar(options: MemoryCalendarOptions): MemoryCalendar {
  const { side, zone, pageSize = 50 } = options;
  const records = new Map<string, RemoteRecord>();
  const unreadable: SkippedRow[] = [];
  const outbox: string[] = [];
  const calls: string[] = [];
  const failures: { error: Error; when: 'before' | 'after' }[] = [];
  let lastNumber = 0;
  const next = () => String(++lastNumber);

  async function call<T>(name: string, act: () => T): Promise<T> {
    calls.push(name);
    const failure = failures.shift();
    if (failure?.when === 'before') throw failure.error;
    const result = act();
    if (failure !== undefined) throw failure.error;
    return result;
  }

  function findByKey(key: string): RemoteRecord | undefined {
    return [...records.values()].find(({ creationKey }) => creationKey === key);
  }

  function put(record: RemoteRecord): RemoteRecord {
    const versioned = { ...record, etag: `"${next()}"` };
    records.set(record.id, versioned);
    return versioned;
  }

  /** Null when it is gone. */
  function current(target: { readonly id: string; readonly etag: string }): RemoteRecord | null {
    const record = records.get(target.id);
    if (record === undefined) return null;
    if (target.etag !== '' && target.etag !== record.etag) throw new StaleEtagError(`${side} ${target.id} was changed`);
    return record;
  }

  const port: CalendarPort = {
    side,

    async *list(window) {
      const found = await call('list', () =>
        [...records.values()].filter(({ content }) => overlaps(toInterval(content.span, zone), window)),
      );
      for (let from = 0; from === 0 || from < found.length; from += pageSize) {
        yield { records: found.slice(from, from + pageSize), skipped: from === 0 ? [...unreadable] : [] };
      }
    },

    read: (id) => call('read', () => records.get(id) ?? null),

    create: (creation) =>
      call('create', () => {
        const there = options.create === 'idempotent' ? findByKey(creation.creationKey) : undefined;
        if (there !== undefined) return there;
        if (creation.mail === 'everybody') outbox.push(...creation.content.attendees.map(({ email }) => email));
        return put(toRecord(side, next(), creation));
      }),

    findCreated: ({ creationKey }) => call('findCreated', () => findByKey(creationKey) ?? null),

    findCopies:
      options.create === 'idempotent'
        ? null
        : ({ creationKey }) =>
            call('findCopies', () => [...records.values()].filter((record) => record.creationKey === creationKey)),

    linkTwin: (target, twinId) =>
      call('linkTwin', () => {
        const record = current(target);
        if (record === null) throw new StaleEtagError(`${side} ${target.id} is gone`);
        return put({ ...record, twinId });
      }),

    remove: (target) =>
      call('remove', () => {
        if (current(target) !== null) records.delete(target.id);
      }),
  };

  return {
    port,
    records,
    unreadable,
    outbox,
    calls,
    edit(id, subject) {
      const record = records.get(id);
      if (record === undefined) throw new Error(`the ${side} holds no record ${id}`);
      put({ ...record, content: { ...record.content, subject } });
    },
    failNext(error, when) {
      failures.push({ error, when });
    },
  };
}

function toRecord(side: Side, id: string, creation: Creation): RemoteRecord {
  return {
    id,
    etag: '',
    content: creation.content,
    creationKey: creation.creationKey,
    twinId: creation.twinId,
    ticketId: creation.ticket?.id ?? null,
    url: `https://${side}.example/${id}`,
    remark: null,
  };
}
