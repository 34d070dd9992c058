import type { GoogleBox, SignInGoogleResult } from '../domain/account-views';
import { UnreachableError, UnreadableError } from '../http/errors';
import { type HttpDeps, request } from '../http/request';
import {
  type GoogleClient,
  type GoogleGrant,
  type GoogleSignInDeps,
  googleAuthorizeHost,
  isPassingError,
  readGoogleAnswer,
  toGooglePage,
} from './google-page';
import { missingGoogleBoxes } from './google-scopes';
import { plainDetail } from './plain-detail';
import { type SignInWindowError, toSignInWindowError } from './sign-in-window';

export type GoogleRefusalReason = Exclude<Extract<SignInGoogleResult, { kind: 'refused' }>['reason'], 'badClientId'>;

export type GoogleSignInResult =
  | { readonly kind: 'signedIn'; readonly grant: GoogleGrant }
  | {
      readonly kind: 'refused';
      readonly reason: GoogleRefusalReason;
      readonly missing: readonly GoogleBox[];
      readonly detail: string;
    };

/**
 * Signs in by the implicit grant: a Web client's code would need a secret, and a secret cannot ship.
 * `consent` shows the boxes again to somebody who left one out; otherwise the account is chosen first.
 */
export async function signInToGoogle(
  deps: GoogleSignInDeps,
  client: GoogleClient,
  options: { readonly prompt: 'select_account' | 'consent'; readonly loginHint?: string },
): Promise<GoogleSignInResult> {
  const { page, state } = toGooglePage(deps, client, options);
  let address: string;
  try {
    address = await deps.openWindow(page, { interactive: true });
  } catch (thrown) {
    return explainWindow(deps, toSignInWindowError(thrown));
  }
  // The person may have taken their time: the token's life begins with "Continue", just before the window closed.
  const answer = readGoogleAnswer(address, { client, state, grantedAtMs: deps.now() });
  switch (answer.kind) {
    case 'granted': {
      const missing = missingGoogleBoxes(answer.grant.grantedScopes);
      if (missing.length > 0) return { kind: 'refused', reason: 'boxUnticked', missing, detail: '' };
      return { kind: 'signedIn', grant: answer.grant };
    }
    case 'error':
      return explainError(answer.error, answer.detail);
    case 'unusable':
      return refuseGoogle('failed', answer.detail);
  }
}

const unknownClientErrors: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'deleted_client',
  'disabled_client',
  'redirect_uri_mismatch',
  'origin_mismatch',
]);

function explainError(error: string, detail: string): GoogleSignInResult {
  if (error === 'access_denied') return refuseGoogle('denied', detail);
  if (unknownClientErrors.has(error)) return refuseGoogle('unknownClient', detail);
  if (isPassingError(error)) return refuseGoogle('notReachable', detail);
  return refuseGoogle('failed', detail === error ? error : `${error}: ${detail}`);
}

async function explainWindow(deps: GoogleSignInDeps, error: SignInWindowError): Promise<GoogleSignInResult> {
  switch (error.reason) {
    case 'closed':
      return refuseGoogle('windowClosed', '');
    case 'notLoaded':
      return (await isGoogleThere(deps))
        ? refuseGoogle('unknownClient', '')
        : refuseGoogle('notReachable', googleAuthorizeHost);
    case 'interactionRequired':
    case 'unknown':
      return refuseGoogle('failed', error.message);
  }
}

/**
 * Google shows an error page to a client or a redirect address it does not know, and the browser says no more than "not
 * loaded", as it does without a network. Google's token host settles which of the two it was.
 */
async function isGoogleThere(deps: HttpDeps): Promise<boolean> {
  try {
    const { status } = await request(deps, {
      method: 'GET',
      url: 'https://oauth2.googleapis.com/tokeninfo',
      query: { access_token: 'none' },
    });
    return status < 500;
  } catch (error) {
    if (error instanceof UnreachableError) return false;
    if (error instanceof UnreadableError) return true;
    throw error;
  }
}

export function refuseGoogle(reason: GoogleRefusalReason, detail: string): GoogleSignInResult {
  return { kind: 'refused', reason, missing: [], detail: plainDetail(detail, []) };
}
