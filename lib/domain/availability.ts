import type { Interval } from './span';

export interface BusyBlock extends Interval {
  /** Shown to the agent; empty where only "busy" is known. */
  readonly label: string;
}

export type Availability =
  | { readonly kind: 'known'; readonly busy: readonly BusyBlock[] }
  /** Not shared, not found, or failed: drawn as unknown, never as free. */
  | { readonly kind: 'unknown'; readonly reason: 'notShared' | 'failed' | 'tooMany' | 'notAnAgent' | 'notConnected' };

/** What is known of one attendee's time within `window`. */
export interface PersonTime {
  /** In lower case. */
  readonly email: string;
  readonly window: Interval;
  readonly helpdesk: Availability;
  readonly calendar: Availability;
}
