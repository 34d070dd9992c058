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

const ShortText = z.string().check(z.maxLength(2_000));
const SideName = z.enum(['helpdesk', 'calendar']);
const TicketId = z.int().check(z.positive());

/** What a content script may ask on the configured helpdesk's pages: nothing else is answered there. */
export const pageRequests = {
  /** A trusted click on "Add to calendar": a one-time token for the form's frame. */
  openForm: z.strictObject({ ticketId: TicketId }),
  /** Addresses of the ticket's agents, for the helpdesk's own "Other Attendees". */
  ticketEmails: z.strictObject({ ticketId: TicketId }),
  /** Where the button found its place: kept for the diagnostics. */
  reportPage: z.strictObject({
    placed: z.enum(['actions', 'title', 'floating']),
    attendeesField: z.enum(['notSeen', 'found', 'notFound']),
  }),
};

/** What the extension's own pages may ask. */
export const ownRequests = {
  accounts: z.strictObject({}),
  connectHelpdesk: z.strictObject({ address: ShortText, clientId: ShortText }),
  signInGoogle: z.strictObject({ clientId: ShortText }),
  reconnect: z.strictObject({ side: SideName }),
  madeByDocket: z.strictObject({ side: SideName }),
  disconnect: z.strictObject({ side: SideName, made: z.enum(['keep', 'remove']) }),
  calendars: z.strictObject({}),
  chooseCalendar: z.strictObject({ id: ShortText }),
  setCountsAsBusy: z.strictObject({ ids: z.array(ShortText).check(z.maxLength(50)) }),
  checkCalendars: z.strictObject({}),
  workingHours: z.strictObject({ refresh: z.boolean() }),
  setFallbackZone: z.strictObject({ zone: ShortText }),
  setDefaultLength: z.strictObject({ minutes: z.int().check(z.minimum(5), z.maximum(1_440)) }),
  setTwoWay: z.strictObject({ on: z.boolean() }),
  syncNow: z.strictObject({}),
  retrySave: z.strictObject({ linkId: ShortText }),
  dropSave: z.strictObject({ linkId: ShortText }),
  diagnostics: z.strictObject({}),
};

export const requests = { ...pageRequests, ...ownRequests };
export type RequestName = keyof typeof requests;
export type RequestData<N extends RequestName> = z.infer<(typeof requests)[N]>;

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
  setTwoWay: null;
  syncNow: { readonly problem: Problem | null };
  retrySave: null;
  dropSave: null;
  diagnostics: Diagnostics;
}

/** What a request answers when it cannot do what was asked. */
export type Reply<N extends RequestName> =
  | { readonly ok: true; readonly answer: Answers[N] }
  | { readonly ok: false; readonly problem: Problem };
