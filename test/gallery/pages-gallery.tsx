import { type ComponentChild, render } from 'preact';
import type { AccountsDesk, Disconnecting } from '../../components/account-cards';
import type { AccountWork } from '../../components/account-work';
import type { Loaded } from '../../components/loaded';
import { OptionsAbout } from '../../components/options-about';
import { OptionsAccounts } from '../../components/options-accounts';
import { OptionsCalendars } from '../../components/options-calendars';
import { OptionsFrame, type OptionsSection } from '../../components/options-frame';
import { OptionsWorkingHours } from '../../components/options-working-hours';
import { PopupPage } from '../../components/popup-page';
import { TextsContext } from '../../components/texts';
import { WelcomePage } from '../../components/welcome-page';
import type { AccountsView, CheckCalendarsView } from '../../lib/domain/account-views';
import type { PopupView } from '../../lib/domain/popup-view';
import type { Health } from '../../lib/domain/sync-views';
import { galleryTexts } from './gallery-texts';
import { everyHealth, popupWith } from './odd-views';
import * as views from './pages-views';
import { syncShown } from './sync-gallery';
import { healths } from './sync-views';

const asked = new URLSearchParams(location.search);
const language = asked.get('lang') ?? 'en';
const theme = asked.get('theme');
const nothing = () => {};
const idle: AccountWork = { kind: 'idle' };

function ready<T>(value: T): Loaded<T> {
  return { kind: 'ready', value };
}

function popup(view: PopupView | null) {
  return () => (
    <PopupPage
      view={view}
      now={views.now}
      problem={null}
      reconnecting={null}
      startsAt="top"
      onNewAppointment={nothing}
      onSyncNow={nothing}
      onTwoWay={nothing}
      onRetry={nothing}
      onDrop={nothing}
      onReconnect={nothing}
      onConnect={nothing}
      onSetUp={nothing}
      onOptions={nothing}
      onPause={nothing}
      onSection={nothing}
    />
  );
}

function withHealth(kind: Health['kind']): PopupView {
  const health = healths.find((other) => other.kind === kind);
  if (health === undefined) throw new Error(`no such health: ${kind}`);
  return {
    ...views.popup,
    sync: { health, conflictCount: 2, attention: 'conflicts', underWay: health.kind === 'writing' ? health : null },
  };
}

function desk(
  helpdeskWork: AccountWork,
  googleWork: AccountWork,
  disconnecting: Disconnecting | null = null,
): AccountsDesk {
  return {
    helpdeskWork,
    googleWork,
    missingHelpdeskPermission: asked.has('missing') ? 'https://acme.halopsa.com' : null,
    missingGooglePermission: null,
    disconnecting,
    helpdesk: { onConnect: nothing, onAllow: nothing, onReconnect: nothing, onDisconnect: nothing },
    google: { onSignIn: nothing, onAllow: nothing, onReconnect: nothing, onDisconnect: nothing },
    onDecideDisconnect: nothing,
    onTakeBack: nothing,
    onCloseDisconnect: nothing,
  };
}

function section(name: OptionsSection, content: ComponentChild) {
  return () => <OptionsFrame section={name}>{content}</OptionsFrame>;
}

function accounts(view: AccountsView, accountsDesk: AccountsDesk) {
  return section('accounts', <OptionsAccounts accounts={ready(view)} desk={accountsDesk} onTryAgain={nothing} />);
}

function calendars(checks: CheckCalendarsView | null) {
  return section(
    'calendars',
    <OptionsCalendars
      calendars={ready(views.calendars)}
      isConnected
      account="leah.novak@acme.example"
      saving={{ kind: 'saved' }}
      checks={checks && ready(checks)}
      onChoose={nothing}
      onCountsAsBusy={nothing}
      onCheck={nothing}
      onTryAgain={nothing}
    />,
  );
}

function welcome(view: AccountsView, isReady: boolean) {
  return () => (
    <WelcomePage
      accounts={ready(view)}
      desk={desk(idle, idle)}
      calendars={isReady ? ready(views.calendars) : null}
      saving={{ kind: 'idle' }}
      onChooseCalendar={nothing}
      onTryAgain={nothing}
    />
  );
}

