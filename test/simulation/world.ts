import type { AppointmentContent, Side } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import { fieldKey } from '../../lib/domain/content-fields';
import { expandSeries } from '../../lib/domain/recurrence/expand-series';
import type { Interval } from '../../lib/domain/span';
import { toInterval } from '../../lib/domain/span-interval';
import { SyncTokenExpiredError } from '../../lib/http/errors';
import { toProblem } from '../../lib/http/to-problem';
import type { Link } from '../../lib/sync/link';
import { type LinkStep, planLink } from '../../lib/sync/plan-link';
import type { CalendarPort, RemoteRecord } from '../../lib/sync/ports';
import { reconsider } from '../../lib/sync/roll-window';
import type { SyncRules } from '../../lib/sync/rules';
import { runStep, type StepDeps } from '../../lib/sync/run-step';
import { runSync } from '../../lib/sync/run-sync';
import { stepDueAtMs } from '../../lib/sync/step-due';
import type { Feed, JournalEntry, RunRecord, SyncStore } from '../../lib/sync/store';
import { createMemoryCalendar, type MemoryCalendar } from '../fakes/memory-calendar';
import type { MemorySeries } from '../fakes/memory-series';
import { Death } from '../fakes/mortality';
import { epochMs, fieldsBy, itemOf, ruleOf, seriesBy, writtenBy, zone } from './content';
import {
  type History,
  type Op,
  type PersonOp,
  type RuleChange,
  type Trouble,
  type UniqueField,
  uniqueFields,
} from './history';
import { createWire, type SideState } from './wire';

const sideNames = ['helpdesk', 'calendar'] as const;

export const account = 'https://acme.halopsa.com#2';

/** Where the engine keeps what it knows, for tests that look into it. */
export interface WorldStore {
  /** As a worker makes it when it starts. */
  readonly open: () => SyncStore;
  readonly links: () => Promise<readonly Link[]>;
  /** The same at once, while a person does something; null: not without waiting. */
  readonly linksNow: (() => readonly Link[]) | null;
  readonly journal: () => Promise<readonly JournalEntry[]>;
}

/** Ways to make the engine's dependencies wrong on purpose. */
export interface Sabotage {
  readonly port?: (port: CalendarPort) => CalendarPort;
  readonly store?: (store: SyncStore) => SyncStore;
}

/** What two browser profiles of one agent have in common: both sides, the people at work on them, and the time. */
type Surroundings = Pick<World, 'sides' | 'truth' | 'log' | 'clock' | 'stores'>;

/** One value that somebody wrote into a field, and what stood there. */
export interface WrittenValue {
  readonly item: number;
  readonly field: UniqueField;
  readonly value: string;
  readonly over: readonly string[];
}

export interface Deletion {
  readonly item: number;
  readonly side: Side;
  readonly held: AppointmentContent;
  /** The engine knew the record, and nothing was under way. */
  readonly isQuiet: boolean;
}

export interface Save {
  readonly item: number;
  readonly e: number;
  readonly mail: 'nobody' | 'everybody';
}

/** What was done by people, for the checks. */
export interface Truth {
  readonly written: WrittenValue[];
  readonly deletions: Deletion[];
  readonly saves: Save[];
  /** Items that are series, and items some field of which is not told apart by its value. */
  readonly series: Set<number>;
  readonly flagged: Set<number>;
  /** Items in which two people wrote the same on both sides. */
  readonly coincided: Set<number>;
  /** Items that a repeated request has made twice. */
  readonly repeated: Set<number>;
  /** Items that somebody has made by copying another. */
  readonly copied: Set<number>;
  /** Items that were edited on a side where they had been deleted before, or stood twice. */
  readonly editedAgain: Set<number>;
  hasDecidedByRule: boolean;
  hasChangedPrivacy: boolean;
}

