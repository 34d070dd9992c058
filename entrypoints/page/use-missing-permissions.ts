import { useEffect, useState } from 'preact/hooks';
import { readHelpdeskAddress } from '../../lib/auth/halo-address';
import type { AccountsView } from '../../lib/domain/account-views';
import { googleOrigins, missingOrigin, watchPermissions } from './permissions';

interface Missing {
  readonly helpdesk: string | null;
  readonly google: string | null;
}

/** Hosts of connected accounts that the browser was told to keep from us. */
export function useMissingPermissions(view: AccountsView | null): Missing {
  const [missing, setMissing] = useState<Missing>({ helpdesk: null, google: null });
  useEffect(() => {
    if (view === null) return;
    const look = async () => {
      const address = readHelpdeskAddress(view.helpdesk.address);
      const origins = view.helpdesk.state.kind === 'connected' && address.kind === 'ok' ? [address.origin] : [];
      setMissing({
        helpdesk: await missingOrigin(origins),
        google: await missingOrigin(view.calendar.state.kind === 'connected' ? googleOrigins : []),
      });
    };
    void look();
    return watchPermissions(look);
  }, [view]);
  return missing;
}
