import type { AccountsView } from '../lib/domain/account-views';
import { type AccountsDesk, DisconnectQuestion, GoogleCard, HelpdeskCard } from './account-cards';
import { RedirectAddress } from './account-guides';
import { type Loaded, LoadedView } from './loaded';
import { useTexts } from './texts';

export function OptionsAccounts(props: {
  readonly accounts: Loaded<AccountsView>;
  readonly desk: AccountsDesk;
  onTryAgain(): void;
}) {
  const t = useTexts();
  return (
    <>
      <p class="intro">{t('optionsAccountsIntro')}</p>
      <LoadedView of={props.accounts} onTryAgain={props.onTryAgain}>
        {(accounts) => (
          <>
            <HelpdeskCard accounts={accounts} desk={props.desk} />
            <GoogleCard accounts={accounts} desk={props.desk} />
            <div class="card">
              <RedirectAddress address={accounts.redirectAddress} />
            </div>
          </>
        )}
      </LoadedView>
      <DisconnectQuestion desk={props.desk} />
    </>
  );
}