const badBox: AccountWork = {
  kind: 'googleRefused',
  result: { kind: 'refused', reason: 'boxUnticked', missing: ['calendar.events', 'calendar.freebusy'], detail: '' },
};
const notHalo: AccountWork = {
  kind: 'helpdeskRefused',
  host: 'acme.example',
  result: { kind: 'refused', reason: 'notHalo', detail: '<html><b>404</b> Not found' },
};
const made: Disconnecting = {
  side: 'calendar',
  account: 'leah.novak@acme.example',
  made: ready({
    items: views.popup.agenda.map(({ key, subject, startMs, endMs, isAllDay }) => ({
      linkId: key,
      ...{ subject, startMs, endMs, isAllDay },
    })),
    waiting: 1,
  }),
  problem: null,
  result: null,
};
const undone: Disconnecting = {
  ...made,
  result: ready({
    removed: 4,
    kept: 1,
    failed: [{ subject: 'On call', problem: { kind: 'offline' } }],
    revoke: { kind: 'failed', problem: { kind: 'timeout', host: 'oauth2.googleapis.com' } },
  }),
};

const shown: Record<string, () => ComponentChild> = {
  popup: popup(views.popup),
  'popup-trouble': popup(views.popupTrouble),
  'popup-empty': popup(views.popupEmpty),
  'popup-first': popup(views.popupFirst),
  'popup-null': popup(null),
  ...Object.fromEntries(everyHealth.map((health, index) => [`popup-health-${index}`, popup(popupWith(health))])),
  'popup-paused': popup(withHealth('paused')),
  'popup-stopped': popup(withHealth('attention')),
  'popup-writing': popup(withHealth('writing')),
  accounts: accounts(views.accounts, desk(idle, idle)),
  'accounts-none': accounts(views.accountsNone, desk(idle, idle)),
  'accounts-refused': accounts(views.accountsNone, desk(notHalo, badBox)),
  'accounts-bad': accounts(
    views.accountsNone,
    desk({ kind: 'badAddress', why: 'noTenant' }, { kind: 'badClientId', why: 'secret' }),
  ),
  'accounts-asking': accounts(
    views.accountsNone,
    desk({ kind: 'needsPermission', origin: 'https://auth.haloservicedesk.com' }, { kind: 'working' }),
  ),
  'accounts-expired': accounts(
    views.accountsExpired,
    desk({ kind: 'permissionDenied', host: 'acme.halopsa.com' }, idle),
  ),
  disconnect: accounts(views.accounts, desk(idle, idle, made)),
  disconnected: accounts(views.accounts, desk(idle, idle, undone)),
  calendars: calendars(null),
  checks: calendars(views.checks),
  'checks-none': calendars(views.checksNone),
  hours: section(
    'working-hours',
    <OptionsWorkingHours
      hours={ready(views.workingHours)}
      isConnected
      isReading={false}
      saving={{ kind: 'idle' }}
      now={views.now}
      zones={Intl.supportedValuesOf('timeZone')}
      onReadAgain={nothing}
      onFallbackZone={nothing}
      onDefaultLength={nothing}
    />,
  ),
  about: section(
    'about',
    <OptionsAbout
      version="0.1.0"
      shortcuts={ready([
        { name: 'new-appointment', description: 'New appointment for this ticket', keys: 'Alt+Shift+D' },
        { name: '_execute_action', description: '', keys: '' },
      ])}
      notifications="off"
      diagnostics={ready({
        lines: [
          { name: 'Browser', value: navigator.userAgent },
          { name: 'Last reading', value: 'went well, 3 minutes ago' },
        ],
      })}
      shortcutsPage={null}
      onNotifications={nothing}
      onChangeShortcuts={nothing}
      onTryAgain={nothing}
    />,
  ),
  ...syncShown,
  welcome: welcome(views.accountsNone, false),
  'welcome-ready': welcome({ ...views.accounts, calendar: { ...views.accounts.calendar, match: 'same' } }, true),
};

const name = asked.get('view') ?? 'popup';
const Shown = shown[name];
const root = document.getElementById('app');
if (Shown === undefined || root === null)
  throw new Error(`no such view: ${name}. There are ${Object.keys(shown).join(', ')}`);

if (name.startsWith('popup')) {
  await import('../../entrypoints/popup/skeleton.css');
  await import('../../entrypoints/popup/popup.css');
} else await import('../../entrypoints/options/options.css');
document.documentElement.lang = language;
if (theme !== null) document.documentElement.dataset['theme'] = theme;
const t = galleryTexts(language);
document.title = t('optionsTitle');
render(<TextsContext.Provider value={t}>{Shown()}</TextsContext.Provider>, root);
