import { AuthError, UnreachableError } from '../http/errors';
import type { GoogleGrant } from './google-page';
import { googleScopes, missingGoogleBoxes } from './google-scopes';
import { type GoogleSignInResult, refuseGoogle } from './google-sign-in';
import { withTimeLimit } from './time-limit';

/** `identity.getAuthToken` of Google Chrome, as the entrypoint passes it in. */
export interface BrowserTokenDeps {
  readonly getAuthToken: (details: {
    readonly interactive: boolean;
    readonly scopes: readonly string[];
  }) => Promise<{ readonly token?: string; readonly grantedScopes?: readonly string[] }>;
  readonly removeCachedAuthToken: (details: { readonly token: string }) => Promise<unknown>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Settles after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

const silentLimitMs = 30_000;
const interactiveLimitMs = 120_000;
/** Chrome keeps the token and tells no expiry; asking it again costs no request while it is good. */
const askAgainAfterMs = 5 * 60_000;
const host = 'accounts.google.com';

/** Only Google Chrome has accounts to take tokens from, and only for a client id in the manifest. */
export function googleSignInPath(where: {
  readonly isGoogleChrome: boolean;
  readonly hasBuiltInClientId: boolean;
}): 'browser' | 'window' {
  return where.isGoogleChrome && where.hasBuiltInClientId ? 'browser' : 'window';
}

/**
 * Signs in with the account of the browser's profile: silently, else by Chrome's own dialog. That dialog may hang for
 * ever, so after two minutes, and where Chrome has no account, `byWindow` takes over.
 */
export async function signInToGoogleByBrowser(
  deps: BrowserTokenDeps,
  byWindow: () => Promise<GoogleSignInResult>,
): Promise<GoogleSignInResult> {
  const silent = await ask(deps, 'silent');
  if (silent.kind === 'granted') return accept(silent.grant);
  // Asked now, Chrome would lead to its own sync set-up and never come back.
  if (silent.kind === 'refused' && silent.why === 'noAccount') return byWindow();

  const interactive = await ask(deps, 'interactive');
  if (interactive.kind === 'granted') return accept(interactive.grant);
  if (interactive.kind === 'refused' && interactive.why === 'saidNo') return refuseGoogle('windowClosed', '');
  return byWindow();
}

/**
 * Another token from Chrome, without showing anything; `rejected` is the one that Google refused, which Chrome would hand
 * out again. `AuthError`: sign in again. `UnreachableError`: nothing is known, the sign-in stays.
 */
export async function renewGoogleByBrowser(deps: BrowserTokenDeps, rejected: string | null): Promise<GoogleGrant> {
  if (rejected !== null) await deps.removeCachedAuthToken({ token: rejected });
  const answer = await ask(deps, 'silent');
  if (answer.kind === 'late') {
    throw new UnreachableError('The browser did not renew the Google sign-in in time', 'timeout', host, 0);
  }
  if (answer.kind === 'refused') {
    if (answer.why === 'unknown') {
      throw new UnreachableError('The browser could not renew the Google sign-in', 'server', host, 0);
    }
    throw new AuthError('The browser has no Google sign-in for Docket any more');
  }
  const missing = missingGoogleBoxes(answer.grant.grantedScopes);
  if (missing.length > 0) throw new AuthError(`Google no longer grants ${missing.join(', ')}`);
  return answer.grant;
}

type BrowserAnswer =
  | { readonly kind: 'granted'; readonly grant: GoogleGrant }
  | { readonly kind: 'late' }
  | { readonly kind: 'refused'; readonly why: 'noAccount' | 'noGrant' | 'saidNo' | 'unknown' };

/** Chromium's sentences (`identity_constants.cc`); they are all it tells. */
const refusals: readonly { readonly sentence: RegExp; readonly why: 'noAccount' | 'noGrant' | 'saidNo' }[] = [
  { sentence: /user is not signed in|turned off browser signin/i, why: 'noAccount' },
  { sentence: /not granted or revoked|user interaction required/i, why: 'noGrant' },
  { sentence: /user did not approve access/i, why: 'saidNo' },
];

async function ask(deps: BrowserTokenDeps, mode: 'silent' | 'interactive'): Promise<BrowserAnswer> {
  const limitMs = mode === 'silent' ? silentLimitMs : interactiveLimitMs;
  const asked = deps.getAuthToken({ interactive: mode === 'interactive', scopes: googleScopes });
  try {
    const answer = await withTimeLimit(asked, deps.wait(limitMs));
    if (answer.kind === 'late') return answer;
    const { token, grantedScopes } = answer.value;
    if (token === undefined || token === '') return { kind: 'refused', why: 'unknown' };
    return {
      kind: 'granted',
      grant: {
        schemaVersion: 1,
        accessToken: token,
        expiresAtMs: deps.now() + askAgainAfterMs,
        // Chrome before 105 tells none: there it is all or nothing.
        grantedScopes: [...(grantedScopes ?? googleScopes)],
        by: 'browser',
      },
    };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: 'refused', why: refusals.find(({ sentence }) => sentence.test(said))?.why ?? 'unknown' };
  }
}

function accept(grant: GoogleGrant): GoogleSignInResult {
  const missing = missingGoogleBoxes(grant.grantedScopes);
  if (missing.length === 0) return { kind: 'signedIn', grant };
  return { kind: 'refused', reason: 'boxUnticked', missing, detail: '' };
}
