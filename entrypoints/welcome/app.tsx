import { WelcomePage } from '../../components/welcome-page';
import { useAccountDesk } from '../page/use-account-desk';
import { useAccounts } from '../page/use-accounts';
import { useCalendars } from '../page/use-calendars';

export function WelcomeApp() {
  const { accounts, reload } = useAccounts();
  const view = accounts.kind === 'ready' ? accounts.value : null;
  const desk = useAccountDesk(view, reload);
  const isConnected = view?.calendar.state.kind === 'connected';
  const { calendars, saving, choose, reload: reloadCalendars } = useCalendars(isConnected);
  return (
    <WelcomePage
      accounts={accounts}
      desk={desk}
      calendars={isConnected ? calendars : null}
      saving={saving}
      onChooseCalendar={choose}
      onTryAgain={() => void Promise.all([reload(), reloadCalendars()])}
    />
  );
}
