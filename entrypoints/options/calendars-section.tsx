import { useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import { OptionsCalendars } from '../../components/options-calendars';
import type { CheckCalendarsView } from '../../lib/domain/account-views';
import type { ConnectionState } from '../../lib/domain/popup-view';
import { send } from '../../lib/messages/send';
import { toLoaded } from '../page/to-loaded';
import { useCalendars } from '../page/use-calendars';

export function CalendarsSection({ calendar }: { readonly calendar: ConnectionState }) {
  const isConnected = calendar.kind !== 'none';
  const desk = useCalendars(isConnected);
  const [checks, setChecks] = useState<Loaded<CheckCalendarsView> | null>(null);
  async function check() {
    setChecks({ kind: 'loading' });
    setChecks(toLoaded(await send('checkCalendars', {})));
  }
  return (
    <OptionsCalendars
      calendars={desk.calendars}
      isConnected={isConnected}
      account={calendar.kind === 'none' ? '' : calendar.account}
      saving={desk.saving}
      checks={checks}
      onChoose={desk.choose}
      onCountsAsBusy={desk.setCountsAsBusy}
      onCheck={check}
      onTryAgain={desk.reload}
    />
  );
}
