import type { Agent } from './agent';
import type { CalendarInfo } from './calendar-info';
import type { ConnectionState } from './popup-view';
import type { Problem, SkippedRow } from './problem';
import type { When } from './sync-views';
import type { Holiday, WorkingHours } from './workday';

/** Options, "Accounts". */
export interface AccountsView {
  readonly helpdesk: {
    readonly state: ConnectionState;
    readonly address: string;
    readonly clientId: string;
    readonly agentName: string;
  };
  readonly calendar: {
    readonly state: ConnectionState;
    readonly clientId: string;
    /** The build carries a client id: no box is shown. */
    readonly hasBuiltInClientId: boolean;
    /** How the account's address fits the signed-in agent's. */
    readonly match: AccountMatch;
  };
  /** To be entered at the helpdesk and at Google, letter by letter. */
  readonly redirectAddress: string;
}

export type AccountMatch = 'same' | 'caseDiffers' | 'differs' | 'unknown';

/** What became of a press on "Connect helpdesk". */
export type ConnectHelpdeskResult =
  | { readonly kind: 'connected' }
  /** Hosted tenants may sign in on another host: ask for it, then press again. */
  | { readonly kind: 'needsPermission'; readonly origin: string }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'badAddress'
        | 'notReachable'
        | 'notHalo'
        | 'unknownClient'
        | 'windowClosed'
        | 'denied'
        | 'noAgent'
        | 'agentDisabled'
        | 'failed';
      /** The server's own words where it had any; untrusted text. */
      readonly detail: string;
    };

/** What became of a press on "Sign in with Google". */
export type SignInGoogleResult =
  | { readonly kind: 'connected'; readonly match: AccountMatch }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'badClientId'
        | 'unknownClient'
        | 'windowClosed'
        | 'denied'
        | 'boxUnticked'
        | 'notReachable'
        | 'failed';
      readonly missing: readonly GoogleBox[];
      readonly detail: string;
    };

/** The three boxes of Google's consent page. */
export type GoogleBox = 'calendar.events' | 'calendar.calendarlist.readonly' | 'calendar.freebusy';

/** One line of "Check calendars". */
export interface CalendarCheck {
  readonly agentId: number;
  readonly name: string;
  readonly email: string;
  /** Which address was tried at the calendar. */
  readonly triedAddress: string;
  readonly access:
    | 'editable'
    | 'readable'
    | 'freeBusyOnly'
    | 'notShared'
    | 'noAddress'
    | 'disabled'
    | 'notSubscribed'
    | 'failed';
  /** How `googleEmail` and `email` fit each other, and the calendar's own spelling. */
  readonly addressNote: 'none' | 'googleAddressDiffers' | 'caseDiffers';
}

export interface CheckCalendarsView {
  readonly checks: readonly CalendarCheck[];
  readonly skipped: readonly SkippedRow[];
}

/** Options, "Working hours". */
export interface WorkingHoursView {
  readonly people: readonly {
    readonly agent: Agent;
    readonly isMe: boolean;
    readonly hours: WorkingHours | null;
    readonly holidays: readonly Holiday[];
  }[];
  readonly fallbackZone: string;
  readonly defaultLengthMinutes: number;
  readonly skipped: readonly SkippedRow[];
  readonly readAtMs: number | null;
  /** Why what is shown is old, or not all of it. */
  readonly problem: Problem | null;
}

export interface MadeByDocket {
  readonly items: readonly ({ readonly linkId: string; readonly subject: string } & When)[];
  readonly waiting: number;
}

export interface DisconnectResult {
  /** What became of the access at the provider; here it is forgotten in any case. */
  readonly revoke:
    | { readonly kind: 'revoked' }
    /** The provider offers no way to give it back: it runs out by itself. */
    | { readonly kind: 'runsOut' }
    | { readonly kind: 'failed'; readonly problem: Problem };
}

export interface CalendarsView {
  readonly calendars: readonly CalendarInfo[];
  readonly chosenId: string | null;
  readonly countsAsBusy: readonly string[];
  readonly problem: Problem | null;
}

/** For the "About" page: no names, no addresses, no tokens. */
export interface Diagnostics {
  readonly lines: readonly { readonly name: string; readonly value: string }[];
}
