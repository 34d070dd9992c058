import { createHash, randomBytes } from 'node:crypto';
import type { HelpdeskContext } from './helpdesk-context';
import type { CodeRow, TokenRow } from './helpdesk-state';

const codeLifeMs = 5 * 60_000;

type Grant = Pick<TokenRow, 'client_id' | 'agent_id' | 'scopes'>;

/** Opaque, as seen on a live tenant: 43 characters that say nothing. */
function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function issueCode(context: HelpdeskContext, given: Omit<CodeRow, 'value' | 'expiresAtMs'>): string {
  const value = createSecret();
  context.state.codes.push({ ...given, value, expiresAtMs: context.deps.now() + codeLifeMs });
  return value;
}

/** Codes are single use: a second call with the same one finds nothing. */
export function takeCode({ state, deps }: HelpdeskContext, value: string): CodeRow | null {
  const code = state.codes.find((one) => one.value === value);
  if (code === undefined) return null;
  state.codes = state.codes.filter((one) => one !== code);
  return code.expiresAtMs > deps.now() ? code : null;
}

/** RFC 7636 section 4.6, method S256. */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  return (
    /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) &&
    createHash('sha256').update(verifier, 'ascii').digest('base64url') === challenge
  );
}

export function issueAccessToken({ state, settings, deps }: HelpdeskContext, grant: Grant): TokenRow {
  const token: TokenRow = {
    kind: 'access',
    value: createSecret(),
    client_id: grant.client_id,
    agent_id: grant.agent_id,
    scopes: grant.scopes,
    expiresAtMs: deps.now() + settings.tokenLifeSeconds * 1_000,
  };
  state.tokens.push(token);
  return token;
}

export function issueRefreshToken({ state }: HelpdeskContext, grant: Grant): TokenRow {
  const token: TokenRow = {
    kind: 'refresh',
    value: createSecret(),
    client_id: grant.client_id,
    agent_id: grant.agent_id,
    scopes: grant.scopes,
    expiresAtMs: Number.POSITIVE_INFINITY,
  };
  state.tokens.push(token);
  return token;
}

export function findToken({ state, deps }: HelpdeskContext, kind: TokenRow['kind'], value: string): TokenRow | null {
  const token = state.tokens.find((one) => one.kind === kind && one.value === value);
  return token !== undefined && token.expiresAtMs > deps.now() ? token : null;
}

export function dropToken({ state }: HelpdeskContext, token: TokenRow): void {
  state.tokens = state.tokens.filter((one) => one !== token);
}
