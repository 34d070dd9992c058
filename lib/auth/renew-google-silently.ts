import { AuthError, UnreachableError, UnreadableError } from '../http/errors';
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
import { type SignInWindowError, toSignInWindowError } from './sign-in-window';
import { withTimeLimit } from './time-limit';

const silentLimitMs = 30_000;

/**
 * Fetches a new token for the same account without showing anything. `AuthError`: the person has to sign in again.
 * `UnreachableError` (no network, or no answer in time) leaves the sign-in as it is.
 */
export async function renewGoogleSilently(
  deps: GoogleSignInDeps,
  client: GoogleClient,
  accountEmail: string,
): Promise<GoogleGrant> {
  const { page, state } = toGooglePage(deps, client, { prompt: 'none', loginHint: accountEmail });
  const askedAtMs = deps.now();
  const opened = deps.openWindow(page, { interactive: false }).catch((thrown: unknown) => {
    throw toRenewalError(toSignInWindowError(thrown));
  });
  const window = await withTimeLimit(opened, deps.wait(silentLimitMs));
  if (window.kind === 'late') {
    throw new UnreachableError('Google did not renew the sign-in in time', 'timeout', googleAuthorizeHost, 0);
  }
  const answer = readGoogleAnswer(window.value, { client, state, grantedAtMs: askedAtMs });
  switch (answer.kind) {
    case 'granted': {
      const missing = missingGoogleBoxes(answer.grant.grantedScopes);
      if (missing.length > 0) throw new AuthError(`Google no longer grants ${missing.join(', ')}`);
      return answer.grant;
    }
    case 'error':
      if (isPassingError(answer.error)) {
        throw new UnreachableError(`Google answered ${answer.error}`, 'server', googleAuthorizeHost, 0);
      }
      throw new AuthError(`Google asks to sign in again (${answer.error})`);
    case 'unusable':
      throw new UnreadableError(answer.detail, googleAuthorizeHost);
  }
}

function toRenewalError(error: SignInWindowError): Error {
  switch (error.reason) {
    case 'closed':
    case 'interactionRequired':
      return new AuthError('Google asks to sign in again', { cause: error });
    case 'notLoaded':
      return new UnreachableError('The sign-in page of Google could not be loaded', 'offline', googleAuthorizeHost, 0, {
        cause: error,
      });
    case 'unknown':
      return error;
  }
}
