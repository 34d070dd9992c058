import type { Health, RunView } from '../lib/domain/sync-views';
import { runLines } from './activity-run-text';
import type { TextKey, Texts } from './texts';

/** What "Repair" came to; `run` null: it could not begin. */
export function repairText(t: Texts, run: RunView | null, health: Health | null): string {
  if (run === null) return t(health?.kind === 'paused' ? 'syncRepairPaused' : 'syncRepairLater');
  return [t(outcomeTexts[run.outcome]), ...runLines(t, run)].join(' ');
}

const outcomeTexts: Record<RunView['outcome'], TextKey> = {
  running: 'syncRepaired',
  done: 'syncRepaired',
  partial: 'syncRepairedPart',
  failed: 'syncRepairedPart',
  stopped: 'syncRepairedPart',
  braked: 'syncRepairBraked',
};
