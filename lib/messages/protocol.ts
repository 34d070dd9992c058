import * as z from 'zod/mini';
import type {
  AccountsView,
  CalendarsView,
  CheckCalendarsView,
  ConnectHelpdeskResult,
  Diagnostics,
  DisconnectResult,
  MadeByDocket,
  SignInGoogleResult,
  WorkingHoursView,
} from '../domain/account-views';
import type { Problem } from '../domain/problem';
import type { ActivityPage, ConflictView, ReviewPage, ReviewView, RunView, SyncView } from '../domain/sync-views';

const ShortText = z.string().check(z.maxLength(2_000));
const SideName = z.enum(['helpdesk', 'calendar']);
const TicketId = z.int().check(z.positive());

// Made when they are asked for: a start of the worker answers one request, and pays for no other.

/** What a content script may ask on the configured helpdesk's pages: nothing else is answered there. */
export const pageRequests = {
  /** A trusted click on "Add to calendar": a one-time token for the form's frame. */
  openForm: () => z.strictObject({ ticketId: TicketId }),
  /** Addresses of the ticket's agents, for the helpdesk's own "Other Attendees". */
  ticketEmails: () => z.strictObject({ ticketId: TicketId }),
  /** Where the button found its place: kept for the diagnostics. */
  reportPage: () =>
    z.strictObject({
      placed: z.enum(['actions', 'title', 'floating']),
      attendeesField: z.enum(['notSeen', 'found', 'notFound']),
    }),
};

/** What the extension's own pages may ask. */
export const ownRequests = {
  accounts: () => z.strictObject({}),
  connectHelpdesk: () => z.strictObject({ address: ShortText, clientId: ShortText }),
  signInGoogle: () => z.strictObject({ clientId: ShortText }),
  reconnect: () => z.strictObject({ side: SideName }),
  madeByDocket: () => z.strictObject({ side: SideName }),
  disconnect: () => z.strictObject({ side: SideName }),
  calendars: () => z.strictObject({}),
  chooseCalendar: () => z.strictObject({ id: ShortText }),
  setCountsAsBusy: () => z.strictObject({ ids: z.array(ShortText).check(z.maxLength(50)) }),
  checkCalendars: () => z.strictObject({}),
  workingHours: () => z.strictObject({ refresh: z.boolean() }),
  setFallbackZone: () => z.strictObject({ zone: ShortText }),
  setDefaultLength: () => z.strictObject({ minutes: z.int().check(z.minimum(5), z.maximum(1_440)) }),
  // `unlessOtherSync`: the page has not warned of another sync that is active.
  setTwoWay: () => z.strictObject({ on: z.boolean(), unlessOtherSync: z.optional(z.literal(true)) }),
  syncNow: () => z.strictObject({}),
  retrySave: () => z.strictObject({ linkId: ShortText }),
  dropSave: () => z.strictObject({ linkId: ShortText }),
  diagnostics: () => z.strictObject({}),
  sync: () => z.strictObject({}),
  setSync: () =>
    z.strictObject({
      allowed: z.optional(
        z.strictObject({ side: SideName, action: z.enum(['create', 'update', 'delete']), on: z.boolean() }),
      ),
      filter: z.optional(
        z.strictObject({
          name: z.enum(['declined', 'free', 'allDay', 'private', 'otherTypes', 'tasks']),
          on: z.boolean(),
        }),
      ),
      conflictRule: z.optional(z.enum(['ask', 'newest', 'helpdesk', 'calendar'])),
      forgetFieldRules: z.optional(z.boolean()),
      privacy: z.optional(z.enum(['busy', 'title', 'full'])),
      daysBack: z.optional(z.int().check(z.minimum(0), z.maximum(365))),
      daysAhead: z.optional(z.int().check(z.minimum(1), z.maximum(730))),
      everyMinutes: z.optional(z.int().check(z.minimum(1), z.maximum(240))),
    }),
  pauseSync: () => z.strictObject({ until: z.enum(['inAnHour', 'tomorrow', 'resumed', 'now']) }),
  repair: () => z.strictObject({}),
  startReview: () =>
    z.strictObject({
      kind: z.enum(['import', 'importRecurring', 'push', 'undo', 'disconnect']),
      /** Undo: the run; one action: its line. Disconnect: the side. */
      runId: z.optional(ShortText),
      seq: z.optional(z.int()),
      side: z.optional(SideName),
    }),
  review: () => z.strictObject({}),
  reviewRows: () =>
    z.strictObject({
      offset: z.int().check(z.minimum(0)),
      limit: z.int().check(z.minimum(1), z.maximum(500)),
      search: ShortText,
    }),
  tickReview: () =>
    z.strictObject({
      linkIds: z.union([z.literal('all'), z.array(ShortText).check(z.maxLength(500))]),
      on: z.boolean(),
    }),
  applyReview: () => z.strictObject({}),
  stopReview: () => z.strictObject({}),
  closeReview: () => z.strictObject({}),
  approveBrake: () => z.strictObject({ runId: ShortText }),
  runs: () => z.strictObject({ limit: z.int().check(z.minimum(1), z.maximum(200)) }),
  activity: () =>
    z.strictObject({
      before: z.nullable(z.int()),
      limit: z.int().check(z.minimum(1), z.maximum(500)),
      direction: z.nullable(z.enum(['inbound', 'outbound'])),
      outcome: z.nullable(z.enum(['done', 'failed', 'skipped'])),
      runId: z.nullable(ShortText),
      search: ShortText,
    }),
  exportActivity: () => z.strictObject({ format: z.enum(['csv', 'ndjson']), texts: z.enum(['redacted', 'asTheyAre']) }),
  conflicts: () => z.strictObject({}),
  resolveConflict: () =>
    z.strictObject({
      linkId: ShortText,
      choices: z.array(
        z.strictObject({
          field: z.enum(['subject', 'notes', 'location', 'span', 'attendees', 'isPrivate', 'showAs']),
          winner: SideName,
          remember: z.boolean(),
        }),
      ),
    }),
};

