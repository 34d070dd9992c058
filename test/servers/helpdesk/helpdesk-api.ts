import { agentRoutes } from './agent-routes';
import { appointmentReadRoutes } from './appointment-list';
import { appointmentWriteRoutes } from './appointment-write';
import { badRequest, forbidden, json, notFound, plainText, rateLimited, unauthorized } from './helpdesk-answers';
import type { ApiRoute, HelpdeskContext } from './helpdesk-context';
import { readQuery } from './helpdesk-query';
import type { TokenRow } from './helpdesk-state';
import type { RateWindow } from './rate-window';
import { grants } from './scopes';
import { ticketRoutes } from './ticket-routes';
import { findToken } from './token-store';
import { workdayRoutes } from './workday-routes';

export const apiRoutes: readonly ApiRoute[] = [
  ...appointmentReadRoutes,
  ...appointmentWriteRoutes,
  ...agentRoutes,
  ...ticketRoutes,
  ...workdayRoutes,
];

/** Everything under `/api`, in the order in which it can be refused: address, rate, token, scope, query. */
export async function answerApi(
  context: HelpdeskContext,
  window: RateWindow,
  request: Request,
  url: URL,
): Promise<Response> {
  const { deps, settings } = context;
  const asked = `${request.method} ${url.pathname}`;
  const isAuthInfo = url.pathname.toLowerCase() === '/api/authinfo';
  const onPath = apiRoutes.map((route) => ({ route, id: matchPath(route.path, url.pathname) })).filter(hasId);
  if (onPath.length === 0 && !isAuthInfo) {
    deps.violation(`${asked}: there is no such route`);
    return notFound(url.pathname);
  }
  // A server without CORS settings answers a preflight like any method it does not have.
  if (request.method === 'OPTIONS') return plainText(405, 'Method Not Allowed');
  const found = onPath.find(({ route }) => route.method === request.method);
  if (found === undefined && !(isAuthInfo && request.method === 'GET')) {
    deps.violation(`${asked}: there is no such method on this route`);
    return plainText(405, 'Method Not Allowed');
  }

  const waitSeconds = window.take(deps.now(), settings.rateLimit, settings.rateWindowSeconds);
  if (waitSeconds !== null)
    return rateLimited(settings.rateLimit, settings.rateWindowSeconds, settings.sendsRetryAfter ? waitSeconds : null);
  if (found === undefined) return json(200, authInfo(context));

  const token = readToken(context, request);
  if (token === null) return unauthorized();
  if (settings.narrowScopesForbidden && !token.scopes.includes('all'))
    return forbidden('This application needs the scope "all".');
  const { route, id } = found;
  if (route.scope !== null && !grants(token.scopes, route.scope))
    return forbidden(`The scope "${route.scope}" is needed.`);
  const name = `${route.method} ${route.path}`;
  const reading = readQuery(url.searchParams, route.query);
  if (reading.kind === 'refused') {
    deps.violation(`${name}: ${reading.why}`);
    return badRequest(reading.why);
  }
  return route.answer(context, { request, name, query: reading.query, id, token });
}

/** Where to sign in: with `authOnOtherHost` as for tenants that Halo hosts, else on the tenant's own host. */
function authInfo({ settings, host, tenant }: HelpdeskContext): Readonly<Record<string, string>> {
  const authUrl = settings.authOnOtherHost ? `https://${otherAuthHost}` : `https://${host}/auth`;
  return { auth_url: authUrl, ...(tenant !== '' && { tenant_id: tenant }) };
}

export const otherAuthHost = 'auth.haloservicedesk.com';

interface FoundRoute {
  readonly route: ApiRoute;
  readonly id: string;
}

function hasId(found: { readonly route: ApiRoute; readonly id: string | null }): found is FoundRoute {
  return found.id !== null;
}

/** What stands for `{id}`: digits only, else it is another address. Null when the path does not fit, empty without `{id}`. */
function matchPath(pattern: string, path: string): string | null {
  const source = pattern.replace('{id}', '(\\d{1,10})');
  const match = new RegExp(`^${source}/?$`, 'i').exec(path);
  return match === null ? null : (match[1] ?? '');
}

function readToken(context: HelpdeskContext, request: Request): TokenRow | null {
  const value = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = value === undefined ? null : findToken(context, 'access', value);
  const agent = context.state.agents.find(({ id }) => id === token?.agent_id);
  return agent === undefined || agent.isdisabled ? null : token;
}
