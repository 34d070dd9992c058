import type { Health } from '../lib/domain/sync-views';
import { problemText, sideSubject } from './problem-text';
import { localDay, relativeText } from './relative-time';
import { numberText } from './sync-count';
import type { TextKey, Texts } from './texts';
import { clockText, dayText } from './time-format';

/** How the sync stands, in one sentence. */
export function healthText(t: Texts, health: Health, now: number): string {
  switch (health.kind) {
    case 'off':
      return t('syncHealthOff');
    case 'connected':
      return t('syncHealthConnected');
    case 'needsSignIn':
      return t('syncHealthNeedsSignIn', sideSubject(t, health.side));
    case 'paused':
      return pausedText(t, health, now);
    case 'reading':
      return t('syncHealthReading');
    case 'writing':
      return t('syncHealthWriting', numberText(health.done), numberText(health.total));
    case 'attention': {
      const sentence = t(attentionTexts[health.what]);
      return health.problem === null ? sentence : `${sentence} ${problemText(t, health.problem)}`;
    }
  }
}

const attentionTexts: Record<(Health & { kind: 'attention' })['what'], TextKey> = {
  brake: 'syncHealthBrake',
  conflicts: 'syncHealthConflicts',
  failed: 'syncHealthFailed',
};

function pausedText(t: Texts, health: Health & { kind: 'paused' }, now: number): string {
  const isByAgent = health.why === 'agent';
  if (health.untilMs === null) return t(isByAgent ? 'syncHealthPaused' : 'syncHealthQuota');
  return t(isByAgent ? 'syncHealthPausedUntil' : 'syncHealthQuotaUntil', untilText(health.untilMs, now));
}

/** `14:32`, and the day with it where that is another one. */
function untilText(ms: number, now: number): string {
  return localDay(ms) === localDay(now) ? clockText(ms) : `${dayText(ms)}, ${clockText(ms)}`;
}

/** "next in 4 min"; null where no run is planned. */
export function nextText(t: Texts, health: Health, now: number): string | null {
  if (health.kind !== 'connected' || health.nextMs === null) return null;
  const minutes = Math.round((health.nextMs - now) / 60_000);
  if (minutes < 1) return t('syncNextSoon');
  return minutes < 60
    ? t('syncNextMinutes', minutes)
    : t('syncNextAt', relativeText(health.nextMs, now) ?? clockText(health.nextMs));
}
