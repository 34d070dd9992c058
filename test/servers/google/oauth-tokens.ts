import { type AccessToken, type GoogleWorld, key } from './google-state';

const noScopes: ReadonlySet<string> = new Set();
const form = 'application/x-www-form-urlencoded';

/** `https://oauth2.googleapis.com`: revocation, token information, and the refusal to exchange codes without a secret. */
export async function handleTokens(world: GoogleWorld, request: Request, url: URL): Promise<Response> {
  const route = `${request.method} ${url.pathname}`;
  switch (route) {
    case 'GET /tokeninfo':
      return tokenInfo(world, url.searchParams.get('access_token') ?? '');
    case 'POST /revoke':
    case 'POST /token': {
      if (!request.headers.get('content-type')?.startsWith(form)) {
        world.violation(`Google OAuth: ${route} is sent without the content type ${form}`);
      }
      const body = new URLSearchParams(await request.text());
      return url.pathname === '/revoke'
        ? revoke(world, body.get('token') ?? url.searchParams.get('token') ?? '')
        : exchange(world, body);
    }
    default:
      world.violation(`Google OAuth: ${route} is not a route of this server`);
      return new Response('Not found', { status: 404 });
  }
}

/** A new access token for what is granted already. */
export function issueToken(world: GoogleWorld, token: Omit<AccessToken, 'expiresAtMs'>): string {
  const text = `ya29.${world.mint('token')}`;
  const expiresAtMs = world.now() + world.settings.tokenLifeSeconds * 1000;
  world.state.tokens.set(text, { ...token, expiresAtMs });
  return text;
}

/** Takes back what an account has granted: to one client, or to all. Its tokens end with it. */
export function endGrants(world: GoogleWorld, email: string, clientId?: string): void {
  for (const [text, token] of world.state.tokens) {
    const isMeant = key(token.email) === key(email) && (clientId === undefined || token.clientId === clientId);
    if (isMeant) world.state.tokens.delete(text);
  }
  for (const granted of world.state.grants.keys()) {
    const [owner, client] = granted.split(' ');
    if (owner === key(email) && (clientId === undefined || client === clientId)) world.state.grants.delete(granted);
  }
}

export function findGrant(world: GoogleWorld, email: string, clientId: string): ReadonlySet<string> {
  return world.state.grants.get(grantKey(email, clientId)) ?? noScopes;
}

export function grantKey(email: string, clientId: string): string {
  return `${key(email)} ${clientId}`;
}

function tokenInfo(world: GoogleWorld, text: string): Response {
  const token = findLive(world, text);
  if (token === null) return failure('invalid_token', 'Invalid Value');
  const { email, clientId, scopes, expiresAtMs } = token;
  const mayKnowAddress = scopes.some((scope) => scope === 'email' || scope.endsWith('/userinfo.email'));
  return Response.json({
    azp: clientId,
    aud: clientId,
    scope: scopes.join(' '),
    exp: String(Math.floor(expiresAtMs / 1000)),
    expires_in: String(Math.floor((expiresAtMs - world.now()) / 1000)),
    access_type: 'online',
    ...(mayKnowAddress ? { email, email_verified: 'true' } : {}),
  });
}

function revoke(world: GoogleWorld, text: string): Response {
  const token = findLive(world, text);
  if (token === null) return failure('invalid_token', 'Token expired or revoked');
  endGrants(world, token.email, token.clientId);
  return Response.json({});
}

/** A Web client needs its secret for a code, and a secret cannot ship. */
function exchange(world: GoogleWorld, body: URLSearchParams): Response {
  if (body.has('client_secret')) world.violation('Google OAuth: a client secret is sent; none may ship');
  return failure('invalid_request', 'client_secret is missing.');
}

function findLive(world: GoogleWorld, text: string): AccessToken | null {
  const token = world.state.tokens.get(text);
  return token === undefined || token.expiresAtMs <= world.now() ? null : token;
}

function failure(error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status: 400 });
}
