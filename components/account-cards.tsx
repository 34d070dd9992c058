import type { AccountsView, DisconnectResult, MadeByDocket } from '../lib/domain/account-views';
import type { Side } from '../lib/domain/appointment';
import type { Problem } from '../lib/domain/problem';
import { DisconnectDialog } from './account-disconnect';
import { GoogleAccount, type GoogleAccountActions } from './account-google';
import { HelpdeskAccount, type HelpdeskAccountActions } from './account-helpdesk';
import type { AccountWork } from './account-work';
import type { Loaded } from './loaded';

/** Everything that the two account cards show and can do; the same in the options and on the welcome page. */
export interface AccountsDesk {
  readonly helpdeskWork: AccountWork;
  readonly googleWork: AccountWork;
  readonly missingHelpdeskPermission: string | null;
  readonly missingGooglePermission: string | null;
  readonly disconnecting: Disconnecting | null;
  readonly helpdesk: HelpdeskAccountActions;
  readonly google: GoogleAccountActions;
  onDecideDisconnect(): void;
  onTakeBack(): void;
  onCloseDisconnect(): void;
}

export interface Disconnecting {
  readonly side: Side;
  readonly account: string;
  readonly made: Loaded<MadeByDocket>;
  readonly problem: Problem | null;
  readonly result: Loaded<DisconnectResult> | null;
}

export function HelpdeskCard({ accounts, desk }: { readonly accounts: AccountsView; readonly desk: AccountsDesk }) {
  return (
    <HelpdeskAccount
      account={accounts.helpdesk}
      redirectAddress={accounts.redirectAddress}
      work={desk.helpdeskWork}
      missingPermission={desk.missingHelpdeskPermission}
      {...desk.helpdesk}
    />
  );
}

export function GoogleCard({ accounts, desk }: { readonly accounts: AccountsView; readonly desk: AccountsDesk }) {
  return (
    <GoogleAccount
      account={accounts.calendar}
      agentName={accounts.helpdesk.agentName}
      redirectAddress={accounts.redirectAddress}
      work={desk.googleWork}
      missingPermission={desk.missingGooglePermission}
      {...desk.google}
    />
  );
}

export function DisconnectQuestion({ desk }: { readonly desk: AccountsDesk }) {
  if (desk.disconnecting === null) return null;
  return (
    <DisconnectDialog
      {...desk.disconnecting}
      onDisconnect={desk.onDecideDisconnect}
      onTakeBack={desk.onTakeBack}
      onClose={desk.onCloseDisconnect}
    />
  );
}
