import { type ContentField, contentFields } from '../domain/content-fields';
import { accountKey, type Settings } from '../storage/settings';
import type { SyncRules } from '../sync/rules';
import { windowAround } from './time-window';

/**
 * The rules as the agent has set them. A pause is no rule: what is left to do stays known, and no run begins (`isPaused`).
 */
export function toSyncRules(
  settings: Settings,
  now: { readonly ms: number; readonly zone: string; readonly busyWord: string },
): SyncRules {
  const { sync, helpdesk, calendar, twoWay } = settings;
  const isOn = helpdesk !== null && calendar !== null && twoWay[accountKey(helpdesk)] === true;
  return {
    twoWay: isOn,
    allowed: sync.allowed,
    conflictRule: sync.conflictRule,
    fieldRules: Object.fromEntries(
      Object.entries(sync.fieldRules).filter(([field]) => contentFields.includes(field as ContentField)),
    ),
    privacy: sync.privacy,
    filters: sync.filters,
    window: windowAround(now.ms, now.zone, { back: sync.daysBack, ahead: sync.daysAhead }),
    zone: now.zone,
    busyWord: now.busyWord,
  };
}

export function isPaused({ sync }: Settings, nowMs: number): boolean {
  return sync.pausedUntilMs !== null && sync.pausedUntilMs > nowMs;
}

/** Held by whoever reads or writes both sides. */
export const syncLock = 'docket-sync';

/** Held while what the last life has left is put right: whoever begins a run waits that long, which is not long. */
export const settlingLock = 'docket-settling';
