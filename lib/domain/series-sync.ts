import type { Draft } from './draft';
import type { FilterName } from './sync-views';

/** How two-way sync, switched on, brings the dates of a series after the first to the helpdesk. */
export interface SeriesSync {
  /** Dates that begin later wait until they come nearer. */
  readonly untilMs: number;
  /** The sync may make appointments in the helpdesk. */
  readonly mayCreate: boolean;
  /** `true`: such items are left out. */
  readonly filters: Readonly<Record<FilterName, boolean>>;
}

/** Whether the sync copies the dates of a draft's series: all of them, since they differ in nothing but their day. */
export function copiesDates({ mayCreate, filters }: SeriesSync, draft: Draft): boolean {
  if (filters.free && draft.showAs === 'free') return false;
  if (filters.allDay && draft.allDay) return false;
  return mayCreate && !(filters.private && draft.isPrivate);
}
