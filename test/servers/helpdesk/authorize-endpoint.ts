import { authorizeErrorPage, authorizePage } from './authorize-page';
import type { HelpdeskContext } from './helpdesk-context';
import { type AgentRow, type ApplicationRow, unassignedAgentId } from './helpdesk-state';
import { findUnknownScope, grants, readScopes } from './scopes';
import { issueCode } from './token-store';

const parameters = ['tenant', 'response_type', 'client_id', 'redirect_uri', 'scope', 'state'].concat([
  'code_challenge',
  'code_challenge_method',
]);

/** `GET /auth/authorize` shows who may sign in, `POST` of its form redirects with a code or with `access_denied`. */
export async function answerAuthorize(context: HelpdeskContext, request: Request, url: URL): Promise<Response> {
  const asked = url.searchParams;
  const stray = [...asked.keys()].find(
    (name, index, names) => !parameters.includes(name) || names.indexOf(name) !== index,
  );
  if (stray !== undefined) {
    context.deps.violation(`GET /auth/authorize: the parameter "${stray}" has no place here`);
    return html(400, authorizeErrorPage('invalid_request', `The parameter "${stray}" has no place here.`));
  }
  // OpenIddict redirects to nobody whom it does not know: these two end on its own page.
  const application = context.state.applications.find(
    (one) => one.client_id === asked.get('client_id') && !one.inactive,
  );
  if (application === undefined)
    return html(400, authorizeErrorPage('invalid_client', 'The specified client_id is not known.'));
  const redirectUri = asked.get('redirect_uri') ?? '';
  if (!application.redirecturi_list.includes(redirectUri))
    return html(400, authorizeErrorPage('invalid_request', 'The redirect_uri is not one of this application.'));

  const fault = findFault(application, asked);
  if (fault !== null) return redirect(redirectUri, { ...fault, state: asked.get('state') });

  const agents = context.state.agents.filter(maySignIn);
  if (request.method === 'GET') return html(200, authorizePage(application, agents, url.pathname + url.search));

  const choice = new URLSearchParams(await request.text()).get('agent');
  const agent = agents.find(({ id }) => String(id) === choice);
  const state = asked.get('state');
  if (agent === undefined)
    return redirect(redirectUri, { error: 'access_denied', error_description: 'The agent denied access.', state });
  const code = issueCode(context, {
    client_id: application.client_id,
    agent_id: agent.id,
    scopes: readScopes(asked.get('scope') ?? ''),
    redirect_uri: redirectUri,
    code_challenge: asked.get('code_challenge') ?? '',
  });
  return redirect(redirectUri, { code, state });
}

function maySignIn(agent: AgentRow): boolean {
  return !agent.isdisabled && !agent.isapiagent && agent.id !== unassignedAgentId;
}

interface AuthorizeFault {
  readonly error: string;
  readonly error_description: string;
}

function findFault(application: ApplicationRow, asked: URLSearchParams): AuthorizeFault | null {
  const scopes = readScopes(asked.get('scope') ?? '');
  const unknown = findUnknownScope(scopes);
  const withheld = scopes.find((scope) => scope !== 'offline_access' && !grants(application.scopes, scope));
  if (asked.get('response_type') !== 'code')
    return fault('unsupported_response_type', 'Only the response type "code" is supported.');
  if (!application.allowagents)
    return fault('unauthorized_client', 'This application does not allow agents to sign in.');
  if (unknown !== null) return fault('invalid_scope', `The scope "${unknown}" is not known.`);
  if (withheld !== undefined) return fault('invalid_request', `This application may not ask for "${withheld}".`);
  if (asked.get('code_challenge_method') !== 'S256')
    return fault('invalid_request', 'The code_challenge_method has to be S256.');
  return /^[A-Za-z0-9_-]{43}$/.test(asked.get('code_challenge') ?? '')
    ? null
    : fault('invalid_request', 'The code_challenge is no SHA-256 digest in base64url.');
}

function fault(error: string, description: string): AuthorizeFault {
  return { error, error_description: description };
}

function redirect(to: string, values: Readonly<Record<string, string | null>>): Response {
  const url = new URL(to);
  for (const [name, value] of Object.entries(values)) if (value !== null) url.searchParams.set(name, value);
  return new Response(null, { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } });
}

function html(status: number, body: string): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
