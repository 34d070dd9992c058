import { plainDetail } from './plain-detail';

/** What a provider's redirect said. */
export type RedirectAnswer =
  | { readonly kind: 'granted'; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'error'; readonly error: string; readonly detail: string }
  /** It is not the answer to this request: another address, or another `state` (RFC 6749 10.12). */
  | { readonly kind: 'foreign' };

/** Reads query and fragment of the address that the sign-in window ended on (RFC 6749 4.1.2 and 4.2.2). */
export function readRedirect(
  address: string,
  expected: { readonly redirectUri: string; readonly state: string },
): RedirectAnswer {
  if (!URL.canParse(address)) return { kind: 'foreign' };
  const url = new URL(address);
  const home = new URL(expected.redirectUri);
  if (url.origin !== home.origin || url.pathname !== home.pathname) return { kind: 'foreign' };

  const parameters = new Map([...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]);
  const state = parameters.get('state');
  const error = parameters.get('error');
  // Some servers leave `state` out of a refusal; a forged refusal could do no more than end the attempt.
  const isOurs = state === expected.state || (state === undefined && error !== undefined);
  if (!isOurs) return { kind: 'foreign' };
  if (error === undefined) return { kind: 'granted', parameters };
  const secrets = [expected.state, parameters.get('code') ?? null, parameters.get('access_token') ?? null];
  return {
    kind: 'error',
    error: plainDetail(error, secrets),
    detail: plainDetail(parameters.get('error_description') ?? error, secrets),
  };
}
