import * as z from 'zod/mini';
import { UnreachableError, UnreadableError } from '../http/errors';
import { type HttpDeps, request } from '../http/request';
import { parseJson } from './parse-json';
import { plainDetail } from './plain-detail';

export type HaloDiscovery =
  | {
      readonly kind: 'found';
      /** Of the authorisation server, without a slash at the end; hosted tenants may have it on another host. */
      readonly authUrl: string;
      /** Null on a server of the organisation's own: then no request names a tenant. */
      readonly tenant: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: 'notReachable' | 'notHalo'; readonly detail: string };

const AuthInfo = z.looseObject({
  auth_url: z.string(),
  tenant_id: z.nullish(z.union([z.string(), z.number()])),
});

/** Asks the address whether it is Halo, and where its sign-in is (`GET /api/authinfo`, no token needed). */
export async function discoverHalo(deps: HttpDeps, origin: string): Promise<HaloDiscovery> {
  const { host } = new URL(origin);
  try {
    const answer = await request(deps, { method: 'GET', url: `${origin}/api/authinfo` });
    if (answer.status >= 500 || answer.status === 429) {
      return { kind: 'refused', reason: 'notReachable', detail: `${host}: ${answer.status}` };
    }
    if (answer.status !== 200) return notHalo(`${host}: ${answer.status}`);
    const info = AuthInfo.safeParse(parseJson(answer.text));
    if (!info.success) return notHalo(`${host}: /api/authinfo`);
    const authUrl = readAuthUrl(info.data.auth_url);
    if (authUrl === null) return notHalo(plainDetail(`auth_url: ${info.data.auth_url}`, []));
    const tenant = String(info.data.tenant_id ?? '').trim();
    return { kind: 'found', authUrl, tenant: tenant === '' ? null : tenant };
  } catch (error) {
    if (error instanceof UnreachableError) return { kind: 'refused', reason: 'notReachable', detail: host };
    // A redirect or an endless answer: something is there, but not this API.
    if (error instanceof UnreadableError) return notHalo(error.message);
    throw error;
  }
}

function notHalo(detail: string): HaloDiscovery {
  return { kind: 'refused', reason: 'notHalo', detail };
}

/** Codes and tokens go there: https, or nothing. */
function readAuthUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.origin + url.pathname.replace(/\/+$/, '');
}
