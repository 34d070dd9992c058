import { json, tokenError } from './helpdesk-answers';
import type { HelpdeskContext } from './helpdesk-context';
import type { TokenRow } from './helpdesk-state';
import { findUnknownScope, readScopes } from './scopes';
import { dropToken, findToken, fitsChallenge, issueAccessToken, issueRefreshToken, takeCode } from './token-store';

const fieldsByGrant: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['grant_type', 'client_id', 'redirect_uri', 'code', 'code_verifier', 'scope'],
  refresh_token: ['grant_type', 'client_id', 'refresh_token', 'scope'],
};

/** `POST /auth/token` for public clients: code with PKCE (RFC 6749 4.1.3, RFC 7636 4.5) and refresh (RFC 6749 6). */
export async function answerToken(context: HelpdeskContext, request: Request): Promise<Response> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? ''))
    return refuse(context, 'invalid_request', 'The body is not form-encoded.');
  const form = new URLSearchParams(await request.text());
  const field = (name: string): string => form.get(name) ?? '';

  const fields = fieldsByGrant[field('grant_type')];
  if (fields === undefined)
    return refuse(context, 'unsupported_grant_type', `The grant type "${field('grant_type')}" is not supported.`);
  const application = context.state.applications.find((one) => one.client_id === field('client_id') && !one.inactive);
  if (application === undefined) return tokenError('invalid_client', 'The client is not known.');
  if (form.has('client_secret')) return refuse(context, 'invalid_client', 'A public client sends no client_secret.');
  const stray = [...form.keys()].find((name, index, names) => !fields.includes(name) || names.indexOf(name) !== index);
  if (stray !== undefined) return refuse(context, 'invalid_request', `The field "${stray}" has no place here.`);
  const unknown = findUnknownScope(readScopes(field('scope')));
  if (unknown !== null) return tokenError('invalid_scope', `The scope "${unknown}" is not known.`);

  return field('grant_type') === 'refresh_token' ? refresh(context, field) : redeemCode(context, field);
}

type ReadField = (name: string) => string;

function redeemCode(context: HelpdeskContext, field: ReadField): Response {
  const code = takeCode(context, field('code'));
  if (code === null) return tokenError('invalid_grant', 'The code is not known, has been used or is too old.');
  if (code.client_id !== field('client_id') || code.redirect_uri !== field('redirect_uri'))
    return tokenError('invalid_grant', 'The code was given to another client or redirect address.');
  if (!fitsChallenge(field('code_verifier'), code.code_challenge))
    return tokenError('invalid_grant', 'The code_verifier does not fit the code_challenge.');
  if (readScopes(field('scope')).some((scope) => !code.scopes.includes(scope)))
    return tokenError('invalid_grant', 'More scopes are asked for than the agent granted.');
  const refreshToken = code.scopes.includes('offline_access') ? issueRefreshToken(context, code) : null;
  return answerTokens(issueAccessToken(context, code), refreshToken, context);
}

function refresh(context: HelpdeskContext, field: ReadField): Response {
  const old = findToken(context, 'refresh', field('refresh_token'));
  if (old === null || old.client_id !== field('client_id'))
    return tokenError('invalid_grant', 'The refresh token is not known, has been used or was revoked.');
  if (readScopes(field('scope')).some((scope) => !old.scopes.includes(scope)))
    return tokenError('invalid_grant', 'More scopes are asked for than the agent granted.');
  const agent = context.state.agents.find(({ id }) => id === old.agent_id);
  if (agent === undefined || agent.isdisabled)
    return tokenError('invalid_grant', 'The agent may not sign in any more.');
  if (!context.settings.rotateRefreshTokens)
    return answerTokens(issueAccessToken(context, old), context.settings.repeatsRefreshToken ? old : null, context);
  dropToken(context, old);
  return answerTokens(issueAccessToken(context, old), issueRefreshToken(context, old), context);
}

function answerTokens(access: TokenRow, refreshToken: TokenRow | null, { settings }: HelpdeskContext): Response {
  return json(200, {
    access_token: access.value,
    token_type: 'Bearer',
    expires_in: settings.tokenLifeSeconds,
    scope: access.scopes.join(' '),
    ...(refreshToken !== null && { refresh_token: refreshToken.value }),
  });
}

/** What a client of ours must never send. */
function refuse({ deps }: HelpdeskContext, error: string, description: string): Response {
  deps.violation(`POST /auth/token: ${description}`);
  return tokenError(error, description);
}
