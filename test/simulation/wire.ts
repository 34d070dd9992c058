import type { Side } from '../../lib/domain/appointment';
import {
  AuthError,
  DuplicateError,
  ForbiddenError,
  GoneError,
  RateLimitError,
  RejectedError,
  StaleEtagError,
  SyncTokenExpiredError,
  UnreachableError,
  UnreadableError,
} from '../../lib/http/errors';
import type { CalendarPort, ChangePage, Creation, Reading } from '../../lib/sync/ports';
import type { PageWork, SyncStore } from '../../lib/sync/store';
import { Death } from '../fakes/mortality';
import type { FaultKind, PersonOp, Trouble } from './history';

/** What is wrong with a side for longer than one request. */
export interface SideState {
  token: 'good' | 'revoked';
  contents: 'full' | 'empty';
}

export interface WireOptions {
  readonly troubles: readonly Trouble[];
  readonly pages: 'plain' | 'repeated' | 'short';
  readonly states: Readonly<Record<Side, SideState>>;
  readonly now: () => number;
  readonly onPerson: (op: PersonOp) => void;
  /** Takes a request that acts later. */
  readonly onLate: (act: () => Promise<unknown>) => void;
  /** Hears of a creation that acts twice. */
  readonly onRepeated: (subject: string) => void;
  readonly log: (line: string) => void;
}

/** The way between the engine and everything outside it, with all that happens to a run on it. */
export interface Wire {
  port(port: CalendarPort): CalendarPort;
  store(store: SyncStore): SyncStore;
  readonly requests: number;
  /** Links, series and feeds written. */
  readonly rows: number;
}

export function createWire({ troubles, pages, states, now, onPerson, onLate, onRepeated, log }: WireOptions): Wire {
  const deathAt = troubles.find(({ what }) => what === 'death')?.at ?? Number.POSITIVE_INFINITY;
  const faults = new Map<number, FaultKind>();
  const visits = new Map<number, PersonOp[]>();
  for (const trouble of troubles) {
    if (trouble.what === 'fault') faults.set(trouble.at, trouble.kind);
    if (trouble.what === 'person') visits.set(trouble.at, [...(visits.get(trouble.at) ?? []), trouble.op]);
  }
  let awaits = 0;
  let requests = 0;
  let rows = 0;

  function step(): void {
    awaits += 1;
    for (const op of visits.get(awaits) ?? []) onPerson(op);
    if (awaits >= deathAt) throw new Death(`the worker died at await ${deathAt}`);
  }

  async function request<T>(side: Side, name: string, act: () => Promise<T>): Promise<T> {
    step();
    requests += 1;
    const fault = faults.get(requests);
    log(`${side} ${name}${fault === undefined ? '' : ` ${fault}`}`);
    if (states[side].token === 'revoked') throw new AuthError('the session has ended');
    const error = fault === undefined || isOfOne(fault, name) ? null : toError(fault, name, now());
    if (fault === 'late' && name !== 'readPage' && name !== 'read') onLate(act);
    if (error !== null && !actsAllTheSame(fault)) throw error;
    const answer = await act();
    step();
    if (error !== null) throw error;
    return answer;
  }

  /** The last of several fails alone, where that is the fault. */
  async function allButOne<Ask, Answer>(
    name: string,
    asks: readonly Ask[],
    act: (some: readonly Ask[]) => Promise<readonly Answer[]>,
  ): Promise<readonly (Answer | Error)[]> {
    const fault = faults.get(requests);
    const error = fault === undefined || !isOfOne(fault, `${name}Many`) ? null : toError(fault, name, now());
    return error === null ? act(asks) : [...(await act(asks.slice(0, -1))), error];
  }

  async function* pagesOf(side: Side, reading: Reading): AsyncGenerator<ChangePage> {
    let before: ChangePage | null = null;
    for (;;) {
      const next = await request(side, 'readPage', () => reading.pages.next());
      if (next.done === true) return;
      const page: ChangePage = next.value;
      yield pages === 'repeated' && before !== null ? joined(before, page) : page;
      if (page.resume === null) return;
      if (pages === 'short') yield { ...page, records: [], series: [], exceptions: [], gone: [], skipped: [] };
      before = page;
    }
  }

  async function* nothing(side: Side): AsyncGenerator<ChangePage> {
    const none = { records: [], series: [], exceptions: [], gone: [], skipped: [] };
    yield await request(side, 'readPage', async () => ({ ...none, resume: null, next: null }));
  }

  function wirePort(port: CalendarPort): CalendarPort {
    const { side } = port;
    const isEmpty = () => states[side].contents === 'empty';
    const refuse = async (): Promise<never> => {
      throw new RejectedError('there is no such calendar', 400);
    };
    const create = async (creation: Creation) => {
      if (faults.get(requests) === 'repeated') {
        onRepeated(creation.content.subject);
        await port.create(creation);
      }
      return port.create(creation);
    };
    const createMany = async (many: NonNullable<typeof port.createMany>, creations: readonly Creation[]) => {
      if (faults.get(requests) === 'repeated') {
        for (const { content } of creations) onRepeated(content.subject);
        await many.call(port, creations);
      }
      return allButOne('create', creations, (some) => many.call(port, some));
    };
    const ask = <T>(name: string, act: () => Promise<T>) => request(side, name, isEmpty() ? refuse : act);
    const { createMany: creating, updateMany: updating, findCopies } = port;
    return {
      side,
      atOnce: port.atOnce,
      paceWith: port.paceWith,
      findCopies: findCopies === null ? null : (creation) => ask('findCopies', () => findCopies(creation)),
      async readChanges(wanted) {
        if (isEmpty()) {
          if (wanted.cursor !== null || wanted.resume !== null) throw new SyncTokenExpiredError('unknown token');
          return { kind: 'listing', pages: nothing(side) };
        }
        const reading = await port.readChanges(wanted);
        return { kind: reading.kind, pages: pagesOf(side, reading) };
      },
      read: (id) => request(side, 'read', async () => (isEmpty() ? null : port.read(id))),
      findCreated: (creation) =>
        request(side, 'findCreated', async () => (isEmpty() ? null : port.findCreated(creation))),
      create: (creation) => ask('create', () => create(creation)),
      update: (target, content, fields) => ask('update', () => port.update(target, content, fields)),
      linkTwin: (target, twinId) => ask('linkTwin', () => port.linkTwin(target, twinId)),
      remove: (target) => ask('remove', () => port.remove(target)),
      normalise: port.normalise.bind(port),
      ...(port.instanceId === undefined ? {} : { instanceId: port.instanceId.bind(port) }),
      ...(creating === undefined ? {} : { createMany: (some) => ask('createMany', () => createMany(creating, some)) }),
      ...(updating === undefined
        ? {}
        : {
            updateMany: (all) => ask('updateMany', () => allButOne('update', all, (some) => updating.call(port, some))),
          }),
    };
  }

  async function stored<T>(act: () => Promise<T>, written = 0): Promise<T> {
    step();
    rows += written;
    const answer = await act();
    step();
    return answer;
  }

  function counted(page: PageWork): PageWork {
    return {
      ...page,
      put(links) {
        rows += links.length;
        return page.put(links);
      },
      add(links) {
        rows += links.length;
        return page.add(links);
      },
      putSeries(series) {
        rows += series.length;
        return page.putSeries(series);
      },
      putFeed(feed) {
        rows += 1;
        return page.putFeed(feed);
      },
    };
  }

  return {
    port: wirePort,
    store: (store) => ({
      ...store,
      read: (key) => stored(() => store.read(key)),
      insert: (link, entry) => stored(() => store.insert(link, entry), 1),
      change: (key, change, entry) => stored(() => store.change(key, change, entry), 1),
      changeMany: (changes) => stored(() => store.changeMany(changes), changes.length),
      dirty: (account, limit, after) => stored(() => store.dirty(account, limit, after)),
      feed: (account, side) => stored(() => store.feed(account, side)),
      applyPage: (account, side, work) => stored(() => store.applyPage(account, side, (page) => work(counted(page)))),
      unlisted: (listing, window, limit, after) => stored(() => store.unlisted(listing, window, limit, after)),
      startingIn: (account, stretch, limit, after) => stored(() => store.startingIn(account, stretch, limit, after)),
      countLinked: (account, atMost) => stored(() => store.countLinked(account, atMost)),
      allSeries: (account, limit, after) => stored(() => store.allSeries(account, limit, after)),
      append: (entries) => stored(() => store.append(entries)),
    }),
    get requests() {
      return requests;
    },
    get rows() {
      return rows;
    },
  };
}

