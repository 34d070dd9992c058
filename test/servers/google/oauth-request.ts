import type { GoogleWorld, WebClient } from './google-state';

/** A sign-in request that Google would act on. */
export interface OauthRequest {
  readonly clientId: string;
  readonly client: WebClient;
  readonly redirectUri: string;
  readonly responseType: 'token' | 'code';
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly prompts: ReadonlySet<string>;
  readonly loginHint: string | null;
  readonly includeGrantedScopes: boolean;
}

/** A request that ends on Google's own error page: nothing is sent to an address that is not registered. */
export interface OauthRefusal {
  readonly status: number;
  readonly code: string;
  readonly explanation: string;
}

const known = new Set([
  ...['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'prompt', 'login_hint'],
  ...['include_granted_scopes', 'enable_granular_consent', 'code_challenge', 'code_challenge_method', 'access_type'],
]);
/** Scopes of the sandbox's consent page: those of the Calendar API, and those of signing in. */
const scopePattern =
  /^(openid|email|profile|https:\/\/www\.googleapis\.com\/auth\/(calendar(\.[a-z.]+)?|userinfo\.(email|profile)))$/;

/** Reads the query of the authorization end point (developers.google.com/identity/protocols/oauth2/javascript-implicit-flow). */
export function readOauthRequest(world: GoogleWorld, search: URLSearchParams): OauthRequest | OauthRefusal {
  const unknown = [...search.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) world.violation(`Google sign-in: the parameter "${unknown}" is unknown`);
  const clientId = search.get('client_id') ?? '';
  const client = world.state.clients.get(clientId);
  const redirectUri = search.get('redirect_uri') ?? '';
  const responseType = search.get('response_type');
  const scopes = (search.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const prompts = new Set((search.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== ''));

  if (clientId === '') return refuse(400, 'invalid_request', 'Missing required parameter: client_id');
  if (client === undefined) return refuse(401, 'invalid_client', 'The OAuth client was not found.');
  if (redirectUri === '') return refuse(400, 'invalid_request', 'Missing required parameter: redirect_uri');
  if (!client.redirectUris.includes(redirectUri)) {
    return refuse(400, 'redirect_uri_mismatch', `The redirect URI in the request does not match: ${redirectUri}`);
  }
  if (responseType !== 'token' && responseType !== 'code') {
    return refuse(400, 'unsupported_response_type', `Invalid response_type: ${responseType ?? ''}`);
  }
  const bad = scopes.find((scope) => !scopePattern.test(scope));
  if (bad !== undefined) return refuse(400, 'invalid_scope', `Some requested scopes were invalid: ${bad}`);
  if (scopes.length === 0) return refuse(400, 'invalid_request', 'Missing required parameter: scope');
  const isMixed = prompts.has('none') && prompts.size > 1;
  if (isMixed || [...prompts].some((prompt) => !['none', 'consent', 'select_account'].includes(prompt))) {
    return refuse(400, 'invalid_request', 'Invalid parameter value for prompt');
  }
  return {
    clientId,
    client,
    redirectUri,
    responseType,
    scopes,
    state: search.get('state'),
    prompts,
    loginHint: search.get('login_hint'),
    includeGrantedScopes: search.get('include_granted_scopes') === 'true',
  };
}

export function isRefusal(request: OauthRequest | OauthRefusal): request is OauthRefusal {
  return 'code' in request;
}

/** Scopes of signing in have no box: they are granted with the account. */
export function hasBox(scope: string): boolean {
  return scope.includes('/auth/calendar');
}

export function shortScope(scope: string): string {
  return scope.replace('https://www.googleapis.com/auth/', '');
}

function refuse(status: number, code: string, explanation: string): OauthRefusal {
  return { status, code, explanation };
}
