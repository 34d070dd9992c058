import type { ApiAnswer } from './api-call';
import { listCalendars } from './calendar-list';
import { type CalendarMethod, createMethods } from './calendar-methods';
import type { DiscoveryCheck } from './discovery-check';
import { createEventsEndpoints } from './events-endpoints';
import { applyFieldMask } from './field-mask';
import { GoogleApiError, refusals, violate } from './google-error';
import { type AccessToken, type GoogleWorld, key } from './google-state';
import { createPages } from './pages';
import { readQuery } from './query-parameters';
import type { Quota } from './quota';
import type { SyncTokens } from './sync-tokens';

export interface CalendarApi {
  handle(request: Request, url: URL): Promise<Response>;
  /** Whose token a request carries, for the log. */
  accountOf(request: Request): string | null;
}

const base = '/calendar/v3/';
const scopePrefix = 'https://www.googleapis.com/auth/';

/** `https://www.googleapis.com/calendar/v3`: the methods Docket uses, and nothing else. */
export function createCalendarApi(
  world: GoogleWorld,
  parts: { readonly syncTokens: SyncTokens; readonly quota: Quota; readonly discovery: DiscoveryCheck | null },
): CalendarApi {
  const { quota, discovery } = parts;
  const entries = createPages<object>(world);
  const methods = createMethods(createEventsEndpoints(createPages(world), parts.syncTokens), (call) => {
    const { query, account } = call;
    if (query.has('syncToken')) throw refusals.invalid('syncToken', 'Invalid sync token value.');
    const start = () => ({ items: listCalendars(world, account, query), nextSyncToken: null });
    const page = entries.take(query, `${account.email} list`, start, { usual: 100, most: 250 });
    return { kind: 'json', body: { kind: 'calendar#calendarList', etag: '"p0"', ...page } };
  });

  async function answer(request: Request, url: URL): Promise<Response> {
    const path = url.pathname.slice(base.length);
    const method = methods.find((one) => one.verb === request.method && one.path.test(path));
    if (method === undefined) {
      world.violation(`Google Calendar: ${request.method} ${url.pathname} is not a route of this server`);
      throw refusals.notFound();
    }
    const query = readQuery(world, url.searchParams, method.parameters);
    report(discovery?.query(method.id, url.searchParams));
    const token = readToken(request);
    const account = world.state.accounts.get(key(token.email));
    if (account === undefined) throw refusals.badToken();
    quota.spend(account.email, request.method === 'PATCH' ? 3 : 1);
    if (!token.scopes.some((scope) => method.scopes.includes(scope.replace(scopePrefix, '')))) {
      throw refusals.missingScope(`calendar.v3.${method.id}`);
    }
    const body = await readBody(request, method);
    if (method.body !== 'none') report(discovery?.request(method.id, body, method.body));
    const match = method.path.exec(path);
    const decoded = Object.entries(match?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    const call = { world, account, token, query, body, path: Object.fromEntries(decoded), headers: request.headers };
    return respond(method, method.run(call), query.text('fields'));
  }

  function respond(method: CalendarMethod, result: ApiAnswer, fields: string | null): Response {
    switch (result.kind) {
      case 'noContent':
        return new Response(null, { status: 204 });
      case 'notModified':
        return new Response(null, { status: 304, headers: { etag: result.etag } });
      case 'json': {
        report(discovery?.answer(method.id, result.body));
        const headers = result.etag === undefined ? {} : { etag: result.etag };
        return Response.json(applyFieldMask(result.body, fields), { headers });
      }
    }
  }

  async function readBody(request: Request, method: CalendarMethod): Promise<unknown> {
    const text = await request.text();
    if (method.body === 'none') {
      if (text !== '') throw violate(world, `${method.id} takes no body`, 'body');
      return undefined;
    }
    if (!request.headers.get('content-type')?.startsWith('application/json')) {
      throw violate(world, `${method.id} is sent without the content type application/json`, 'body');
    }
    try {
      return JSON.parse(text);
    } catch (cause) {
      world.violation(`Google Calendar: the body of ${method.id} is no JSON`);
      throw Object.assign(new GoogleApiError(400, 'parseError', 'Parse Error'), { cause });
    }
  }

  function readToken(request: Request): AccessToken {
    const header = request.headers.get('authorization');
    if (header === null) throw refusals.loginRequired();
    const token = world.state.tokens.get(header.replace(/^Bearer /, ''));
    if (token === undefined || token.expiresAtMs <= world.now()) throw refusals.badToken();
    return token;
  }

  function report(findings: readonly string[] = []): void {
    for (const finding of findings) world.violation(`Google Calendar, discovery document: ${finding}`);
  }

  return {
    async handle(request, url) {
      try {
        return await answer(request, url);
      } catch (error) {
        if (error instanceof GoogleApiError) return error.toResponse();
        throw error;
      }
    },
    accountOf(request) {
      const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
      return world.state.tokens.get(token)?.email ?? null;
    },
  };
}
