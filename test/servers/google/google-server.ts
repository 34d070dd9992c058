import { seedGoogle } from '../../fixtures/google-seed';
import type { ServerDeps, StrictServer } from '../strict-server';
import { createCalendarApi } from './calendar-api';
import { readDiscoveryCheck } from './discovery-check';
import { createPerson, type GooglePerson } from './google-person';
import {
  type AccessRole,
  createGoogleState,
  findCalendar,
  type GoogleSettings,
  type GoogleState,
  type GoogleWorld,
  key,
  type Mail,
} from './google-state';
import { handleSignIn } from './oauth-sign-in';
import { endGrants, grantKey, handleTokens, issueToken } from './oauth-tokens';
import { createQuota, type QuotaFault } from './quota';
import { restoreEvent } from './restore-event';
import { createSyncTokens } from './sync-tokens';

export interface GoogleOptions {
  /** What the server starts with; usually the people, calendars and events of `google-seed.ts`. */
  readonly seed?: (server: GoogleServer) => void;
  readonly settings?: Partial<GoogleSettings>;
}

export interface LoggedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Repeated parameters are lists. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed JSON, else the text; null when there was none. */
  readonly body: unknown;
  readonly status: number;
  /** The account whose token it carried. */
  readonly email: string | null;
}

/** Google's sign-in and Calendar API v3, with a state that tests may read and edit. */
export interface GoogleServer extends StrictServer {
  readonly state: GoogleState;
  readonly settings: GoogleSettings;
  /** What Google would have sent. */
  readonly outbox: Mail[];
  readonly requests: readonly LoggedRequest[];
  /** Works as somebody in Google's own pages. */
  asPerson(email: string): GooglePerson;
  /** A token as the sign-in would give it, for tests that are not about signing in. Scopes may be short names. */
  issueToken(email: string, scopes: readonly string[], clientId?: string): string;
  /** Changes who may see a calendar; its sync tokens end with it. */
  share(calendarId: string, email: string, role: AccessRole | 'none'): void;
  /** Puts an event into a calendar just as the API gave it. */
  restore(calendarId: string, resource: unknown): void;
  /** Deleted events disappear for good; their ids stay taken. */
  forgetTombstones(calendarId: string): void;
  expireSyncTokens(): void;
  expireAccessTokens(): void;
  /** As in the account's own security page: the grant and all its tokens are gone. */
  revokeAccess(email: string): void;
  /** The session ends in every browser: `prompt=none` answers `login_required`. */
  signOut(email: string): void;
  /** Refuses the next requests to the Calendar API. */
  quota(next: QuotaFault): void;
}

const scopePrefix = 'https://www.googleapis.com/auth/';

export function createGoogleServer(deps: ServerDeps, options: GoogleOptions = {}): GoogleServer {
  const world = createWorld(deps, options);
  const { state, settings, outbox } = world;
  const syncTokens = createSyncTokens(world);
  const quota = createQuota(world);
  const api = createCalendarApi(world, { syncTokens, quota, discovery: readDiscoveryCheck() });
  const requests: LoggedRequest[] = [];

  function dispatch(request: Request, url: URL): Promise<Response> {
    switch (url.hostname) {
      case 'accounts.google.com':
        return handleSignIn(world, request, url);
      case 'oauth2.googleapis.com':
        return handleTokens(world, request, url);
      default:
        return api.handle(request, url);
    }
  }

  const server: GoogleServer = {
    hosts: ['www.googleapis.com', 'oauth2.googleapis.com', 'accounts.google.com'],
    state,
    settings,
    outbox,
    requests,
    async handle(request) {
      const url = new URL(request.url);
      const body = await request.clone().text();
      const answer = await dispatch(request, url);
      requests.push({
        method: request.method,
        host: url.host,
        path: url.pathname,
        query: readAll(url.searchParams),
        body: readLogged(body),
        status: answer.status,
        email: api.accountOf(request),
      });
      return answer;
    },
    asPerson: (email) => createPerson(world, email),
    issueToken(email, scopes, clientId = [...state.clients.keys()][0] ?? '') {
      const full = scopes.map((scope) => (scope.startsWith('calendar') ? scopePrefix + scope : scope));
      const granted = state.grants.get(grantKey(email, clientId)) ?? [];
      state.grants.set(grantKey(email, clientId), new Set([...granted, ...full]));
      return issueToken(world, { email, clientId, scopes: full });
    },
    share(calendarId, email, role) {
      const calendar = findCalendar(state, calendarId);
      if (role === 'none') calendar?.access.delete(key(email));
      else calendar?.access.set(key(email), role);
      syncTokens.expire(calendar?.id);
    },
    restore: (calendarId, resource) => restoreEvent(world, calendarId, resource),
    forgetTombstones(calendarId) {
      const calendar = findCalendar(state, calendarId);
      for (const row of [...(calendar?.events.values() ?? [])]) {
        if (row.status !== 'cancelled') continue;
        calendar?.events.delete(row.id);
        calendar?.retiredIds.add(row.id);
      }
    },
    expireSyncTokens: () => syncTokens.expire(),
    expireAccessTokens() {
      for (const [text, token] of state.tokens) state.tokens.set(text, { ...token, expiresAtMs: deps.now() });
    },
    revokeAccess: (email) => endGrants(world, email),
    signOut(email) {
      for (const emails of state.sessions.values()) emails.delete(key(email));
    },
    quota: (next) => quota.force(next),
  };
  const seed = options.seed ?? ((empty) => seedGoogle(empty, deps.now()));
  seed(server);
  return server;
}

function readAll(search: URLSearchParams): LoggedRequest['query'] {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...more] = search.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

function readLogged(text: string): unknown {
  if (text === '') return null;
  return /^[[{]/.test(text) ? JSON.parse(text) : text;
}

function createWorld(deps: ServerDeps, options: GoogleOptions): GoogleWorld {
  let change = 0;
  let lastMicros = 0;
  let minted = 0;
  return {
    state: createGoogleState(),
    settings: {
      pageSize: 2500,
      emptyPages: false,
      tokenLifeSeconds: 3599,
      unitsPerMinute: 600,
      meetRooms: 'later',
      ...options.settings,
    },
    outbox: [],
    now: deps.now,
    violation: deps.violation,
    nextVersion() {
      change += 1;
      lastMicros = Math.max(lastMicros + 1, deps.now() * 1000);
      return { etag: `"${lastMicros * 2}"`, updatedMs: Math.floor(lastMicros / 1000), change };
    },
    lastChange: () => change,
    mint(kind) {
      minted += 1;
      // Opaque and unlike a number, so that nobody is tempted to read it.
      return Buffer.from(`${String(minted * 7919).padStart(9, '0')} ${kind}`).toString('base64url');
    },
  };
}
