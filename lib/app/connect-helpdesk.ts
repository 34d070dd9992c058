import type { HaloDiscovery } from '../auth/discover-halo';
import { readHelpdeskAddress } from '../auth/halo-address';
import type { HaloSignInResult } from '../auth/halo-sign-in';
import type { HaloScopeSet, HaloTokens } from '../auth/tokens';
import type { ConnectHelpdeskResult } from '../domain/account-views';
import type { Agent } from '../domain/agent';
import { AuthError, ForbiddenError, UnreachableError } from '../http/errors';
import type { HelpdeskAccount } from '../storage/settings';
import type { Desk } from './desk';

/** What signing in to a helpdesk needs beside the desk. */
export interface ConnectHelpdeskDeps {
  readonly discover: (origin: string) => Promise<HaloDiscovery>;
  readonly mayReach: (origin: string) => Promise<boolean>;
  readonly signIn: (
    application: { readonly authUrl: string; readonly tenant: string | null; readonly clientId: string },
    scopes: HaloScopeSet,
  ) => Promise<HaloSignInResult>;
  /** Whose token it is; reads one of the protected lists too, so that missing scopes show now and not at the first save. */
  readonly readAgent: (origin: string, tokens: HaloTokens) => Promise<Agent>;
  readonly keepTokens: (tokens: HaloTokens) => Promise<void>;
}

/** From the typed address to a connected helpdesk; every refusal says what it was. */
export async function connectHelpdesk(
  desk: Desk,
  deps: ConnectHelpdeskDeps,
  typed: { readonly address: string; readonly clientId: string },
): Promise<ConnectHelpdeskResult> {
  const clientId = typed.clientId.trim();
  await desk.changeSettings((settings) => ({
    ...settings,
    typed: { ...settings.typed, address: typed.address, helpdeskClientId: clientId },
  }));
  const address = readHelpdeskAddress(typed.address);
  if (address.kind === 'bad') return refused('badAddress', address.why);
  if (clientId === '') return refused('unknownClient', '');
  const { origin } = address;
  if (!(await deps.mayReach(origin))) return { kind: 'needsPermission', origin };

  const found = await deps.discover(origin);
  if (found.kind === 'refused') return found;
  const authOrigin = new URL(found.authUrl).origin;
  if (!(await deps.mayReach(authOrigin))) return { kind: 'needsPermission', origin: authOrigin };

  const application = { authUrl: found.authUrl, tenant: found.tenant, clientId };
  const attempt = await signInAndRead(deps, origin, application);
  if (attempt.kind === 'refused') return attempt;
  const { agent, tokens } = attempt;
  if (agent.isDisabled) return refused('agentDisabled', '');
  await deps.keepTokens(tokens);
  const account: HelpdeskAccount = { origin, ...application, agent, needsSignIn: false };
  const before = await desk.readSettings();
  // Another tenant's or agent's directory is of no use and nobody's business here.
  if (before.helpdesk?.origin !== origin) await desk.directory.clear();
  await desk.changeSettings((settings) => ({
    ...settings,
    helpdesk: account,
    notified: settings.notified.filter((cause) => cause !== 'signIn:helpdesk'),
  }));
  return { kind: 'connected' };
}

type Attempt =
  | { readonly kind: 'signedIn'; readonly agent: Agent; readonly tokens: HaloTokens }
  | Extract<ConnectHelpdeskResult, { kind: 'refused' }>;

/** Least scopes first; a tenant on which they do not open what Docket needs is asked for all. */
async function signInAndRead(
  deps: ConnectHelpdeskDeps,
  origin: string,
  application: Parameters<ConnectHelpdeskDeps['signIn']>[0],
  scopes: HaloScopeSet = 'least',
): Promise<Attempt> {
  const result = await deps.signIn(application, scopes);
  if (result.kind === 'refused') return result;
  try {
    return { kind: 'signedIn', agent: await deps.readAgent(origin, result.tokens), tokens: result.tokens };
  } catch (error) {
    if (error instanceof ForbiddenError && result.tokens.scopeSet === 'least') {
      return signInAndRead(deps, origin, application, 'all');
    }
    if (error instanceof UnreachableError) return refused('notReachable', error.host);
    // A token of this minute that opens nothing: the account is nobody who may work here.
    const isNobody = error instanceof ForbiddenError || error instanceof AuthError;
    return refused(isNobody ? 'noAgent' : 'failed', error instanceof Error ? error.message : '');
  }
}

function refused(
  reason: Extract<ConnectHelpdeskResult, { kind: 'refused' }>['reason'],
  detail: string,
): Extract<ConnectHelpdeskResult, { kind: 'refused' }> {
  return { kind: 'refused', reason, detail };
}
