import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionId } from './browser';

interface Preferences {
  readonly extensions: { readonly settings: Record<string, { runtime_granted_permissions?: { api?: string[] } }> };
}

/**
 * Writes into a closed browser's profile that its user has allowed notifications to the extension before: then the
 * product's own request is granted without the prompt that a headless browser cannot show.
 */
export function allowNotifications(profile: string): void {
  const file = join(profile, 'Default', 'Preferences');
  const preferences: Preferences = JSON.parse(readFileSync(file, 'utf8'));
  const settings = preferences.extensions.settings[extensionId];
  if (settings === undefined) throw new Error('The profile does not know the extension');
  const granted = settings.runtime_granted_permissions ?? {};
  settings.runtime_granted_permissions = { ...granted, api: [...(granted.api ?? []), 'notifications'] };
  writeFileSync(file, JSON.stringify(preferences));
}
