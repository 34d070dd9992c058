import { browser } from 'wxt/browser';

export type SecretName = 'helpdesk' | 'google';

/** What lasts goes to `storage.local`; access tokens go to `storage.session` and are gone with the browser. */
export interface Secret {
  readonly lasting: unknown;
  readonly session: unknown;
}

/** Shuts content scripts out of both areas. To be called at every start, before anything is read or written. */
export async function lockAreas(): Promise<void> {
  await Promise.all([
    browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }),
    browser.storage.session.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }),
  ]);
}

/** Tokens are never logged, sent in a message or shown; this file is the only one that stores them. */
export async function readSecret(name: SecretName): Promise<Secret> {
  const key = secretKey(name);
  const [local, session] = await Promise.all([browser.storage.local.get(key), browser.storage.session.get(key)]);
  return { lasting: local[key], session: session[key] };
}

export async function writeSecret(name: SecretName, secret: Secret): Promise<void> {
  const key = secretKey(name);
  await browser.storage.local.set({ [key]: secret.lasting });
  await browser.storage.session.set({ [key]: secret.session });
}

export async function forgetSecret(name: SecretName): Promise<void> {
  await Promise.all([browser.storage.local.remove(secretKey(name)), browser.storage.session.remove(secretKey(name))]);
}

function secretKey(name: SecretName): string {
  return `secret:${name}`;
}
