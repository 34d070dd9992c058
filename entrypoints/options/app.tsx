import { useEffect, useState } from 'preact/hooks';
import { OptionsAccounts } from '../../components/options-accounts';
import { OptionsFrame, type OptionsSection, optionsSections } from '../../components/options-frame';
import type { AccountsView } from '../../lib/domain/account-views';
import { useAccountDesk } from '../page/use-account-desk';
import { useAccounts } from '../page/use-accounts';
import { AboutSection } from './about-section';
import { CalendarsSection } from './calendars-section';
import { WorkingHoursSection } from './working-hours-section';

export function OptionsApp() {
  const section = useSection();
  const { accounts, reload } = useAccounts();
  const view = accounts.kind === 'ready' ? accounts.value : null;
  const desk = useAccountDesk(view, reload);
  return (
    <OptionsFrame section={section}>
      {section === 'accounts' && <OptionsAccounts accounts={accounts} desk={desk} onTryAgain={reload} />}
      {section !== 'accounts' && view !== null && <Section section={section} view={view} />}
    </OptionsFrame>
  );
}

function Section({ section, view }: { readonly section: OptionsSection; readonly view: AccountsView }) {
  switch (section) {
    case 'accounts':
      return null;
    case 'calendars':
      return <CalendarsSection calendar={view.calendar.state} />;
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
