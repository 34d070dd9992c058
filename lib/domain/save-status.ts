import type { Problem } from './problem';

/** Where a save stands on one side. */
export type SideStatus =
  | { readonly kind: 'working' }
  /** Kept and tried again by itself; `retryAtMs` null: when the agent has acted. */
  | { readonly kind: 'waiting'; readonly problem: Problem; readonly retryAtMs: number | null }
  | {
      readonly kind: 'done';
      readonly url: string | null;
      readonly remark: string | null;
      /** Address of the Google Meet link, where it is known; null: one was asked for, and the calendar allows none. */
      readonly meetUrl?: string | null;
    }
  /** Not tried again by itself: the agent decides. */
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** The side is not connected, so nothing was asked of it. */
  | { readonly kind: 'notConnected' }
  /** Given up by the agent. */
  | { readonly kind: 'dropped' }
  /** Taken back by the agent. */
  | { readonly kind: 'removed' };

export interface SaveStatus {
  readonly linkId: string;
  readonly subject: string;
  readonly helpdesk: SideStatus;
  readonly calendar: SideStatus;
}
