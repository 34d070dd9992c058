import type { RunView } from '../lib/domain/sync-views';
import { sideName } from './problem-text';
import { type CountedText, countText, numberText } from './sync-count';
import type { TextKey, Texts } from './texts';

export const runKindTexts: Record<RunView['kind'], TextKey> = {
  sync: 'activityRunSync',
  import: 'activityRunImport',
  importRecurring: 'activityRunImportRecurring',
  push: 'activityRunPush',
  undo: 'activityRunUndo',
  repair: 'activityRunRepair',
};

export const runOutcomeTexts: Record<RunView['outcome'], TextKey> = {
  running: 'activityOutcomeRunning',
  done: 'activityOutcomeDone',
  partial: 'activityOutcomePartial',
  failed: 'activityOutcomeFailed',
  stopped: 'activityOutcomeStopped',
  braked: 'activityOutcomeBraked',
};

const countTexts = {
  created: 'activityCreated',
  updated: 'activityUpdated',
  removed: 'activityRemoved',
  failed: 'activityFailed',
} as const;

/** What it left alone: an undo on purpose, the others what they could not read. */
export function leftAloneText({ kind }: Pick<RunView, 'kind'>): CountedText {
  return kind === 'undo' ? 'reviewLeftOut' : 'activitySkipped';
}

/** What a run changed, one line per side that it changed, then what it leaves to the agent. */
export function runLines(t: Texts, run: RunView): readonly string[] {
  const lines = (['helpdesk', 'calendar'] as const).flatMap((side) => {
    const parts = (['created', 'updated', 'removed', 'failed'] as const)
      .filter((what) => run.counts[side][what] > 0)
      .map((what) => t(countTexts[what], numberText(run.counts[side][what])));
    return parts.length === 0 ? [] : [t('activityOnSide', sideName(t, side), parts.join(', '))];
  });
  if (run.conflicts > 0) lines.push(countText(t, 'activityConflicts', run.conflicts));
  return lines.length === 0 && run.skipped.length === 0 && run.outcome === 'done'
    ? [t('activityCountsNothing')]
    : lines;
}
