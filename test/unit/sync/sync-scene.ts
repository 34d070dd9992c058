import type { Side } from '../../../lib/domain/appointment';
import type { Problem } from '../../../lib/domain/problem';
import { SyncTokenExpiredError } from '../../../lib/http/errors';
import { toProblem } from '../../../lib/http/to-problem';
import type { Link } from '../../../lib/sync/link';
import type { CalendarPort, RemoteRecord } from '../../../lib/sync/ports';
import { reconsider } from '../../../lib/sync/roll-window';
import type { SyncRules } from '../../../lib/sync/rules';
import { runSync, type SyncDeps } from '../../../lib/sync/run-sync';
import type { RunRecord } from '../../../lib/sync/store';
import { createMemoryCalendar, type MemoryCalendar } from '../../fakes/memory-calendar';
import { createMemorySyncStore, type MemorySyncStore } from '../../fakes/memory-sync-store';
import { account, contentOf, linkOf, noSide, nowMs, rulesOf } from './link-scene';

/** Two sides, a store, and the engine between them. */
export interface SyncScene {
  readonly helpdesk: MemoryCalendar;
  readonly calendar: MemoryCalendar;
  store: MemorySyncStore;
  readonly clock: { nowMs: number };
  rules: SyncRules;
  /** Instead of a side's port, for a run. */
  readonly problems: Partial<Record<Side, Problem>>;
  run(options?: Partial<SyncDeps>): Promise<RunRecord>;
  /** What the agent does when rules change: everything is decided anew. */
  setRules(change: Partial<SyncRules>): Promise<void>;
  /** Keeps a draft of the form, as a link that is owed to both sides. */
  save(link?: Partial<Link>): Promise<Link>;
  /** The one link there is. */
  link(): Link;
  subjects(side: Side): readonly string[];
  sole(side: Side): RemoteRecord;
}

export function createScene(options: { readonly zone?: string; readonly pageSize?: number } = {}): SyncScene {
  const { zone = 'Europe/London', pageSize = 50 } = options;
  const clock = { nowMs };
  const now = () => clock.nowMs;
  const sides = {
    helpdesk: createMemoryCalendar({ side: 'helpdesk', create: 'repeating', zone, pageSize, now }),
    calendar: createMemoryCalendar({ side: 'calendar', create: 'idempotent', zone, pageSize, now }),
  };
  let keys = 0;
  const context = () => ({
    account,
    rules: scene.rules,
    calendarOf: { email: 'leah.novak@acme.example', calendarId: 'primary' },
    agentId: 2,
    nowMs: clock.nowMs,
    newKey: () => `key ${String(++keys).padStart(4, '0')}`,
    ticketUrl: (id: number) => `https://acme.halopsa.com/ticket?id=${id}`,
  });
  const port = async (side: Side): Promise<CalendarPort | Problem> => scene.problems[side] ?? sides[side].port;
  const scene: SyncScene = {
    ...sides,
    store: createMemorySyncStore(),
    clock,
    rules: rulesOf({ zone }),
    problems: {},
    run(asked = {}) {
      clock.nowMs += 60_000;
      return runSync({
        store: scene.store,
        sidePort: port,
        port,
        now,
        random: () => 0,
        toProblem,
        rules: scene.rules,
        runId: 'run',
        isOutsideHours: () => false,
        onChange: async () => {},
        context: context(),
        isSyncTokenExpired: (error) => error instanceof SyncTokenExpiredError,
        listEveryMs: 24 * 3_600_000,
        want: 'changes',
        approved: null,
        only: null,
        kind: 'sync',
        withLink: (_key, work) => work(),
        reportBrake: (entries) => scene.store.append(entries),
        onProgress: async () => 'goOn',
        ...asked,
      });
    },
    async setRules(change) {
      scene.rules = { ...scene.rules, ...change };
      await reconsider({ store: scene.store, context: context() }, { startMs: 0, endMs: Number.POSITIVE_INFINITY });
    },
    async save(change = {}) {
      const link = linkOf({
        ...{
          source: 'form',
          wanted: contentOf(),
          helpdesk: noSide,
          calendar: noSide,
          dirty: 1,
          createdAtMs: clock.nowMs,
        },
        ...change,
      });
      await scene.store.insert(link, {
        ...{ atMs: clock.nowMs, account, runId: null, linkKey: link.key, subject: link.subject, side: null },
        ...{ action: 'save', outcome: 'asked', fields: [], recordId: null, problem: null, before: null },
        after: link.wanted,
        isOutsideHours: false,
      });
      return link;
    },
    link() {
      const [link, ...more] = scene.store.links.values();
      if (link === undefined || more.length > 0) throw new Error(`there are ${scene.store.links.size} links`);
      return link;
    },
    subjects: (side) => [...sides[side].records.values()].map(({ content }) => content.subject).sort(),
    sole(side) {
      const [record, ...more] = sides[side].records.values();
      if (record === undefined || more.length > 0)
        throw new Error(`the ${side} holds ${sides[side].records.size} records`);
      return record;
    },
  };
  return scene;
}

/** Requests that change something. */
export function writes({ helpdesk, calendar }: Pick<SyncScene, 'helpdesk' | 'calendar'>): readonly string[] {
  const isWrite = (call: string) => /^(create|update|remove|linkTwin)/.test(call);
  return [
    ...helpdesk.calls.filter(isWrite).map((call) => `helpdesk ${call}`),
    ...calendar.calls.filter(isWrite).map((call) => `calendar ${call}`),
  ];
}

/** What is asked of both sides from here on. */
export function asked(scene: SyncScene): () => readonly string[] {
  const calls = { helpdesk: scene.helpdesk.calls.length, calendar: scene.calendar.calls.length };
  return () => [
    ...scene.helpdesk.calls.slice(calls.helpdesk).map((call) => `helpdesk ${call}`),
    ...scene.calendar.calls.slice(calls.calendar).map((call) => `calendar ${call}`),
  ];
}