export const requests = { ...pageRequests, ...ownRequests };
export type RequestName = keyof typeof requests;
export type RequestData<N extends RequestName> = z.infer<ReturnType<(typeof requests)[N]>>;

export interface Answers {
  openForm: { readonly token: string };
  ticketEmails: { readonly emails: readonly string[] };
  reportPage: null;
  accounts: AccountsView;
  connectHelpdesk: ConnectHelpdeskResult;
  signInGoogle: SignInGoogleResult;
  reconnect: ConnectHelpdeskResult | SignInGoogleResult;
  madeByDocket: MadeByDocket;
  disconnect: DisconnectResult;
  calendars: CalendarsView;
  chooseCalendar: CalendarsView;
  setCountsAsBusy: CalendarsView;
  checkCalendars: CheckCalendarsView;
  workingHours: WorkingHoursView;
  setFallbackZone: WorkingHoursView;
  setDefaultLength: null;
  setTwoWay: { readonly heldBackBy: 'otherSync' | null };
  /** `alreadyRunning`: another run holds the lock, and this one was not begun. */
  syncNow: { readonly problem: Problem | null; readonly alreadyRunning?: true };
  retrySave: null;
  dropSave: null;
  diagnostics: Diagnostics;
  sync: SyncView;
  setSync: SyncView;
  pauseSync: SyncView;
  repair: RunView | null;
  startReview: ReviewView;
  review: ReviewView | null;
  reviewRows: ReviewPage;
  tickReview: ReviewView;
  applyReview: ReviewView;
  stopReview: ReviewView;
  closeReview: null;
  approveBrake: RunView | null;
  runs: readonly RunView[];
  activity: ActivityPage;
  exportActivity: { readonly fileName: string; readonly mediaType: string; readonly text: string };
  conflicts: readonly ConflictView[];
  resolveConflict: readonly ConflictView[];
}

/** What a request answers when it cannot do what was asked. */
export type Reply<N extends RequestName> =
  | { readonly ok: true; readonly answer: Answers[N] }
  | { readonly ok: false; readonly problem: Problem };
