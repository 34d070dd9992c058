import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import type { AccountsView } from '../../lib/domain/account-views';
import { send } from '../../lib/messages/send';
import { readPopupState } from '../../lib/storage/popup-record';
import { toLoaded } from './to-loaded';
import { watchPopupRecord } from './watch-popup-record';

/** The two accounts; read again whenever a sign-in begins or ends, wherever that happens. */
export function useAccounts(): { readonly accounts: Loaded<AccountsView>; reload(): Promise<void> } {
  const [accounts, setAccounts] = useState<Loaded<AccountsView>>({ kind: 'loading' });
  const reload = useCallback(async () => setAccounts(toLoaded(await send('accounts', {}))), []);
  useEffect(() => {
    void reload();
    let shown = '';
    return watchPopupRecord(async () => {
      const record = await readPopupState();
      const states = JSON.stringify([record?.helpdesk, record?.calendar]);
      if (states !== shown) void reload();
      shown = states;
    });
  }, [reload]);
  return { accounts, reload };
}
