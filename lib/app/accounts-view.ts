import type { AccountsView } from '../domain/account-views';
import { matchAccount } from '../domain/attendees';
import type { ConnectionState } from '../domain/popup-view';
import type { Settings } from '../storage/settings';

/** Options, "Accounts": what is connected, and what was typed last. */
export function toAccountsView(
  { helpdesk, calendar, typed }: Settings,
  build: { readonly redirectAddress: string; readonly hasBuiltInClientId: boolean },
): AccountsView {
  return {
    helpdesk: {
      state: connection(helpdesk, helpdesk?.agent.email || (helpdesk?.agent.name ?? '')),
      address: helpdesk?.origin ?? typed.address,
      clientId: helpdesk?.clientId ?? typed.helpdeskClientId,
      agentName: helpdesk?.agent.name ?? '',
    },
    calendar: {
      state: connection(calendar, calendar?.email ?? ''),
      clientId: calendar?.clientId ?? typed.googleClientId,
      hasBuiltInClientId: build.hasBuiltInClientId,
      match: helpdesk === null || calendar === null ? 'unknown' : matchAccount(calendar.email, helpdesk.agent),
    },
    redirectAddress: build.redirectAddress,
  };
}

/** How an account stands, under the name by which the agent knows it. */
export function connection(account: { readonly needsSignIn: boolean } | null, name: string): ConnectionState {
  if (account === null) return { kind: 'none' };
  return { kind: account.needsSignIn ? 'needsSignIn' : 'connected', account: name };
}
