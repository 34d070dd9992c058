import type { Side } from '../domain/appointment';
import type { CalendarInfo } from '../domain/calendar-info';
import type { Agenda, PopupState } from '../domain/popup-view';
import type { Problem } from '../domain/problem';
import type { ConflictStore } from '../storage/conflict-store';
import type { DirectoryStore } from '../storage/directory-store';
import type { DraftStore } from '../storage/draft-store';
import type { JournalPage, JournalQuery } from '../storage/journal-search';
import type { ReviewStore } from '../storage/review-store';
import type { RunStore } from '../storage/run-store';
import type { CalendarAccount, HelpdeskAccount, Settings } from '../storage/settings';
import type { Upkeep } from '../storage/upkeep';
import type { CalendarRef, Link } from '../sync/link';
import type { CalendarPort, FreeBusyPort, HelpdeskDirectory } from '../sync/ports';
import type { SyncStore } from '../sync/store';
import type { QuotaState } from './quota';

/** Everything the use cases of this folder work with. Built once by the background. */
export interface Desk {
  readonly now: () => number;
  readonly random: () => number;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** The browser's own IANA zone. */
  readonly zone: () => string;
  readonly store: SyncStore;
  readonly runs: RunStore;
  readonly searchJournal: (query: JournalQuery) => Promise<JournalPage>;
  readonly conflicts: ConflictStore;
  readonly upkeep: Upkeep;
  readonly drafts: DraftStore;
  readonly directory: DirectoryStore;
  readonly readSettings: () => Promise<Settings>;
  readonly changeSettings: (change: (settings: Settings) => Settings) => Promise<Settings>;
  /** How everything stood when the popup was prepared last. */
  readonly readPopup: () => Promise<PopupState | null>;
  readonly readAgenda: () => Promise<Agenda | null>;
  /** `agenda` null: it stays as it is. */
  readonly writePopup: (state: PopupState, agenda: Agenda | null) => Promise<void>;
  /**
   * The connected helpdesk; a problem when none is, or when it needs a sign-in. `alsoSignedOut`: then one all the same,
   * whose every request ends in `AuthError`, for what our own copy can answer.
   */
  readonly helpdesk: (when?: 'alsoSignedOut') => Promise<HelpdeskSide | Problem>;
  /** The connected account with its chosen calendar, or with the named one; a problem when another account is connected. */
  readonly calendar: (named?: CalendarRef) => Promise<CalendarSide | Problem>;
  /** Address of a ticket's page. */
  readonly ticketUrl: (origin: string, ticketId: number) => string;
  /** Addresses of the pages on which an account's calendar is seen. */
  readonly calendarPages: {
    readonly helpdesk: (account: HelpdeskAccount) => string;
    readonly calendar: (account: CalendarAccount) => string;
  };
  readonly toProblem: (error: unknown, side: Side) => Problem;
  /** The side wants to be listed anew. */
  readonly isSyncTokenExpired: (error: unknown) => boolean;
  /** Runs one holder of a name at a time, across all pages and worker lives. */
  readonly tryLock: <T>(name: string, work: () => Promise<T>) => Promise<T | null>;
  /** The word that stands for a private event on the other side. */
  readonly busyWord: () => string;
  readonly withLock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  readonly wait: (ms: number) => Promise<void>;
  /** Begins the work after so long (ms), unless the answer is called before. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** What each side still takes from us; forgotten when the browser closes. */
  readonly quota: {
    read(side: Side): Promise<QuotaState | null>;
    /** The same of both sides at once. */
    readBoth(): Promise<Readonly<Record<Side, QuotaState | null>>>;
    write(side: Side, state: QuotaState): Promise<void>;
  };
  /** Epoch ms of the next run by the alarm; null: none is set. */
  readonly nextRunMs: () => Promise<number | null>;
  readonly reviews: ReviewStore;
  /** Called when a link has changed, so that open forms and the popup follow. */
  readonly linkChanged: (linkId: string) => Promise<void>;
}

export interface HelpdeskSide {
  readonly account: HelpdeskAccount;
  /** `accountKey` of it. */
  readonly key: string;
  readonly port: CalendarPort;
  readonly directory: HelpdeskDirectory;
}

export interface CalendarSide {
  readonly account: CalendarAccount;
  readonly port: CalendarPort;
  readonly freeBusy: FreeBusyPort;
  readonly listCalendars: () => Promise<readonly CalendarInfo[]>;
}

/** The port of a link's side: never of another calendar or account than the one it was saved for. */
export function portOf(desk: Desk, link: Link, side: Side): Promise<HelpdeskSide | CalendarSide | Problem> {
  if (side === 'helpdesk') return desk.helpdesk();
  return desk.calendar(link.calendarOf ?? undefined);
}

/** A result or the reason why there is none. */
export function isProblem(value: object): value is Problem {
  return 'kind' in value;
}
