import type { Side } from './appointment';
import type { Problem } from './problem';
import type { RecurringMasters } from './recurring-master';
import type { Health } from './sync-views';

/** All that the popup paints, prepared before it opens. */
export interface PopupView extends PopupState, Agenda {}

/** What stands in the day, which is much and changes seldom (`storage.local`, key `agenda`). */
export interface Agenda extends AgendaDays {
  /** Series masters of the helpdesk, as read with its people. */
  readonly recurring: RecurringMasters;
}

export interface AgendaDays {
  /** Today and tomorrow, by start. */
  readonly agenda: readonly AgendaItem[];
  /** What of the coming days falls outside the agent's working hours. */
  readonly outside: readonly AgendaItem[];
}

/** How everything stands, which is little and changes with every run (`storage.local`, key `popup`). */
export interface PopupState {
  readonly schema: 3;
  readonly preparedAtMs: number;
  readonly helpdesk: ConnectionState;
  readonly calendar: ConnectionState;
  readonly twoWay: boolean;
  readonly isReading: boolean;
  /** Epoch ms of the last read of both sides that went well. */
  readonly lastSyncMs: number | null;
  /** Why the last read did not go well. */
  readonly lastProblem: Problem | null;
  readonly attention: readonly AttentionItem[];
  /** What the agenda was made for. */
  readonly agendaOf: AgendaOrigin;
  readonly sync: PopupSync;
}

export interface AgendaOrigin {
  /** Account, people, zone and day. */
  readonly frame: string;
  /** Number of the journal's newest line: what was saved later is not in it. */
  readonly seq: number;
}

export interface PopupSync {
  readonly health: Health;
  readonly conflictCount: number;
  /** What waits for the agent, whatever a run is doing meanwhile. */
  readonly attention: 'brake' | 'conflicts' | 'failed' | null;
  /** What a run is doing; null: none is under way. */
  readonly underWay: UnderWay | null;
}

export type UnderWay =
  | { readonly kind: 'reading' }
  | { readonly kind: 'writing'; readonly done: number; readonly total: number };

export type ConnectionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'connected'; readonly account: string }
  | { readonly kind: 'needsSignIn'; readonly account: string };

export interface AgendaItem {
  readonly key: string;
  /** The appointment: it stands once under each of its days. */
  readonly linkId: string;
  readonly subject: string;
  /** Local day it is listed under, `YYYY-MM-DD`. */
  readonly day: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isAllDay: boolean;
  readonly isOutsideHours: boolean;
  /** Where it stands, with the page's address where there is one. */
  readonly on: readonly { readonly side: Side; readonly url: string | null }[];
  readonly ticketId: number | null;
}

export interface AttentionItem {
  readonly linkId: string;
  readonly subject: string;
  readonly side: Side;
  readonly problem: Problem;
  /** Epoch ms of the next try; null when it waits for the agent. */
  readonly retryAtMs: number | null;
}
