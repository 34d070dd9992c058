import { RejectedError, UnreachableError } from '../http/errors';
import { type HttpDeps, request } from '../http/request';
import { parseJson } from './parse-json';
import { plainDetail } from './plain-detail';

/**
 * Takes back what the account granted to Docket, not only this token. `tokenWasInvalid`: Google no longer knew the token,
 * so a grant may still stand; with a renewed token it can be taken back.
 */
export async function revokeGoogle(deps: HttpDeps, token: string): Promise<'revoked' | 'tokenWasInvalid'> {
  // In the body, not in the address: addresses end up in logs.
  const url = 'https://oauth2.googleapis.com/revoke';
  const answer = await request(deps, { method: 'POST', url, body: new URLSearchParams({ token }) });
  const { status, host } = answer;
  if (status >= 200 && status < 300) return 'revoked';
  if (status >= 500 || status === 429) throw new UnreachableError(`${host} answered ${status}`, 'server', host, status);
  const error = readError(answer.text);
  if (error === 'invalid_token') return 'tokenWasInvalid';
  throw new RejectedError(`Google did not revoke the sign-in: ${plainDetail(error, [token]) || status}`, status);
}

function readError(text: string): string {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || !('error' in body)) return '';
  return typeof body.error === 'string' ? body.error : '';
}
