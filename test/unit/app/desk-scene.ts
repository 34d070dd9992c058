import type { Desk } from '../../../lib/app/desk';
import type { QuotaState } from '../../../lib/app/quota';
import type { AppointmentContent, Side } from '../../../lib/domain/appointment';
import type { PopupView } from '../../../lib/domain/popup-view';
import { SyncTokenExpiredError } from '../../../lib/http/errors';
import { toProblem } from '../../../lib/http/to-problem';
import { createConflictStore } from '../../../lib/storage/conflict-store';
import { createDatabase } from '../../../lib/storage/database';
import { createDirectoryStore } from '../../../lib/storage/directory-store';
import { createDraftStore } from '../../../lib/storage/draft-store';
import { searchJournal } from '../../../lib/storage/journal-search';
import { createReviewStore } from '../../../lib/storage/review-store';
import { createRunStore } from '../../../lib/storage/run-store';
import type { Settings } from '../../../lib/storage/settings';
import { createSyncStore } from '../../../lib/storage/sync-store';
import { createUpkeep } from '../../../lib/storage/upkeep';
import type { HelpdeskDirectory } from '../../../lib/sync/ports';
import { createMemoryCalendar } from '../../fakes/memory-calendar';
import { countRows } from '../../fakes/row-counter';
import { agentIds } from '../../fixtures/helpdesk-seed-people';

/** Monday, 23 November 2026, 08:00 UTC. */
export const mondayMs = Date.parse('2026-11-23T08:00:00Z');
export const minuteMs = 60_000;

const leah = {
  id: agentIds.leah,
  name: 'Leah Novak',
  email: 'leah.novak@acme.example',
  googleEmail: '',
  isDisabled: false,
  workdayId: 1,
  workdayZoneName: '',
};

export const account = `https://acme.example#${agentIds.leah}`;

const settings: Settings = {
  schema: 1,
  helpdesk: {
    origin: 'https://acme.example',
    authUrl: 'https://acme.example/auth',
    tenant: null,
    clientId: 'client',
    agent: leah,
    needsSignIn: false,
  },
  calendar: {
    clientId: 'google',
    email: leah.email,
    via: 'window',
    calendarId: leah.email,
    calendarName: 'Leah',
    countsAsBusy: [leah.email],
    needsSignIn: false,
  },
  typed: { address: '', helpdeskClientId: '', googleClientId: '' },
  lastGoogleMissing: [],
  twoWay: {},
  sync: {
    allowed: {
      helpdesk: { create: true, update: true, delete: true },
      calendar: { create: true, update: true, delete: true },
    },
    conflictRule: 'ask',
    fieldRules: {},
    privacy: 'busy',
    filters: { declined: true, free: false, allDay: false, private: false, otherTypes: true, tasks: true },
    daysBack: 30,
    daysAhead: 180,
    everyMinutes: 5,
    pausedUntilMs: null,
  },
  fallbackZone: 'UTC',
  defaultLengthMinutes: 30,
  notified: [],
  lastPage: null,
};

const directory: HelpdeskDirectory = {
  me: async () => leah,
  agents: async () => ({ agents: [leah], skipped: [] }),
  workingHours: async () => ({ workingHours: [], holidays: [], skipped: [] }),
  leave: async () => ({ holidays: [], skipped: [] }),
  tenantSettings: async () => ({ zoneName: 'UTC', integrations: [], keepsUtc: true }),
  recurringMasters: async () => ({ masters: [], isCut: false }),
  ticket: async () => null,
  busy: async () => new Map(),
};

