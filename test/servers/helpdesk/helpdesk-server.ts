import { createHelpdeskSeed } from '../../fixtures/helpdesk-seed';
import type { ServerDeps, StrictServer } from '../strict-server';
import { answerAuthorize } from './authorize-endpoint';
import { plainText } from './helpdesk-answers';
import { answerApi, otherAuthHost } from './helpdesk-api';
import type { HelpdeskContext } from './helpdesk-context';
import {
  defaultHelpdeskSettings,
  type HelpdeskSeed,
  type HelpdeskSettings,
  type HelpdeskState,
  toHelpdeskState,
} from './helpdesk-state';
import { createRateWindow } from './rate-window';
import { answerToken } from './token-endpoint';
import { issueAccessToken, issueRefreshToken } from './token-store';
import { createWebUi, type WebUi } from './web-ui';

export interface HelpdeskOptions {
  /** Host name of the tenant; `acme.halopsa.com` unless told. */
  readonly host?: string;
  /** Name for the `tenant` parameter: the first label of the host unless told; empty for a self-hosted helpdesk. */
  readonly tenant?: string;
  /** What stands in it; the fixture `helpdesk-seed` unless told. */
  readonly seed?: HelpdeskSeed;
  readonly settings?: Partial<HelpdeskSettings>;
}

export interface LoggedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON, the fields of a form, else the text; null when there was none. */
  readonly body: unknown;
  readonly status: number;
}

export interface HelpdeskServer extends StrictServer {
  readonly state: HelpdeskState;
  readonly settings: HelpdeskSettings;
  /** Every request, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Does what a colleague does in the helpdesk's own pages. */
  readonly webUi: WebUi;
  /** As if the agent had signed in, for tests that are not about that. */
  issueTokens(agentId: number, scopes?: string): { readonly accessToken: string; readonly refreshToken: string };
  /** Access tokens are too old from now on; refresh tokens still work. */
  expireAccessTokens(): void;
  /** Nothing that was issued works any more. */
  revokeTokens(): void;
}

/** Halo's API and sign-in, strict and with a memory. Its web pages are another part of the sandbox. */
export function createHelpdeskServer(deps: ServerDeps, options: HelpdeskOptions = {}): HelpdeskServer {
  const host = options.host ?? 'acme.halopsa.com';
  const context: HelpdeskContext = {
    deps,
    state: toHelpdeskState(options.seed ?? createHelpdeskSeed(deps.now())),
    settings: { ...defaultHelpdeskSettings(), ...options.settings },
    host,
    tenant: options.tenant ?? host.split('.')[0] ?? '',
  };
  const { state, settings } = context;
  const window = createRateWindow();
  const requests: LoggedRequest[] = [];

  return {
    get hosts() {
      return settings.authOnOtherHost ? [host, otherAuthHost] : [host];
    },
    state,
    settings,
    requests,
    webUi: createWebUi(context),

    async handle(request) {
      const url = new URL(request.url);
      const copy = request.clone();
      const response = await (readAuthPath(context, url) === null
        ? answerHost(context, window, request, url)
        : answerAuth(context, request, url));
      requests.push({
        method: request.method,
        host: url.host,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: readLoggedBody(copy.headers.get('content-type') ?? '', await copy.text()),
        status: response.status,
      });
      return response;
    },

    issueTokens(agentId, scopes = 'all offline_access') {
      const clientId = state.applications[0]?.client_id ?? '';
      const grant = { client_id: clientId, agent_id: agentId, scopes: scopes.split(' ') };
      return {
        accessToken: issueAccessToken(context, grant).value,
        refreshToken: issueRefreshToken(context, grant).value,
      };
    },

    expireAccessTokens() {
      for (const token of state.tokens) if (token.kind === 'access') token.expiresAtMs = deps.now();
    },

    revokeTokens() {
      state.tokens = [];
      state.codes = [];
    },
  };
}

/** The part after the authorisation server's address, e.g. `/token`; null when the address is not the server's. */
function readAuthPath({ settings, host }: HelpdeskContext, url: URL): string | null {
  const path = url.pathname.toLowerCase();
  if (settings.authOnOtherHost) return url.hostname === otherAuthHost ? path : null;
  return url.hostname === host && path.startsWith('/auth/') ? path.slice('/auth'.length) : null;
}

async function answerAuth(context: HelpdeskContext, request: Request, url: URL): Promise<Response> {
  const asked = `${request.method} ${readAuthPath(context, url)}`;
  const isKnown = ['GET /authorize', 'POST /authorize', 'POST /token'].includes(asked);
  if (!isKnown) return refuse(context, 404, `${request.method} ${url.pathname}: there is no such route`);
  if ((url.searchParams.get('tenant') ?? '') !== context.tenant)
    return refuse(context, 400, `${request.method} ${url.pathname}: the tenant is "${url.searchParams.get('tenant')}"`);
  if (asked !== 'POST /token') return answerAuthorize(context, request, url);
  const stray = [...url.searchParams.keys()].find((name) => name !== 'tenant');
  if (stray !== undefined)
    return refuse(context, 400, `POST ${url.pathname}: the parameter "${stray}" has no place in the address`);
  return answerToken(context, request);
}

async function answerHost(
  context: HelpdeskContext,
  window: ReturnType<typeof createRateWindow>,
  request: Request,
  url: URL,
): Promise<Response> {
  if (url.hostname === context.host && url.pathname.toLowerCase().startsWith('/api/'))
    return answerApi(context, window, request, url);
  // Browsers ask for it by themselves.
  if (url.pathname === '/favicon.ico') return new Response(null, { status: 404 });
  return refuse(context, 404, `${request.method} https://${url.host}${url.pathname}: there is no such route`);
}

function refuse({ deps }: HelpdeskContext, status: number, sentence: string): Response {
  deps.violation(sentence);
  return plainText(status, sentence);
}

function readLoggedBody(contentType: string, text: string): unknown {
  if (text === '') return null;
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
