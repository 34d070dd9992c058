import type { ConnectHelpdeskResult } from '../domain/account-views';
import { RateLimitError, UnreachableError, UnreadableError } from '../http/errors';
import { type HttpDeps, request } from '../http/request';
import { exchangeCode, type HaloApplication } from './halo-token-endpoint';
import { createPkce, randomText, type SignInCrypto } from './pkce';
import { plainDetail } from './plain-detail';
import { readRedirect } from './redirect-answer';
import { type SignInWindow, type SignInWindowError, toSignInWindowError } from './sign-in-window';
import type { HaloScopeSet, HaloTokens } from './tokens';

/**
 * The only place that names the helpdesk's scopes. Whether `:calendar` opens workdays and holidays on every tenant is not
 * written anywhere: an application or a tenant that refuses the least set is asked for `all`.
 */
export const haloScopes: Readonly<Record<HaloScopeSet, string>> = {
  least: 'edit:tickets edit:calendar offline_access',
  all: 'all offline_access',
};

export interface HaloSignInDeps extends HttpDeps {
  readonly openWindow: SignInWindow;
  readonly crypto: SignInCrypto;
}

type RefusedConnection = Extract<ConnectHelpdeskResult, { kind: 'refused' }>;
type HaloRefusalReason = Extract<
  RefusedConnection['reason'],
  'notReachable' | 'unknownClient' | 'windowClosed' | 'denied' | 'failed'
>;

export type HaloSignInResult =
  | { readonly kind: 'signedIn'; readonly tokens: HaloTokens }
  | { readonly kind: 'refused'; readonly reason: HaloRefusalReason; readonly detail: string };

type Attempt = HaloSignInResult | { readonly kind: 'scopeRefused'; readonly detail: string };

/**
 * Signs the agent in by code and PKCE (RFC 7636). An `invalid_scope` makes a second attempt with every scope; a caller
 * that meets a 403 of the API later calls again with `all`.
 */
export async function signInToHalo(
  deps: HaloSignInDeps,
  application: HaloApplication & { readonly redirectUri: string },
  scopeSet: HaloScopeSet = 'least',
): Promise<HaloSignInResult> {
  const sets: readonly HaloScopeSet[] = scopeSet === 'least' ? ['least', 'all'] : ['all'];
  let detail = '';
  for (const set of sets) {
    const attempt = await trySignIn(deps, application, set);
    if (attempt.kind !== 'scopeRefused') return attempt;
    detail = attempt.detail;
  }
  return refuse('failed', detail);
}

async function trySignIn(
  deps: HaloSignInDeps,
  application: HaloApplication & { readonly redirectUri: string },
  scopeSet: HaloScopeSet,
): Promise<Attempt> {
  const { authUrl, tenant, clientId, redirectUri } = application;
  const scope = haloScopes[scopeSet];
  const state = randomText(deps.crypto);
  const { verifier, challenge } = await createPkce(deps.crypto);
  const page = new URL(`${authUrl}/authorize`);
  page.search = new URLSearchParams({
    ...(tenant !== null && { tenant }),
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();

  let address: string;
  try {
    address = await deps.openWindow(page.href, { interactive: true });
  } catch (thrown) {
    return explainWindow(deps, page, toSignInWindowError(thrown));
  }
  const redirect = readRedirect(address, { redirectUri, state });
  if (redirect.kind === 'foreign') return refuse('failed', 'The answer does not belong to this sign-in (state).');
  if (redirect.kind === 'error') return explainError(redirect.error, redirect.detail);
  const code = redirect.parameters.get('code') ?? '';
  if (code === '') return refuse('failed', 'The answer holds no code.');

  try {
    const answer = await exchangeCode(deps, application, { code, verifier, redirectUri, scope });
    if (answer.kind === 'error') return explainError(answer.error, answer.detail);
    const { accessToken, expiresAtMs, refreshToken } = answer;
    return { kind: 'signedIn', tokens: { schemaVersion: 1, accessToken, expiresAtMs, refreshToken, scopeSet } };
  } catch (error) {
    if (error instanceof UnreachableError) return refuse('notReachable', error.host);
    if (error instanceof UnreadableError || error instanceof RateLimitError) return refuse('failed', error.message);
    throw error;
  }
}

function explainError(error: string, detail: string): Attempt {
  // OpenIddict's answer where the application was registered without one of the scopes.
  if (error === 'invalid_request' && /\bscope\b/i.test(detail)) return { kind: 'scopeRefused', detail };
  switch (error) {
    case 'access_denied':
      return refuse('denied', detail);
    case 'invalid_scope':
      return { kind: 'scopeRefused', detail };
    case 'invalid_client':
    case 'unauthorized_client':
      return refuse('unknownClient', detail);
    case 'temporarily_unavailable':
    case 'server_error':
      return refuse('notReachable', detail);
    default:
      return refuse('failed', detail === error ? error : `${error}: ${detail}`);
  }
}

async function explainWindow(deps: HttpDeps, page: URL, error: SignInWindowError): Promise<HaloSignInResult> {
  switch (error.reason) {
    case 'closed':
      return refuse('windowClosed', '');
    case 'notLoaded':
      return explainPage(deps, page, error);
    case 'interactionRequired':
    case 'unknown':
      return refuse('failed', error.message);
  }
}

/**
 * An application or a redirect address that the helpdesk does not know gets an error page instead of a redirect
 * (RFC 6749 4.1.2.1). The browser calls that "not loaded", as it calls a dead server: the page itself tells them apart.
 */
async function explainPage(deps: HttpDeps, page: URL, notLoaded: SignInWindowError): Promise<HaloSignInResult> {
  try {
    const answer = await request(deps, { method: 'GET', url: page.href });
    if (answer.status >= 500) return refuse('notReachable', `${page.host}: ${answer.status}`);
    if (answer.status < 400) return refuse('failed', notLoaded.message);
    const said = /error_description\s*:\s*([^<\r\n]+)/i.exec(answer.text)?.[1] ?? '';
    return refuse('unknownClient', plainDetail(said, [page.searchParams.get('state')]));
  } catch (error) {
    // A redirect leads to the page that would not load.
    if (error instanceof UnreachableError || error instanceof UnreadableError) return refuse('notReachable', page.host);
    throw error;
  }
}

function refuse(reason: HaloRefusalReason, detail: string): HaloSignInResult {
  return { kind: 'refused', reason, detail };
}
