import type { HelpdeskSide } from '../../lib/app/desk';
import { refreshHaloTokens } from '../../lib/auth/halo-token-endpoint';
import { createTokenKeeper } from '../../lib/auth/token-keeper';
import { createHaloCalendar } from '../../lib/helpdesk/halo/halo-calendar';
import { createHaloDirectory } from '../../lib/helpdesk/halo/halo-directory';
import type { Authorized } from '../../lib/http/authorized-request';
import { AuthError } from '../../lib/http/errors';
import { accountKey, type HelpdeskAccount } from '../../lib/storage/settings';
import { http, withLock } from './outside';
import { haloTokenStore } from './token-stores';

const keepers = new Map<string, Authorized>();

/** The helpdesk of a stored account; signed out, it asks nobody. */
export function createHelpdeskSide(
  account: HelpdeskAccount,
  { zone, onNeedsSignIn }: { readonly zone: string; readonly onNeedsSignIn: () => Promise<void> },
): HelpdeskSide {
  const key = accountKey(account);
  const authorized = account.needsSignIn ? signedOut : (keepers.get(key) ?? keeperOf(account, onNeedsSignIn));
  if (!account.needsSignIn) keepers.set(key, authorized);
  const halo = { ...http, origin: account.origin, authorized, agentId: account.agent.id, zone };
  return { account, key, port: createHaloCalendar(halo), directory: createHaloDirectory(halo) };
}

/** Asks nobody: the provider has said that the sign-in is over. */
const signedOut: Authorized = {
  token: () => Promise.reject(new AuthError('Not signed in')),
  renew: () => Promise.reject(new AuthError('Not signed in')),
};

function keeperOf(account: HelpdeskAccount, onNeedsSignIn: () => Promise<void>): Authorized {
  return createTokenKeeper({
    ...haloTokenStore,
    lockName: 'docket-tokens:helpdesk',
    renew: (tokens) => refreshHaloTokens(http, account, tokens),
    now: http.now,
    withLock,
    onNeedsSignIn,
  });
}
