import { browser } from 'wxt/browser';
import type { GoogleSignInDeps } from '../../lib/auth/google-page';
import type { BrowserTokenDeps } from '../../lib/auth/google-token-by-browser';
import { googleSignInPath } from '../../lib/auth/google-token-by-browser';
import type { HaloSignInDeps } from '../../lib/auth/halo-sign-in';
import type { SignInWindow } from '../../lib/auth/sign-in-window';
import type { HttpDeps } from '../../lib/http/request';

/** The browser's side of everything that `lib` asks for as an argument. */
export const http: HttpDeps = {
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
};

const openWindow: SignInWindow = async (url, { interactive }) => {
  const answer = await browser.identity.launchWebAuthFlow({
    url,
    interactive,
    // A silent renewal ends on a redirect that a script of the page may make.
    ...(!interactive && { abortOnLoadForNonInteractive: false, timeoutMsForNonInteractive: 20_000 }),
  });
  if (answer === undefined) throw new Error('The sign-in window gave no answer');
  return answer;
};

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Begins the work after so long (ms), unless the answer is called before. */
export function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

export const signIn: HaloSignInDeps & GoogleSignInDeps = { ...http, openWindow, crypto, wait };

export const browserTokens: BrowserTokenDeps = {
  getAuthToken: ({ interactive, scopes }) => browser.identity.getAuthToken({ interactive, scopes: [...scopes] }),
  removeCachedAuthToken: (details) => browser.identity.removeCachedAuthToken(details),
  now: () => Date.now(),
  wait,
};

/** Google's Web client that the build carries, always together with one for Chrome; empty where the agent types one. */
export const builtInGoogleClientId: string = import.meta.env['DOCKET_GOOGLE_WEB_CLIENT_ID'] ?? '';

export function googlePath(): 'browser' | 'window' {
  const brands = 'userAgentData' in navigator ? JSON.stringify(navigator.userAgentData) : '';
  return googleSignInPath({
    isGoogleChrome: brands.includes('Google Chrome'),
    hasBuiltInClientId: builtInGoogleClientId !== '',
  });
}

/** To be entered at the helpdesk's application and at Google's client, letter by letter. */
export function redirectAddress(): string {
  return browser.identity.getRedirectURL();
}

export function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work);
}

/** Null where somebody else holds it. */
export function tryLock<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? null : work()));
}
