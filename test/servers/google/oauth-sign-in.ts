import { type GoogleAccount, type GoogleWorld, key } from './google-state';
import { chooserPage, consentPage, refusalPage } from './oauth-pages';
import { hasBox, isRefusal, type OauthRequest, readOauthRequest } from './oauth-request';
import { findGrant, grantKey, issueToken } from './oauth-tokens';

const cookieName = 'SID';
// What the browser asks for on its own.
const strays = ['/favicon.ico', '/ListAccounts'];

/** `https://accounts.google.com`: account chooser, consent, and the redirect back to the client. */
export async function handleSignIn(world: GoogleWorld, request: Request, url: URL): Promise<Response> {
  if (strays.includes(url.pathname)) return new Response(null, { status: 404 });
  const route = `${request.method} ${url.pathname}`;
  const isKnown = ['GET /o/oauth2/v2/auth', 'POST /signin/account', 'POST /signin/consent'].includes(route);
  if (!isKnown) {
    world.violation(`Google sign-in: ${route} is not a route of this server`);
    return new Response('Not found', { status: 404 });
  }
  const oauth = readOauthRequest(world, url.searchParams);
  if (isRefusal(oauth)) return refusalPage(oauth);
  const query = url.searchParams.toString();
  if (request.method === 'GET') return authorize(world, request, oauth, query);

  const form = new URLSearchParams(await request.text());
  const account = world.state.accounts.get(key(form.get('email') ?? ''));
  if (account === undefined) return chooserPage(oauth, [...world.state.accounts.values()], query);
  if (url.pathname === '/signin/account') {
    const answer = wantsConsent(world, oauth, account)
      ? consentPage(oauth, account, findGrant(world, account.email, oauth.clientId), query)
      : grant(world, oauth, account, oauth.scopes);
    return withSession(answer, signIn(world, request, account));
  }
  if (!signedIn(world, request).includes(account)) return chooserPage(oauth, [account], query);
  const ticked = oauth.scopes.filter((scope) => !hasBox(scope) || form.getAll('scope').includes(scope));
  const isGranted =
    form.get('answer') === 'continue' && ticked.some((scope) => hasBox(scope) || !oauth.scopes.some(hasBox));
  return isGranted ? grant(world, oauth, account, ticked) : refuse(oauth, 'access_denied');
}

function authorize(world: GoogleWorld, request: Request, oauth: OauthRequest, query: string): Response {
  const people = signedIn(world, request);
  const hinted =
    oauth.loginHint === null ? people : people.filter((one) => key(one.email) === key(oauth.loginHint ?? ''));
  const [account] = hinted;
  if (oauth.prompts.has('none')) {
    if (account === undefined) return refuse(oauth, 'login_required');
    if (hinted.length > 1) return refuse(oauth, 'interaction_required');
    return wantsConsent(world, oauth, account)
      ? refuse(oauth, 'consent_required')
      : grant(world, oauth, account, oauth.scopes);
  }
  if (account === undefined || hinted.length > 1 || oauth.prompts.has('select_account')) {
    return chooserPage(oauth, [...world.state.accounts.values()], query);
  }
  return wantsConsent(world, oauth, account)
    ? consentPage(oauth, account, findGrant(world, account.email, oauth.clientId), query)
    : grant(world, oauth, account, oauth.scopes);
}

function wantsConsent(world: GoogleWorld, oauth: OauthRequest, account: GoogleAccount): boolean {
  const granted = findGrant(world, account.email, oauth.clientId);
  return oauth.prompts.has('consent') || !oauth.scopes.every((scope) => granted.has(scope));
}

/** Sends the token, or the code, for what was granted; the answer names the scopes, as boxes may have stayed empty. */
function grant(world: GoogleWorld, oauth: OauthRequest, account: GoogleAccount, scopes: readonly string[]): Response {
  const earlier = findGrant(world, account.email, oauth.clientId);
  const all = new Set([...earlier, ...scopes]);
  world.state.grants.set(grantKey(account.email, oauth.clientId), all);
  if (oauth.responseType === 'code') {
    return redirect(oauth, '?', { code: world.mint('code'), scope: scopes.join(' ') });
  }
  const covered = oauth.includeGrantedScopes ? [...all] : scopes;
  const token = issueToken(world, { email: account.email, clientId: oauth.clientId, scopes: covered });
  return redirect(oauth, '#', {
    access_token: token,
    token_type: 'Bearer',
    expires_in: String(world.settings.tokenLifeSeconds),
    scope: covered.join(' '),
  });
}

function refuse(oauth: OauthRequest, error: string): Response {
  return redirect(oauth, oauth.responseType === 'code' ? '?' : '#', { error });
}

function redirect(oauth: OauthRequest, separator: '?' | '#', answer: Readonly<Record<string, string>>): Response {
  const parameters = new URLSearchParams(oauth.state === null ? answer : { state: oauth.state, ...answer });
  return new Response(null, { status: 302, headers: { location: `${oauth.redirectUri}${separator}${parameters}` } });
}

function signedIn(world: GoogleWorld, request: Request): readonly GoogleAccount[] {
  const emails = world.state.sessions.get(readSession(request) ?? '') ?? new Set();
  return [...emails].flatMap((email) => world.state.accounts.get(email) ?? []);
}

function signIn(world: GoogleWorld, request: Request, account: GoogleAccount): string {
  const existing = readSession(request);
  const session = existing !== null && world.state.sessions.has(existing) ? existing : world.mint('session');
  world.state.sessions.set(session, new Set([...(world.state.sessions.get(session) ?? []), key(account.email)]));
  return session;
}

function readSession(request: Request): string | null {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? null;
}

function withSession(response: Response, session: string): Response {
  // Google's own outlives the browser: after a restart a sign-in is still renewed without a window.
  const life = 'Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax';
  response.headers.append('set-cookie', `${cookieName}=${session}; ${life}`);
  return response;
}