export interface World {
  readonly sides: Readonly<Record<Side, MemoryCalendar>>;
  readonly at: WorldStore;
  readonly truth: Truth;
  /** What was asked and done, in order. */
  readonly log: (string | PersonOp)[];
  /** The helpdesk tells what changed; otherwise each reading lists everything. */
  readonly hasChanges: boolean;
  /** Of all profiles. */
  readonly stores: WorldStore[];
  readonly clock: { trueMs: number; offMs: number };
  readonly rules: () => SyncRules;
  readonly window: () => Interval;
  readonly now: () => number;
  feed(side: Side): Promise<Feed>;
  play(op: Op): Promise<void>;
  run(op: Extract<Op, { do: 'run' }>, approved?: ReadonlySet<string> | null): Promise<Ran>;
  /** Everything works again, the clock is right, and the agent has pressed every "Retry". */
  restore(): Promise<void>;
}

/** Null: the worker died. */
export type Ran = { readonly record: RunRecord | null; readonly requests: number; readonly rows: number };

export const baseRules: Omit<SyncRules, 'window'> = {
  twoWay: true,
  allowed: {
    helpdesk: { create: true, update: true, delete: true },
    calendar: { create: true, update: true, delete: true },
  },
  conflictRule: 'ask',
  fieldRules: {},
  privacy: 'full',
  filters: { declined: false, free: false, allDay: false, private: false, otherTypes: false, tasks: false },
  zone,
  busyWord: 'Busy',
};

/** What the agent has set, but for the window, which moves with the time. */
function rulesWith({ twoWay, conflictRule, privacy, filters, forbidden = [] }: RuleChange): typeof baseRules {
  const { allowed } = baseRules;
  const left = { helpdesk: { ...allowed.helpdesk }, calendar: { ...allowed.calendar } };
  for (const [side, what] of forbidden) left[side][what] = false;
  return {
    ...baseRules,
    twoWay: twoWay ?? baseRules.twoWay,
    conflictRule: conflictRule ?? baseRules.conflictRule,
    privacy: privacy ?? baseRules.privacy,
    filters: { ...baseRules.filters, ...filters },
    allowed: left,
  };
}

