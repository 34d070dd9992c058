import type { CDPSession } from 'playwright-core';
import { extensionUrl, type TestBrowser } from '../e2e/support/browser';
import { type TraceEvent, traced } from './trace';

/** Rows that a worker has moved: read and written, one by one, and how many different ones. */
export interface MovedRows {
  readonly read: number;
  readonly written: number;
  readonly touched: number;
}

/** Counts in the worker what goes between the product and IndexedDB, from here on. Below every library. */
export async function countRows(browser: TestBrowser): Promise<() => Promise<MovedRows>> {
  const worker = await browser.worker();
  await worker.evaluate(rowCounter);
  return async () => (await browser.worker()).evaluate<MovedRows>('globalThis.takeMovedRows()');
}

const rowCounter = `(() => {
  let read = 0, written = 0, counted = 0, touched = new Set(), nameless = 0;
  const note = (kind, store, key) => {
    if (kind === 'read') read += 1; else written += 1;
    touched.add(store.name + ' ' + (key === undefined ? 'new ' + ++nameless : JSON.stringify(key)));
  };
  const at = (row, path) => path.split('.').reduce((value, name) => value?.[name], row);
  const keyOf = (store, row) => Array.isArray(store.keyPath) ? store.keyPath.map((path) => at(row, path)) : at(row, store.keyPath);
  const storeOf = (source) => source instanceof IDBIndex ? source.objectStore : source;
  for (const name of ['put', 'add']) {
    const plain = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (row, ...rest) {
      note('written', this, keyOf(this, row));
      return plain.call(this, row, ...rest);
    };
  }
  const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (key) {
    note('written', this, key);
    return remove.call(this, key);
  };
  for (const type of [IDBObjectStore, IDBIndex]) {
    for (const name of ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor']) {
      const plain = type.prototype[name];
      type.prototype[name] = function (...asked) {
        const request = plain.apply(this, asked);
        const store = storeOf(this);
        request.addEventListener('success', () => {
          const { result } = request;
          if (name === 'count') { read += result; counted += result; }
          else if (name.endsWith('Cursor')) result !== null && note('read', store, result.primaryKey);
          else if (name === 'getAll') for (const row of result) note('read', store, keyOf(store, row));
          else if (name === 'getAllKeys') for (const key of result) note('read', store, key);
          else if (result !== undefined) note('read', store, name === 'get' ? keyOf(store, result) : result);
        });
        return request;
      };
    }
  }
  globalThis.takeMovedRows = () => {
    const moved = { read, written, touched: touched.size + counted };
    read = 0; written = 0; counted = 0; touched = new Set();
    return moved;
  };
})()`;

/** The worker's live memory, as the engine itself tells it. */
export interface HeapProbe {
  /** Bytes that are in use after all garbage was collected. */
  live(): Promise<number>;
  end(): Promise<void>;
}

export async function probeHeap(session: CDPSession): Promise<HeapProbe> {
  const { targetInfos } = await session.send('Target.getTargets');
  const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl));
  if (target === undefined) throw new Error('The worker does not run');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: target.targetId, flatten: false });
  let last = 0;
  const waiting = new Map<number, (result: { usedSize?: number }) => void>();
  const hear = ({ sessionId: from, message }: { sessionId: string; message: string }) => {
    if (from !== sessionId) return;
    const { id, result } = JSON.parse(message) as { id?: number; result?: { usedSize?: number } };
    if (id === undefined) return;
    waiting.get(id)?.(result ?? {});
    waiting.delete(id);
  };
  session.on('Target.receivedMessageFromTarget', hear);
  const send = async (method: string) => {
    const id = ++last;
    const answer = new Promise<{ usedSize?: number }>((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
  return {
    async live() {
      await send('HeapProfiler.collectGarbage');
      return (await send('Runtime.getHeapUsage')).usedSize ?? 0;
    },
    async end() {
      session.off('Target.receivedMessageFromTarget', hear);
      await session.send('Target.detachFromTarget', { sessionId });
    },
  };
}

/** The longest stretches in milliseconds for which the worker's thread answered nobody while the work was done. */
export async function longestTasks(
  session: CDPSession,
  work: () => Promise<unknown>,
): Promise<{ readonly atWorkMs: number; readonly byClockMs: number }> {
  const { events } = await traced(session, ['__metadata', 'toplevel', 'disabled-by-default-devtools.timeline'], work);
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name?.startsWith('ServiceWorker thread'))
      .map(threadOf),
  );
  const tasks = events.filter((event) => /RunTask$/.test(event.name) && threads.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('The trace shows nothing of the worker');
  const most = (time: (task: TraceEvent) => number) =>
    tasks.reduce((max, task) => Math.max(max, time(task)), 0) / 1_000;
  return { atWorkMs: most(({ tdur = 0 }) => tdur), byClockMs: most(({ dur = 0 }) => dur) };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}
