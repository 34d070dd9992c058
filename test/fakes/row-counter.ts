import type { DBCoreTable } from 'dexie';
import type { Database } from '../../lib/storage/database';

/** Rows that went between the database and its callers since the last `reset`. */
export interface RowCounter {
  /** Rows and keys handed out, one by one: reading a row twice counts twice, and a `count()` counts what it passes. */
  readonly read: number;
  readonly written: number;
  /** Different rows among them. */
  readonly touched: number;
  /** Read and written, by table. */
  readonly byTable: ReadonlyMap<string, number>;
  reset(): void;
}

/** Counts what really reaches IndexedDB. To be called before the database is opened. */
export function countRows(database: Database): RowCounter {
  const byTable = new Map<string, number>();
  const touched = new Set<string>();
  let read = 0;
  let written = 0;
  function note(table: string, how: 'read' | 'written', keys: readonly unknown[]): void {
    if (how === 'read') read += keys.length;
    else written += keys.length;
    byTable.set(table, (byTable.get(table) ?? 0) + keys.length);
    for (const key of keys) touched.add(`${table} ${JSON.stringify(key)}`);
  }
  database.use({
    stack: 'dbcore',
    name: 'rowCounter',
    // Below Dexie's own layers: what they answer from a cache was not read.
    level: -10,
    create: (core) => ({ ...core, table: (name) => counted(core.table(name), note) }),
  });
  return {
    get read() {
      return read;
    },
    get written() {
      return written;
    },
    get touched() {
      return touched.size;
    },
    byTable,
    reset() {
      read = 0;
      written = 0;
      touched.clear();
      byTable.clear();
    },
  };
}

type Note = (table: string, how: 'read' | 'written', keys: readonly unknown[]) => void;

/** Nothing is awaited in here: a transaction does not outlive a wait for anything but itself. */
function counted(table: DBCoreTable, note: Note): DBCoreTable {
  const { name, schema } = table;
  const keyOf = (row: unknown): unknown => schema.primaryKey.extractKey?.(row);
  return {
    ...table,
    get: (request) =>
      table.get(request).then((row: unknown) => {
        if (row !== undefined) note(name, 'read', [request.key]);
        return row;
      }),
    getMany: (request) =>
      table.getMany(request).then((rows) => {
        const found = request.keys.filter((_key, position) => rows[position] !== undefined && rows[position] !== null);
        note(name, 'read', found);
        return rows;
      }),
    query: (request) =>
      table.query(request).then((answer) => {
        note(name, 'read', request.values === true ? answer.result.map(keyOf) : answer.result);
        return answer;
      }),
    count: (request) =>
      table.query({ ...request, values: false }).then(({ result }) => {
        note(name, 'read', result);
        return result.length;
      }),
    openCursor: (request) =>
      table.openCursor(request).then((cursor) => {
        if (cursor === null) return null;
        const { start } = cursor;
        cursor.start = (onNext) =>
          start.call(cursor, () => {
            note(name, 'read', [cursor.primaryKey]);
            onNext();
          });
        return cursor;
      }),
    mutate: (request) => {
      if (request.type === 'delete') note(name, 'written', request.keys);
      if (request.type === 'deleteRange') {
        const { trans, range } = request;
        return table.query({ trans, values: false, query: { index: schema.primaryKey, range } }).then(({ result }) => {
          note(name, 'written', result);
          return table.mutate(request);
        });
      }
      return table.mutate(request).then((answer) => {
        if (request.type === 'add' || request.type === 'put') note(name, 'written', answer.results ?? []);
        return answer;
      });
    },
  };
}