/** `beside`: another browser profile of the same agent, in the same surroundings. */
export function createWorld(
  history: Pick<History, 'pageSize' | 'helpdeskReading' | 'keyFactor'>,
  at: WorldStore,
  sabotage: Sabotage = {},
  beside?: World,
): World {
  const { clock, sides, truth, log, stores } = beside ?? createSurroundings(history);
  stores.push(at);
  const now = () => clock.trueMs + clock.offMs;
  const states: Record<Side, SideState> = {
    helpdesk: { token: 'good', contents: 'full' },
    calendar: { token: 'good', contents: 'full' },
  };
  let lasting = rulesWith({});
  let keys = 0;
  let runs = 0;

  const window = (): Interval => ({ startMs: now() - 30 * dayMs, endMs: now() + 180 * dayMs });
  const rules = (): SyncRules => ({ window: window(), ...lasting });

  const foldContext = () => ({
    account,
    rules: rules(),
    calendarOf: { email: 'lee@acme.example', calendarId: 'primary' },
    agentId: 2,
    nowMs: now(),
    // Not in the order in which they are made: links are worked on in the order of their keys.
    newKey: () =>
      `${beside === undefined ? 'k' : 'l'}${((++keys * history.keyFactor) % 100_003).toString().padStart(6, '0')}`,
    ticketUrl: (id: number) => `https://acme.halopsa.com/ticket?id=${id}`,
  });

  const wantsPort = (port: CalendarPort) => sabotage.port?.(port) ?? port;
  const openStore = () => {
    const opened = at.open();
    return sabotage.store?.(opened) ?? opened;
  };
  let store = openStore();

  /** Requests that nobody waits for any more, but which still act. */
  const late: (() => Promise<unknown>)[] = [];
  const locks = new Map<string, Promise<unknown>>();

  async function withLink<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = locks.get(key) ?? Promise.resolve();
    const done = before.then(work, work);
    locks.set(key, done);
    return done;
  }

  function wireFor(op: { readonly troubles: readonly Trouble[]; readonly pages: 'plain' | 'repeated' | 'short' }) {
    const wire = createWire({
      ...{ troubles: op.troubles, pages: op.pages, states, now },
      onPerson: (visit) => person(visit),
      onLate: (act) => late.push(act),
      onRepeated: (subject) => truth.repeated.add(itemOf(subject) ?? 0),
      log: (line) => log.push(line),
    });
    const ports = {
      helpdesk: wire.port(wantsPort(sides.helpdesk.port)),
      calendar: wire.port(wantsPort(sides.calendar.port)),
    };
    const steps: StepDeps = {
      store: wire.store(store),
      port: async (side) => ports[side],
      now,
      random: () => 0.5,
      toProblem(error, side) {
        if (error instanceof Death || error instanceof TypeError || error instanceof RangeError) throw error;
        return toProblem(error, side);
      },
      rules: rules(),
      runId: `run ${++runs}`,
      isOutsideHours: () => false,
      onChange: async () => {},
    };
    return { wire, ports, steps };
  }

  /** Null: the worker died. */
  async function untilDeath<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      log.push('death');
      // The next worker knows only what was stored.
      store = openStore();
      return null;
    }
  }

  async function run(op: Extract<Op, { do: 'run' }>, approved: ReadonlySet<string> | null = null): Promise<Ran> {
    const { wire, ports, steps } = wireFor(op);
    const context = foldContext();
    const record = await untilDeath(() =>
      runSync({
        sidePort: async (side) => ports[side],
        context,
        isSyncTokenExpired: (error) => error instanceof SyncTokenExpiredError,
        listEveryMs: dayMs,
        want: op.want,
        approved,
        only: null,
        kind: 'sync',
        withLink,
        reportBrake: (entries) => steps.store.append(entries),
        onProgress: async () => 'goOn',
        ...steps,
      }),
    );
    if (record !== null) log.push(`run ${record.outcome}`);
    return { record, requests: wire.requests, rows: wire.rows };
  }

  /** As the form and its retries do it: what is owed to saves, whatever the rules say, and nothing else. */
  async function runSaves(keys: readonly string[], troubles: readonly Trouble[]): Promise<void> {
    const { steps } = wireFor({ troubles, pages: 'plain' });
    const deps = { ...steps, rules: { ...steps.rules, twoWay: false } };
    await untilDeath(async () => {
      for (const key of keys) await withLink(key, () => saveOne(deps, key));
    });
  }

  async function saveOne(deps: StepDeps, key: string): Promise<void> {
    const tried = new Set<string>();
    for (let link = await deps.store.read(key); link !== null; link = await deps.store.read(key)) {
      const current = link;
      const isDue = (step: LinkStep) => (stepDueAtMs(current, step, now()) ?? Number.POSITIVE_INFINITY) <= now();
      const name = (step: LinkStep) => `${step.kind} ${'side' in step ? step.side : ''}`;
      const step = planLink(link, deps.rules).find((one) => isDue(one) && !tried.has(name(one)));
      if (step === undefined) return;
      tried.add(name(step));
      await runStep(deps, link, step);
    }
  }

  /** What the engine has seen of a link's record is what it is. */
  function isSeen(link: Link, side: Side): boolean {
    const state = link[side];
    return state.kind === 'made' && sides[side].records.get(state.id)?.etag === state.etag;
  }

  /** The single records of an item on a side, oldest first; occurrences by their start, in whatever order they were made. */
  function recordsOf(side: Side, item: number): RemoteRecord[] {
    const found = [...sides[side].records.values()].filter(({ content }) => itemOf(content.subject) === item);
    if (!truth.series.has(item)) return found;
    return found.sort((one, other) => (one.content.span.start < other.content.span.start ? -1 : 1));
  }

  function recordOf(side: Side, item: number, nth = 0): RemoteRecord | null {
    const found = recordsOf(side, item);
    return found[nth % Math.max(1, found.length)] ?? null;
  }

  function write(side: Side, record: RemoteRecord, changes: Partial<AppointmentContent>, item: number): void {
    const after = { ...record.content, ...changes };
    const wasDeleted = truth.deletions.some((one) => one.item === item && one.side === side);
    if (wasDeleted || recordsOf(side, item).length > 1) truth.editedAgain.add(item);
    for (const field of uniqueFields) {
      if (!(field in changes)) continue;
      const over = [fieldKey(field, record.content)];
      truth.written.push({ item, field, value: fieldKey(field, after), over });
    }
    sides[side].asPerson.edit(record.id, changes);
  }

  function person(op: PersonOp): void {
    log.push(op);
    switch (op.do) {
      case 'create': {
        const content = writtenBy(op.item, op.e);
        sides[op.side].asPerson.create(content);
        noteRoot(op.item, content);
        return;
      }
      case 'edit': {
        const record = truth.series.has(op.item) ? recordOf(op.side, op.item, op.e) : recordOf(op.side, op.item);
        if (record !== null) write(op.side, record, fieldsBy(op.item, op.e, op.fields), op.item);
        return;
      }
      case 'same': {
        const both = [recordOf('helpdesk', op.item), recordOf('calendar', op.item)] as const;
        const [helpdesk, calendar] = both;
        if (truth.series.has(op.item) || helpdesk === null || calendar === null) return;
        const changes = fieldsBy(op.item, op.e, op.fields);
        truth.coincided.add(op.item);
        write('helpdesk', helpdesk, changes, op.item);
        write('calendar', calendar, changes, op.item);
        return;
      }
      case 'flag': {
        const record = recordOf(op.side, op.item);
        if (record === null || truth.series.has(op.item)) return;
        truth.flagged.add(op.item);
        const { isPrivate, showAs } = record.content;
        const flags =
          op.flag === 'isPrivate'
            ? { isPrivate: !isPrivate }
            : ({ showAs: showAs === 'busy' ? 'free' : 'busy' } as const);
        sides[op.side].asPerson.edit(record.id, flags);
        return;
      }
      case 'delete': {
        if (op.side === 'calendar' && truth.series.has(op.item)) {
          const master = masterOf(op.item, 0);
          if (master !== null) sides.calendar.asPerson.delete(master.master.id);
          return;
        }
        const record = recordOf(op.side, op.item);
        if (record === null) return;
        const link = (at.linksNow?.() ?? []).find((one) => idOn(one, op.side) === record.id);
        truth.deletions.push({
          ...{ item: op.item, side: op.side, held: record.content },
          isQuiet:
            rules().twoWay &&
            link !== undefined &&
            link.dirty === undefined &&
            link.conflict.length === 0 &&
            sideNames.every((side) => isSeen(link, side)),
        });
        sides[op.side].asPerson.delete(record.id);
        return;
      }
      case 'copy': {
        const record = recordOf(op.side, op.item);
        const knows = (links: readonly Link[]) => links.some((link) => idOn(link, op.side) === record?.id);
        // Whoever never saw what Docket has made cannot tell it from its copy, once it is gone.
        if (record === null || !stores.every(({ linksNow }) => linksNow !== null && knows(linksNow()))) return;
        const content = writtenBy(op.as, op.e);
        truth.copied.add(op.as);
        noteRoot(op.as, content);
        sides[op.side].asPerson.copy(record.id, content);
        return;
      }
      case 'createSeries': {
        const { content, recurrence } = seriesBy(op.item, op.e, op.rule);
        truth.series.add(op.item);
        sides.calendar.asPerson.createSeries(content, { zone, recurrence });
        return;
      }
      case 'editOccurrence':
      case 'cancelOccurrence': {
        const changes = op.do === 'editOccurrence' ? fieldsBy(op.item, op.e, op.fields, true) : null;
        if (op.side === 'helpdesk') {
          const record = recordOf('helpdesk', op.item, op.at);
          if (record === null) return;
          if (changes === null) sides.helpdesk.asPerson.delete(record.id);
          else sides.helpdesk.asPerson.edit(record.id, changes);
          return;
        }
        const occurrence = occurrenceOf(op.item, op.at);
        if (occurrence === null) return;
        const { masterId, originalStart } = occurrence;
        if (changes === null) sides.calendar.asPerson.cancelOccurrence(masterId, originalStart);
        else sides.calendar.asPerson.editOccurrence(masterId, originalStart, changes);
        return;
      }
      case 'split': {
        const occurrence = occurrenceOf(op.item, op.at);
        if (occurrence === null || !occurrence.isByRule) return;
        const { masterId, originalStart } = occurrence;
        if (originalStart === occurrence.first) return;
        sides.calendar.asPerson.split(masterId, originalStart, fieldsBy(op.item, op.e, ['location']));
        return;
      }
      case 'editSeries': {
        const found = masterOf(op.item, op.e);
        if (found === null) return;
        const { master } = found;
        // Parts of a split series keep their dates: overlapping ones would name the same instances.
        const isWhole = ![...sides.calendar.series.keys()].some(
          (id) => id !== master.id && (id.startsWith(`${master.id}_`) || master.id.startsWith(`${id}_`)),
        );
        const { span } = seriesBy(op.item, op.e, master.content.span.kind === 'allDay' ? 3 : 0).content;
        const changes = op.rule === null ? fieldsBy(op.item, op.e, ['subject']) : {};
        const times = isWhole && op.rule === null ? { span } : {};
        const recurrence = isWhole && op.rule !== null ? [ruleOf(op.rule)] : undefined;
        sides.calendar.asPerson.editSeries(master.id, { ...changes, ...times }, recurrence);
        return;
      }
    }
  }

  function noteRoot(item: number, content: AppointmentContent): void {
    for (const field of uniqueFields) truth.written.push({ item, field, value: fieldKey(field, content), over: [] });
  }

  function masterOf(item: number, nth: number): MemorySeries | null {
    const found = [...sides.calendar.series.values()].filter(({ master }) => itemOf(master.content.subject) === item);
    return found[nth % Math.max(1, found.length)] ?? null;
  }

  function occurrenceOf(item: number, at: number) {
    const found = masterOf(item, at);
    if (found === null) return null;
    const { master, exceptions } = found;
    const window = { startMs: clock.trueMs - 5 * dayMs, endMs: clock.trueMs + 100 * dayMs };
    const { occurrences } = expandSeries({ master, exceptions: [...exceptions.values()], window });
    const occurrence = occurrences[at % Math.max(1, occurrences.length)];
    if (occurrence === undefined) return null;
    const first = master.content.span.start;
    return { masterId: master.id, originalStart: occurrence.originalStart, isByRule: !occurrence.isException, first };
  }

  async function insertSave({ item, e, mail }: Save): Promise<string> {
    const content = writtenBy(item, e);
    truth.saves.push({ item, e, mail });
    noteRoot(item, content);
    const none = { kind: 'none', attempt: null } as const;
    const link: Link = {
      ...{ key: `save ${item}`, account, source: 'form', occurrence: null, ownerAgentId: 2, mail, dirty: 1 },
      calendarOf: { email: 'lee@acme.example', calendarId: 'primary' },
      ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
      ...{ subject: content.subject, ...toInterval(content.span, zone), createdAtMs: now() },
      ...{ wanted: content, helpdesk: none, calendar: none, conflict: [] },
    };
    await store.insert(link, saveEntry(link, content));
    return link.key;
  }

  return {
    feed: (side) => store.feed(account, side),
    ...{
      sides,
      at,
      stores,
      truth,
      log,
      clock,
      rules,
      window,
      now,
      run,
      hasChanges: history.helpdeskReading === 'changes',
    },
    async play(op) {
      // Whoever was too late with the version it names is told so, and nobody hears it.
      for (const act of late.splice(0)) await act().catch(() => 'refused');
      switch (op.do) {
        case 'save':
          return runSaves([await insertSave(op)], op.troubles);
        case 'retrySaves':
          clock.trueMs += 20_000;
          return runSaves([...truth.saves.map(({ item }) => `save ${item}`)], []);
        case 'saveDuringRun': {
          const key = await insertSave({ ...op, mail: 'everybody' });
          const calm = { do: 'run', want: 'changes', pages: 'plain', troubles: [] } as const;
          clock.trueMs += 60_000;
          await Promise.all([run(calm), runSaves([key], op.troubles)]);
          return;
        }
        case 'run':
          clock.trueMs += 60_000;
          await run(op);
          return;
        case 'wait':
          clock.trueMs += op.ms;
          return;
        case 'clock':
          clock.offMs = op.offMs;
          return;
        case 'expire':
          return sides[op.side].expireCursors();
        case 'rules': {
          const { change } = op;
          lasting = rulesWith(change);
          if (change.conflictRule !== undefined) truth.hasDecidedByRule = true;
          if (change.privacy !== undefined) truth.hasChangedPrivacy = true;
          const all = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };
          return reconsider({ store, context: foldContext() }, all);
        }
        case 'token':
          states[op.side].token = op.is;
          return;
        case 'empty':
          states[op.side].contents = op.is;
          return;
        default:
          return person(op);
      }
    },
    async restore() {
      for (const side of ['helpdesk', 'calendar'] as const) {
        states[side].token = 'good';
        states[side].contents = 'full';
      }
      // An empty list proves nothing, so that none is.
      person({ do: 'create', side: 'helpdesk', item: 999, e: 120 });
      person({ do: 'create', side: 'calendar', item: 998, e: 119 });
      clock.offMs = 0;
      clock.trueMs += 26 * 3_600_000;
      lasting = rulesWith({});
      const all = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };
      await reconsider({ store, context: foldContext() }, all);
      await retryAll(at, store);
    },
  };
}

