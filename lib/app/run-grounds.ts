import { accountKey, type Settings } from '../storage/settings';
import type { RunRecord } from '../sync/store';

/** What the settings say of what is left to do. */
export function rulesOf({ sync, twoWay, ...settings }: Settings): string {
  return JSON.stringify([sync, twoWay, placesOf(settings)]);
}

function placesOf({ helpdesk, calendar }: Pick<Settings, 'helpdesk' | 'calendar'>): readonly unknown[] {
  return [helpdesk && accountKey(helpdesk), calendar?.email, calendar?.calendarId];
}

/** What has to be the same for a run to go on: what was reviewed row by row asks no switch, but for the places. */
export function groundsOf(kind: RunRecord['kind'], settings: Settings): string {
  const isUsual = kind === 'sync' || kind === 'repair';
  const { everyMinutes: _often, ...sync } = settings.sync;
  return JSON.stringify([placesOf(settings), isUsual ? [sync, settings.twoWay] : sync.privacy]);
}
