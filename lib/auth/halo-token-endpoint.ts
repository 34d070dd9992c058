import * as z from 'zod/mini';
import { AuthError, RateLimitError, UnreachableError, UnreadableError } from '../http/errors';
import { type HttpDeps, request } from '../http/request';
import { readRetryAfter } from '../http/retry-after';
import { parseJson } from './parse-json';
import { plainDetail } from './plain-detail';
import type { HaloTokens } from './tokens';

/** Where the helpdesk signs in, and as which application. */
export interface HaloApplication {
  readonly authUrl: string;
  readonly tenant: string | null;
  readonly clientId: string;
}

export type TokenAnswer =
  | {
      readonly kind: 'granted';
      readonly accessToken: string;
      readonly expiresAtMs: number;
      readonly refreshToken: string | null;
    }
  /** An error of RFC 6749 5.2. */
  | { readonly kind: 'error'; readonly error: string; readonly detail: string };

const Granted = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  token_type: z.nullish(z.string()),
  expires_in: z.nullish(z.union([z.number(), z.string()])),
  refresh_token: z.nullish(z.string()),
});
const Refused = z.looseObject({ error: z.string(), error_description: z.nullish(z.string()) });

/** The server's own trouble: it says nothing about the sign-in. */
const passingErrors: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/** Of a token whose life the server does not tell. */
const usualLifeSeconds = 3600;

/** Trades a code for tokens (RFC 6749 4.1.3 with RFC 7636 4.5). */
export function exchangeCode(
  deps: HttpDeps,
  application: HaloApplication,
  given: {
    readonly code: string;
    readonly verifier: string;
    readonly redirectUri: string;
    readonly scope: string;
  },
): Promise<TokenAnswer> {
  return askForTokens(
    deps,
    application,
    {
      grant_type: 'authorization_code',
      redirect_uri: given.redirectUri,
      code: given.code,
      code_verifier: given.verifier,
      scope: given.scope,
    },
    [given.code, given.verifier],
  );
}

/**
 * Renews the tokens (RFC 6749 6). A server that rotates gives a new refresh token, which is the only good one from then
 * on; otherwise the old one stays. `AuthError`: the agent has to sign in again. Any other error leaves the sign-in valid.
 */
export async function refreshHaloTokens(
  deps: HttpDeps,
  application: HaloApplication,
  tokens: HaloTokens,
): Promise<HaloTokens> {
  const { refreshToken } = tokens;
  if (refreshToken === null) throw new AuthError('The helpdesk gave no refresh token: sign in again');
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const answer = await askForTokens(deps, application, form, [refreshToken, tokens.accessToken]);
  if (answer.kind === 'error') {
    throw new AuthError(`The helpdesk no longer accepts this sign-in (${answer.error}: ${answer.detail})`);
  }
  return {
    ...tokens,
    accessToken: answer.accessToken,
    expiresAtMs: answer.expiresAtMs,
    refreshToken: answer.refreshToken ?? refreshToken,
  };
}

async function askForTokens(
  deps: HttpDeps,
  { authUrl, tenant, clientId }: HaloApplication,
  form: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Promise<TokenAnswer> {
  const { host } = new URL(authUrl);
  // Counted from before the request, so that a slow answer does not lengthen the token's life.
  const askedAtMs = deps.now();
  const answer = await request(deps, {
    method: 'POST',
    url: `${authUrl}/token`,
    query: { tenant: tenant ?? undefined },
    body: new URLSearchParams({ ...form, client_id: clientId }),
  });
  const { status } = answer;
  if (status >= 500) throw new UnreachableError(`${host} answered ${status}`, 'server', host, status);
  if (status === 429) {
    const retryAtMs = readRetryAfter(answer.headers, deps.now(), 60_000);
    throw new RateLimitError(`${host} asks to wait`, retryAtMs);
  }

  const body = parseJson(answer.text);
  if (status >= 400) {
    const refused = Refused.safeParse(body);
    // A page of a proxy or of a hotel's network is no word of the helpdesk: nobody is signed out by it. RFC 6749 5.2
    // answers with 400 or 401 and an error's name.
    if (!refused.success || (status !== 400 && status !== 401))
      throw new UnreadableError(`${host} answered ${status} without an OAuth error`, host);
    const { error, error_description: description } = refused.data;
    if (passingErrors.has(error)) throw new UnreachableError(`${host} answered ${error}`, 'server', host, status);
    return {
      kind: 'error',
      error: plainDetail(error, secrets),
      detail: plainDetail(description ?? error, secrets),
    };
  }
  const granted = Granted.safeParse(body);
  const type = granted.success ? (granted.data.token_type ?? 'Bearer') : '';
  if (!granted.success || type.toLowerCase() !== 'bearer') {
    throw new UnreadableError(`${host} answered ${status} without a token that can be read`, host);
  }
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: refreshToken } = granted.data;
  const lifeSeconds = Number(expiresIn ?? usualLifeSeconds);
  return {
    kind: 'granted',
    accessToken,
    expiresAtMs: askedAtMs + (lifeSeconds > 0 ? lifeSeconds : usualLifeSeconds) * 1000,
    refreshToken: refreshToken === '' ? null : (refreshToken ?? null),
  };
}