/** The use cases with real storage between two sides that live in memory; a clock that stands still until it is set. */
export function setUpDesk() {
  let nowMs = mondayMs;
  let ids = 0;
  let stored = settings;
  let popup: PopupView | null = null;
  const waits: number[] = [];
  const quotas = new Map<Side, QuotaState>();
  const held = new Map<string, Promise<unknown>>();
  const sides = {
    helpdesk: createMemoryCalendar({ side: 'helpdesk', create: 'repeating', zone: 'UTC', now: () => nowMs }),
    calendar: createMemoryCalendar({ side: 'calendar', create: 'idempotent', zone: 'UTC', now: () => nowMs }),
  };
  const database = createDatabase(`desk-${crypto.randomUUID()}`);
  const rows = countRows(database);
  const store = createSyncStore(database);

  async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = held.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    held.set(name, ended);
    await ended.then(() => {
      if (held.get(name) === ended) held.delete(name);
    });
    return mine;
  }

  const desk: Desk = {
    now: () => nowMs,
    random: () => 0.5,
    newId: () => `id-${++ids}`,
    zone: () => 'UTC',
    isSyncTokenExpired: (error) => error instanceof SyncTokenExpiredError,
    conflicts: createConflictStore(database),
    upkeep: createUpkeep(database, store),
    store,
    searchJournal: (query) => searchJournal(database, query),
    runs: createRunStore(database),
    reviews: createReviewStore(database),
    drafts: createDraftStore(database),
    directory: createDirectoryStore(database),
    readSettings: async () => stored,
    changeSettings: async (change) => {
      stored = change(stored);
      return stored;
    },
    readPopup: async () => popup,
    readAgenda: async () => popup,
    writePopup: async (state, agenda) => {
      popup = {
        ...(agenda ?? popup ?? { agenda: [], outside: [], recurring: { masters: [], isCut: false } }),
        ...state,
      };
    },
    helpdesk: async () => {
      const { helpdesk } = stored;
      if (helpdesk === null) return { kind: 'notConnected', side: 'helpdesk' };
      return { account: helpdesk, key: account, port: sides.helpdesk.port, directory };
    },
    calendar: async () => {
      const { calendar } = stored;
      if (calendar === null) return { kind: 'notConnected', side: 'calendar' };
      return {
        account: calendar,
        port: sides.calendar.port,
        freeBusy: { freeBusy: async () => new Map() },
        listCalendars: async () => [],
      };
    },
    ticketUrl: (origin, id) => `${origin}/ticket?id=${id}`,
    calendarPages: {
      helpdesk: ({ origin }) => `${origin}/calendar`,
      calendar: ({ email }) => `https://calendar.example/?of=${email}`,
    },
    toProblem,
    tryLock: async (name, work) => (held.has(name) ? null : withLock(name, work)),
    withLock,
    wait: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    // Every wait is over at once here.
    later: (_ms, work) => {
      work();
      return () => undefined;
    },
    quota: {
      read: async (side) => quotas.get(side) ?? null,
      readBoth: async () => ({
        helpdesk: quotas.get('helpdesk') ?? null,
        calendar: quotas.get('calendar') ?? null,
      }),
      write: async (side, state) => {
        quotas.set(side, state);
      },
    },
    nextRunMs: async () => nowMs + 5 * minuteMs,
    busyWord: () => 'Busy',
    linkChanged: async () => undefined,
  };
  return {
    desk,
    ...sides,
    rows,
    waits,
    /** ms. */
    pass: (ms: number) => {
      nowMs += ms;
    },
    popup: () => popup,
    settings: () => stored,
    subjects: (side: Side) => [...sides[side].records.values()].map(({ content }) => content.subject).sort(),
  };
}

export type DeskScene = ReturnType<typeof setUpDesk>;

/** Docket is set up anew: the site data are cleared, or it is installed on another computer. Both sides hold what they held. */
export async function forgetAll({ desk }: { readonly desk: Desk }): Promise<void> {
  for (const { key } of await desk.store.ofAccount(account)) await desk.store.change(key, () => null, null);
  for (const side of ['helpdesk', 'calendar'] as const) await desk.store.forgetFeed(account, side);
}

/** An hour at an hour of a day in November 2026. */
export function contentOf(subject: string, rest: Partial<AppointmentContent> = {}, day = 24, hour = 10) {
  const at = (hours: number) => `2026-11-${String(day).padStart(2, '0')}T${String(hours).padStart(2, '0')}:00:00Z`;
  const content: AppointmentContent = {
    subject,
    notes: '',
    location: '',
    span: { kind: 'timed', start: at(hour), end: at(hour + 1), zone: 'UTC' },
    attendees: [],
    isPrivate: false,
    showAs: 'busy',
    ...rest,
  };
  return content;
}

export function idOf({ helpdesk, calendar }: DeskScene, side: Side, subject: string): string {
  const { records } = side === 'helpdesk' ? helpdesk : calendar;
  const found = [...records.values()].find(({ content }) => content.subject === subject);
  if (found === undefined) throw new Error(`${side} has no "${subject}"`);
  return found.id;
}
