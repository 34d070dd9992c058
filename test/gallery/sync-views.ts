import type { ActivityRow, Health, ReviewRow, ReviewView, RunView, SyncView, When } from '../../lib/domain/sync-views';
import { now } from './pages-views';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const noItems: SyncView['filterCounts'] = {
  declined: 0,
  free: 0,
  allDay: 0,
  private: 0,
  otherTypes: 0,
  tasks: 0,
};

/** Made-up data of the sync. */
export const syncOn: SyncView = {
  isConnected: true,
  twoWay: true,
  health: { kind: 'connected', nextMs: now + 4 * minute },
  lastGoodMs: now - 3 * minute,
  allowed: {
    helpdesk: { create: true, update: true, delete: true },
    calendar: { create: true, update: true, delete: false },
  },
  filters: { declined: true, free: true, allDay: false, private: false, otherTypes: true, tasks: true },
  filterCounts: { declined: 14, free: 3, allDay: 9, private: 2, otherTypes: 22, tasks: 0 },
  itemCount: 120,
  conflictRule: 'ask',
  fieldRules: { subject: 'helpdesk', span: 'newest' },
  privacy: 'busy',
  daysBack: 30,
  daysAhead: 180,
  everyMinutes: 5,
  conflictCount: 2,
  brake: null,
  otherSync: null,
  areTimesInDoubt: false,
};

export const syncOff: SyncView = {
  ...syncOn,
  twoWay: false,
  health: { kind: 'off' },
  lastGoodMs: null,
  fieldRules: {},
  conflictCount: 0,
  otherSync: { integrations: [], recordCount: 37 },
};

export function when(startMs: number): When {
  return { startMs, endMs: startMs + hour, isAllDay: false };
}

export const syncBraked: SyncView = {
  ...syncOn,
  health: { kind: 'attention', problem: null, what: 'brake' },
  brake: {
    runId: 'run-7',
    kind: 'manyRemovals',
    side: 'helpdesk',
    count: 24,
    items: Array.from({ length: 20 }, (_, index) => ({
      linkId: `link-${index}`,
      subject: `Visit ${index + 1} at Harbour Logistics`,
      ...when(now + index * day),
    })),
  },
};

export const healths: readonly Health[] = [
  { kind: 'off' },
  { kind: 'connected', nextMs: null },
  { kind: 'needsSignIn', side: 'calendar' },
  { kind: 'paused', why: 'agent', untilMs: now + hour },
  { kind: 'paused', why: 'agent', untilMs: null },
  { kind: 'paused', why: 'quota', untilMs: now + 12 * minute },
  { kind: 'reading' },
  { kind: 'writing', done: 140, total: 1_000 },
  { kind: 'attention', problem: null, what: 'brake' },
  { kind: 'attention', problem: null, what: 'conflicts' },
  { kind: 'attention', problem: { kind: 'serverError', host: 'acme.halopsa.com', status: 502 }, what: 'failed' },
];

const subjects = [
  'Printer on the second floor prints blank pages',
  'Firewall change at Harbour Logistics, with their own administrator and the provider on the line',
  'مراجعة الطابعة <b>عاجل</b> 🖨️',
  'Router swap at Millbrook',
  '',
];

/** Rows as the background orders them: what is created, then updated, then removed. */
export function reviewRow(index: number, total: number): ReviewRow {
  const action = index < total * 0.8 ? 'create' : index < total * 0.95 ? 'update' : 'remove';
  const startMs = now + Math.floor(index / 4) * hour * 3;
  return {
    linkId: `link-${index}`,
    action,
    side: 'helpdesk',
    subject: subjects[index % subjects.length] === '' ? '' : `${subjects[index % subjects.length]} (${index + 1})`,
    startMs,
    endMs: startMs + 45 * minute,
    isAllDay: index % 11 === 10,
    isRecurring: index % 7 === 3,
    why: action === 'create' ? 'onlyThere' : action === 'update' ? 'changedThere' : 'removedThere',
    isOutsideHours: index % 6 === 1,
    isTicked: index % 9 !== 4,
  };
}

export function reviewOf(total: number, more: Partial<ReviewView> = {}): ReviewView {
  const counts = { create: 0, update: 0, remove: 0 };
  let ticked = 0;
  for (let index = 0; index < total; index += 1) {
    const row = reviewRow(index, total);
    counts[row.action] += 1;
    if (row.isTicked) ticked += 1;
  }
  return {
    id: 'review-1',
    kind: 'import',
    state: 'ready',
    progress: total,
    total,
    ticked,
    counts,
    problem: null,
    report: null,
    ...more,
  };
}

export const runs: readonly RunView[] = [
  run('run-9', { kind: 'sync', startedAtMs: now - 3 * minute, outcome: 'running', endedAtMs: null, canUndo: false }),
  run('run-8', {
    kind: 'import',
    startedAtMs: now - hour,
    counts: counts({ created: 212, updated: 4 }, {}),
    outsideHours: 12,
  }),
  run('run-7', { kind: 'sync', startedAtMs: now - 2 * hour, outcome: 'braked', canUndo: false }),
  run('run-6', {
    kind: 'sync',
    startedAtMs: now - day,
    outcome: 'partial',
    counts: counts({ updated: 3, failed: 1 }, { removed: 2 }),
    conflicts: 2,
    skipped: [{ what: 'event', id: '7k2ab', reason: 'ends before it begins' }],
    problem: { kind: 'rateLimited', side: 'helpdesk', retryAtMs: now + 10 * minute },
  }),
];

function run(id: string, more: Partial<RunView>): RunView {
  return {
    id,
    kind: 'sync',
    startedAtMs: now,
    endedAtMs: now,
    outcome: 'done',
    counts: counts({}, {}),
    conflicts: 0,
    skipped: [],
    problem: null,
    outsideHours: 0,
    canUndo: true,
    ...more,
  };
}

type SideCounts = RunView['counts']['helpdesk'];

function counts(helpdesk: Partial<SideCounts>, calendar: Partial<SideCounts>): RunView['counts'] {
  const none: SideCounts = { created: 0, updated: 0, removed: 0, failed: 0 };
  return { helpdesk: { ...none, ...helpdesk }, calendar: { ...none, ...calendar } };
}

function line(seq: number, more: Partial<ActivityRow>): ActivityRow {
  return {
    seq,
    atMs: now - (100 - seq) * minute,
    runId: 'run-8',
    linkId: `link-${seq}`,
    direction: 'inbound',
    subject: subjects[seq % 4] ?? '',
    action: 'create',
    fields: [],
    outcome: 'done',
    problem: null,
    isOutsideHours: false,
    canUndo: true,
    ...more,
  };
}

export const activityRows: readonly ActivityRow[] = [
  line(99, { isOutsideHours: true }),
  line(98, { direction: 'outbound', action: 'update', fields: ['subject', 'span'] }),
  line(97, {
    action: 'remove',
    outcome: 'failed',
    problem: { kind: 'refused', side: 'helpdesk', status: 400, detail: 'Not allowed <script>alert(1)</script>' },
    canUndo: false,
  }),
  line(96, {
    direction: null,
    action: 'conflict',
    outcome: 'skipped',
    fields: ['location'],
    canUndo: false,
    subject: '',
  }),
  line(95, { direction: 'outbound', action: 'create', outcome: 'asked', canUndo: false }),
];
