import type { Side } from '../lib/domain/appointment';
import type { ConflictRule, DirectionAction, FilterName, Privacy } from '../lib/domain/sync-views';

/** One change of a setting of the sync; what is not named stays as it is. */
export interface SyncChange {
  readonly allowed?: { readonly side: Side; readonly action: DirectionAction; readonly on: boolean };
  readonly filter?: { readonly name: FilterName; readonly on: boolean };
  readonly conflictRule?: ConflictRule;
  readonly forgetFieldRules?: boolean;
  readonly privacy?: Privacy;
  readonly daysBack?: number;
  readonly daysAhead?: number;
  readonly everyMinutes?: number;
}

export type Pause = 'inAnHour' | 'tomorrow' | 'resumed' | 'now';
export type BringKind = 'import' | 'importRecurring' | 'push';

/** What can be asked for in options, "Sync". */
export interface SyncActions {
  onTwoWay(on: boolean): void;
  onChange(change: SyncChange): void;
  onPause(until: Pause): void;
  onSyncNow(): void;
  onBring(kind: BringKind): void;
  onShowReview(): void;
  onRepair(): void;
  onApproveBrake(runId: string): void;
}
