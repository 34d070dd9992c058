import type { AppointmentContent, Side } from '../domain/appointment';
import type { ContentField } from '../domain/content-fields';
import type { Problem, SkippedRow } from '../domain/problem';
import type { ReviewKind, ReviewRow, ReviewView } from '../domain/sync-views';
import type { OccurrenceRef } from '../sync/link';

/** The one review there is: a dry run, and what became of it. Its rows have a table of their own. */
export interface ReviewRecord {
  readonly slot: 'current';
  readonly schema: 1;
  readonly id: string;
  readonly account: string;
  readonly kind: ReviewKind;
  /** Undo: a run, or one line of the journal. */
  readonly runId: string | null;
  readonly seq: number | null;
  /** Disconnect: the side that is left. */
  readonly side: Side | null;
  readonly state: ReviewView['state'];
  readonly progress: number;
  readonly total: number;
  /** What a row is that was not touched by itself: "tick all" changes no row. */
  readonly isTickedByDefault: boolean;
  readonly counts: ReviewView['counts'];
  readonly leftOut: readonly SkippedRow[];
  readonly problem: Problem | null;
  /** The run that applies it. */
  readonly appliedBy: string | null;
}

/** One row of it, in the order in which they are shown. */
export interface ReviewItem extends Omit<ReviewRow, 'isTicked'> {
  readonly pos: number;
  /** Present on rows that are not as `isTickedByDefault` says. */
  readonly isFlipped?: 1;
  /** Present until the row was worked on: a review that died goes on with these. */
  readonly isOpen?: 1;
  /** Undo and disconnect: what is to be done to which record. */
  readonly inverse?: Inverse;
}

export interface Inverse {
  readonly recordId: string | null;
  /** What the record must still hold; null where there is none. */
  readonly expected: AppointmentContent | null;
  /** What it is to hold; null where it is removed. */
  readonly content: AppointmentContent | null;
  readonly fields: readonly ContentField[];
  readonly occurrence: OccurrenceRef | null;
  /** Set where a whole series is to end: its version when it was listed. */
  readonly seriesEtag?: string;
}
