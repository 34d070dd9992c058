import type { Side } from '../domain/appointment';
import type { ContentField } from '../domain/content-fields';
import type { Interval } from '../domain/span';

/** What the agent set for the sync of an account. */
export interface SyncRules {
  readonly twoWay: boolean;
  /** By the side that an action would write to. */
  readonly allowed: Readonly<Record<Side, Readonly<Record<'create' | 'update' | 'delete', boolean>>>>;
  /** What is decided when one field was changed on both sides. */
  readonly conflictRule: ConflictRule;
  /** Remembered per field ("remember for this field"). */
  readonly fieldRules: Readonly<Partial<Record<ContentField, Exclude<ConflictRule, 'ask'>>>>;
  /** What of private events reaches the helpdesk. */
  readonly privacy: 'busy' | 'title' | 'full';
  readonly filters: SyncFilters;
  /** Items that touch it are synced; what leaves it is forgotten, not deleted. */
  readonly window: Interval;
  /** IANA zone in which all-day dates are instants. */
  readonly zone: string;
  /** The word that stands for a private event. */
  readonly busyWord: string;
}

export type ConflictRule = 'ask' | 'newest' | 'helpdesk' | 'calendar';

/** `true`: such items are left out. */
export interface SyncFilters {
  readonly declined: boolean;
  readonly free: boolean;
  readonly allDay: boolean;
  readonly private: boolean;
  readonly otherTypes: boolean;
  readonly tasks: boolean;
}
