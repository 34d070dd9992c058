import type { Pace } from './pacing';
import { type HttpAnswer, type HttpDeps, type HttpRequest, request } from './request';

/** Supplies the access token. Both throw `AuthError` when the agent has to sign in again. */
export interface Authorized {
  token(): Promise<string>;
  /** A new token, after `rejected` was answered with 401. */
  renew(rejected: string): Promise<string>;
}

export interface AuthorizedDeps extends HttpDeps {
  /** The only origin that may see the token, e.g. `https://www.googleapis.com`. */
  readonly origin: string;
  readonly authorized: Authorized;
  /** Each request waits for it, outside of its own time limit. */
  readonly beforeSending?: Pace;
}

export interface AuthorizedRequest extends Omit<HttpRequest, 'url' | 'body'> {
  /** Begins with `/`, its parts escaped. */
  readonly path: string;
  readonly json?: unknown;
}

/**
 * Sends one API request with the token. A 401 means that nothing was done, so the request is repeated once with a
 * renewed token, writes too; a second 401 is given back for the client's switch to make an `AuthError` of.
 */
export async function authorizedRequest(deps: AuthorizedDeps, asked: AuthorizedRequest): Promise<HttpAnswer> {
  await deps.beforeSending?.();
  const token = await deps.authorized.token();
  const answer = await send(deps, asked, token);
  if (answer.status !== 401) return answer;
  await deps.beforeSending?.();
  return send(deps, asked, await deps.authorized.renew(token));
}

function send(deps: AuthorizedDeps, asked: AuthorizedRequest, token: string): Promise<HttpAnswer> {
  const { path, json, headers, ...rest } = asked;
  const url = deps.origin + path;
  if (new URL(url).origin !== deps.origin) throw new TypeError('A token must not leave for another origin');
  return request(deps, {
    ...rest,
    url,
    headers: {
      ...headers,
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
}
