import type { HttpDeps } from '../http/request';
import { googleScopes } from './google-scopes';
import { randomText, type SignInCrypto } from './pkce';
import { readRedirect } from './redirect-answer';
import type { SignInWindow } from './sign-in-window';
import type { GoogleTokens } from './tokens';

const authorizeUrl = 'https://accounts.google.com/o/oauth2/v2/auth';
export const googleAuthorizeHost = 'accounts.google.com';
/** Of a token whose life Google does not tell. */
const usualLifeSeconds = 3599;

export interface GoogleSignInDeps extends HttpDeps {
  readonly openWindow: SignInWindow;
  readonly crypto: SignInCrypto;
  /** Settles after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** The organisation's Web client, and where Google sends the browser back to. */
export interface GoogleClient {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** What Google granted. Whose account it is follows from the primary calendar's id: no scope is spent on it. */
export type GoogleGrant = Omit<GoogleTokens, 'accountEmail'>;

/** The address of Google's sign-in page, and the `state` that its answer has to repeat. */
export function toGooglePage(
  deps: Pick<GoogleSignInDeps, 'crypto'>,
  client: GoogleClient,
  options: { readonly prompt: string; readonly loginHint?: string },
): { readonly page: string; readonly state: string } {
  const state = randomText(deps.crypto);
  const query = new URLSearchParams({
    response_type: 'token',
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    scope: googleScopes.join(' '),
    include_granted_scopes: 'true',
    state,
    prompt: options.prompt,
    ...(options.loginHint !== undefined && { login_hint: options.loginHint }),
  });
  return { page: `${authorizeUrl}?${query}`, state };
}

export type GoogleAnswer =
  | { readonly kind: 'granted'; readonly grant: GoogleGrant }
  | { readonly kind: 'error'; readonly error: string; readonly detail: string }
  | { readonly kind: 'unusable'; readonly detail: string };

/** Reads the address that the window ended on. */
export function readGoogleAnswer(
  address: string,
  asked: { readonly client: GoogleClient; readonly state: string; readonly grantedAtMs: number },
): GoogleAnswer {
  const redirect = readRedirect(address, { redirectUri: asked.client.redirectUri, state: asked.state });
  if (redirect.kind === 'foreign') {
    return { kind: 'unusable', detail: 'The answer does not belong to this sign-in (state).' };
  }
  if (redirect.kind === 'error') return redirect;
  const accessToken = redirect.parameters.get('access_token') ?? '';
  if (accessToken === '') return { kind: 'unusable', detail: 'The answer holds no token.' };
  const lifeSeconds = Number(redirect.parameters.get('expires_in') ?? usualLifeSeconds);
  // Left out means: as asked (RFC 6749 4.2.2).
  const scope = redirect.parameters.get('scope') ?? googleScopes.join(' ');
  return {
    kind: 'granted',
    grant: {
      schemaVersion: 1,
      accessToken,
      expiresAtMs: asked.grantedAtMs + (lifeSeconds > 0 ? lifeSeconds : usualLifeSeconds) * 1000,
      grantedScopes: scope.split(' ').filter((name) => name !== ''),
      by: 'window',
    },
  };
}

/** Google's own trouble: it says nothing about the sign-in. */
export function isPassingError(error: string): boolean {
  return error === 'temporarily_unavailable' || error === 'server_error';
}