function createSurroundings(history: Pick<History, 'pageSize' | 'helpdeskReading'>): Surroundings {
  const clock = { trueMs: epochMs, offMs: 0 };
  const sides = {
    helpdesk: createMemoryCalendar({
      ...{ side: 'helpdesk', create: 'repeating', zone, pageSize: history.pageSize, now: () => clock.trueMs },
      reading: history.helpdeskReading,
    }),
    calendar: createMemoryCalendar({
      ...{ side: 'calendar', create: 'idempotent', zone, pageSize: history.pageSize, now: () => clock.trueMs },
    }),
  };
  const truth: Truth = {
    ...{
      written: [],
      deletions: [],
      saves: [],
      series: new Set<number>(),
      flagged: new Set<number>(),
      coincided: new Set<number>(),
      repeated: new Set<number>(),
      copied: new Set<number>(),
      editedAgain: new Set<number>(),
    },
    ...{ hasDecidedByRule: false, hasChangedPrivacy: false },
  };
  return { clock, sides, truth, log: [], stores: [] };
}

export function idOn(link: Link, side: Side): string | null {
  const state = link[side];
  return state.kind === 'made' ? state.id : null;
}

function saveEntry(link: Link, content: AppointmentContent): JournalEntry {
  return {
    ...{ atMs: link.createdAtMs, account, runId: null, linkKey: link.key, subject: link.subject, side: null },
    ...{ action: 'save', outcome: 'asked', fields: [], recordId: null, problem: null, before: null, after: content },
    isOutsideHours: false,
  };
}

/** The agent presses "Retry" on everything that waits. */
async function retryAll({ links }: WorldStore, store: SyncStore): Promise<void> {
  for (const { key } of await links()) {
    await store.change(
      key,
      (link) => {
        let changed = link;
        for (const side of ['helpdesk', 'calendar'] as const) {
          const state = changed[side];
          if (!('attempt' in state) || state.attempt === null) continue;
          changed = { ...changed, [side]: { ...state, attempt: { ...state.attempt, retryAtMs: 0 } } };
        }
        return changed;
      },
      null,
    );
  }
}