/** A page that tells what the one before told, too. */
function joined(before: ChangePage, page: ChangePage): ChangePage {
  return {
    ...page,
    records: [...before.records, ...page.records],
    series: [...before.series, ...page.series],
    exceptions: [...before.exceptions, ...page.exceptions],
    gone: [...before.gone, ...page.gone],
  };
}

function actsAllTheSame(fault: FaultKind | undefined): boolean {
  return fault === 'lostAnswer' || fault === 'lateServerError' || fault === 'html';
}

/** What a request with several writes is told of one of them. */
function isOfOne(fault: FaultKind, name: string): boolean {
  return name.endsWith('Many') && ['stale', 'taken', 'forbidden', 'notFound'].includes(fault);
}

/** Null where a server would never say so to such a request. */
function toError(fault: FaultKind, name: string, nowMs: number): Error | null {
  const isWrite = ['create', 'update', 'linkTwin', 'remove'].includes(name);
  switch (fault) {
    case 'notSent':
      return new UnreachableError('no network', 'offline', 'side.example', 0);
    case 'lostAnswer':
    case 'late':
      return new UnreachableError('no answer', 'timeout', 'side.example', 0);
    case 'repeated':
      return null;
    case 'serverError':
    case 'lateServerError':
      return new UnreachableError('broken', 'server', 'side.example', 500);
    case 'rateLimit':
      return new RateLimitError('slow down', nowMs + 90_000);
    case 'stale':
      return isWrite && name !== 'create' ? new StaleEtagError('changed') : null;
    case 'taken':
      return name === 'create' ? new DuplicateError('the id is taken') : null;
    case 'expired':
      return name === 'readPage' ? new SyncTokenExpiredError('full sync required') : null;
    case 'html':
      return new UnreadableError('an answer in HTML', 'side.example');
    case 'auth':
      return new AuthError('the session has ended');
    case 'forbidden':
      return new ForbiddenError('not allowed', 403);
    case 'notFound':
      return name === 'update' ? new GoneError('not found') : null;
  }
}
