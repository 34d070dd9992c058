import { WelcomePage } from '../../components/welcome-page';
import { ReviewHost } from '../page/review-host';
import { useAccountDesk } from '../page/use-account-desk';
import { useAccounts } from '../page/use-accounts';
import { useCalendars } from '../page/use-calendars';
import { useReview } from '../page/use-review';

export function WelcomeApp() {
  const { accounts, reload } = useAccounts();
  const view = accounts.kind === 'ready' ? accounts.value : null;
  const review = useReview();
  const desk = useAccountDesk(view, reload, review);
  const isConnected = view?.calendar.state.kind === 'connected';
  const { calendars, saving, choose, reload: reloadCalendars } = useCalendars(isConnected);
  return (
    <>
      <WelcomePage
        accounts={accounts}
        desk={desk}
        calendars={isConnected ? calendars : null}
        saving={saving}
        onChooseCalendar={choose}
        onTryAgain={() => void Promise.all([reload(), reloadCalendars()])}
      />
      <ReviewHost desk={review} />
    </>
  );
}
