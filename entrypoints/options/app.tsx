import { useEffect, useState } from 'preact/hooks';
import { LoadedView } from '../../components/loaded';
import { OpenReview } from '../../components/open-review';
import { OptionsAccounts } from '../../components/options-accounts';
import { OptionsFrame, type OptionsSection, optionsSections } from '../../components/options-frame';
import type { AccountsView } from '../../lib/domain/account-views';
import { ReviewHost } from '../page/review-host';
import { useAccountDesk } from '../page/use-account-desk';
import { useAccounts } from '../page/use-accounts';
import { type ReviewDesk, useReview } from '../page/use-review';
import { AboutSection } from './about-section';
import { ActivityOptions } from './activity-section';
import { CalendarsSection } from './calendars-section';
import { ConflictOptions } from './conflicts-section';
import { SyncOptions } from './sync-section';
import { type SyncDesk, useSync } from './use-sync';
import { WorkingHoursSection } from './working-hours-section';

export function OptionsApp() {
  const section = useSection();
  const { accounts, reload } = useAccounts();
  const view = accounts.kind === 'ready' ? accounts.value : null;
  const review = useReview();
  const desk = useAccountDesk(view, reload, review);
  const sync = useSync();
  const conflictCount = sync.sync.kind === 'ready' ? sync.sync.value.conflictCount : 0;
  return (
    <>
      <OptionsFrame section={section} conflictCount={conflictCount}>
        {review.review !== null && !review.isShown && <OpenReview review={review.review} onShow={review.show} />}
        {section === 'accounts' && <OptionsAccounts accounts={accounts} desk={desk} onTryAgain={reload} />}
        {section !== 'accounts' && (
          <LoadedView of={accounts} onTryAgain={reload}>
            {(loaded) => <Section section={section} view={loaded} sync={sync} review={review} />}
          </LoadedView>
        )}
      </OptionsFrame>
      <ReviewHost desk={review} />
    </>
  );
}

function Section(props: {
  readonly section: OptionsSection;
  readonly view: AccountsView;
  readonly sync: SyncDesk;
  readonly review: ReviewDesk;
}) {
  const { view, sync, review } = props;
  switch (props.section) {
    case 'accounts':
      return null;
    case 'calendars':
      return <CalendarsSection calendar={view.calendar.state} />;
    case 'sync':
      return <SyncOptions desk={sync} review={review} />;
    case 'activity':
      return <ActivityOptions review={review} />;
    case 'conflicts':
      return <ConflictOptions onResolved={() => void sync.reload()} />;
    case 'working-hours':
      return <WorkingHoursSection isConnected={view.helpdesk.state.kind !== 'none'} />;
    case 'about':
      return <AboutSection />;
  }
}

function useSection(): OptionsSection {
  const [section, setSection] = useState(sectionOfAddress);
  useEffect(() => {
    const follow = () => setSection(sectionOfAddress());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return section;
}

function sectionOfAddress(): OptionsSection {
  const named = location.hash.slice(1);
  return optionsSections.find((section) => section === named) ?? 'accounts';
}
