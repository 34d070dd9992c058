import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const AgentShape = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  googleEmail: z.string(),
  isDisabled: z.boolean(),
  workdayId: z.nullable(z.int()),
  workdayZoneName: z.string(),
});

/** The helpdesk that Docket is connected to. No tokens: those are in the credentials. */
const HelpdeskAccount = z.object({
  origin: z.string(),
  authUrl: z.string(),
  tenant: z.nullable(z.string()),
  clientId: z.string(),
  agent: AgentShape,
  /** The session ended: work is kept until the agent signs in again. */
  needsSignIn: z.boolean(),
});
export type HelpdeskAccount = z.infer<typeof HelpdeskAccount>;

const CalendarAccount = z.object({
  clientId: z.string(),
  /** Address of the signed-in account. */
  email: z.string(),
  /** Tokens come from the browser itself, or from the sign-in window. */
  via: z.enum(['browser', 'window']),
  calendarId: z.string(),
  calendarName: z.string(),
  countsAsBusy: z.array(z.string()),
  needsSignIn: z.boolean(),
});
export type CalendarAccount = z.infer<typeof CalendarAccount>;

const Rule = z.enum(['ask', 'newest', 'helpdesk', 'calendar']);
const Actions = z.object({ create: z.boolean(), update: z.boolean(), delete: z.boolean() });

/** How the sync is set (options, "Sync"). */
const SyncSettings = z.object({
  /** By the side that is written to. */
  allowed: z.object({ helpdesk: Actions, calendar: Actions }),
  conflictRule: Rule,
  /** "Remember for this field", by the field's name. */
  fieldRules: z.record(z.string(), z.enum(['newest', 'helpdesk', 'calendar'])),
  privacy: z.enum(['busy', 'title', 'full']),
  filters: z.object({
    declined: z.boolean(),
    free: z.boolean(),
    allDay: z.boolean(),
    private: z.boolean(),
    otherTypes: z.boolean(),
    tasks: z.boolean(),
  }),
  daysBack: z.int(),
  daysAhead: z.int(),
  everyMinutes: z.int(),
  /** Epoch ms until which nothing is synced; null: not paused; `Number.MAX_SAFE_INTEGER`: until resumed. */
  pausedUntilMs: z.nullable(z.number()),
});
export type SyncSettings = z.infer<typeof SyncSettings>;

const Settings = z.object({
  schema: z.literal(1),
  helpdesk: z.nullable(HelpdeskAccount),
  calendar: z.nullable(CalendarAccount),
  /** Typed, not connected yet: the boxes of "Accounts" keep what was in them. */
  typed: z.object({ address: z.string(), helpdeskClientId: z.string(), googleClientId: z.string() }),
  /** Boxes that were left unticked at the last Google sign-in. */
  lastGoogleMissing: z.array(z.enum(['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'])),
  /** Two-way sync by account (`accountKey`): per agent and per profile. */
  twoWay: z.record(z.string(), z.boolean()),
  sync: SyncSettings,
  /** Keys of saves whose appointments belong to other agents than the one who has saved them; some may be over. */
  forOthers: z.optional(z.array(z.string())),
  /** IANA zone for workdays that name none, where the tenant's own cannot be read. */
  fallbackZone: z.string(),
  defaultLengthMinutes: z.int(),
  /** What the agent was told of already, so that one cause makes one notification. */
  notified: z.array(z.string()),
  /** Where the button found its place on the last ticket page. */
  lastPage: z.nullable(z.object({ placed: z.string(), attendeesField: z.string(), atMs: z.number() })),
});
export type Settings = z.infer<typeof Settings>;

const key = 'settings';

const initial: Settings = {
  schema: 1,
  helpdesk: null,
  calendar: null,
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
  fallbackZone: '',
  defaultLengthMinutes: 30,
  notified: [],
  lastPage: null,
};

/** Whose data it is: helpdesk origin and agent. */
export function accountKey(account: HelpdeskAccount): string {
  return `${account.origin}#${account.agent.id}`;
}

export interface SettingsStore {
  /** What cannot be read is replaced by the defaults, never half of it. */
  read(): Promise<Settings>;
  /** Changes the settings as one step: two changes at once do not lose each other. */
  change(change: (settings: Settings) => Settings): Promise<Settings>;
}

/** Remembers what was last read or written, since every step of a run asks. To be made once: nobody else may write them. */
export function createSettingsStore(): SettingsStore {
  let known: Settings | null = null;
  async function read(): Promise<Settings> {
    if (known !== null) return known;
    const stored = await browser.storage.local.get(key);
    const parsed = Settings.safeParse(stored[key]);
    // A change may have come meanwhile.
    known ??= parsed.success ? parsed.data : initial;
    return known;
  }
  return {
    read,
    change: (change) =>
      navigator.locks.request('docket-settings', async () => {
        const changed = change(await read());
        await browser.storage.local.set({ [key]: changed });
        known = changed;
        return changed;
      }),
  };
}
