import { useEffect, useRef } from 'preact/hooks';
import type { Side } from '../lib/domain/appointment';
import type { PopupView } from '../lib/domain/popup-view';
import type { Problem } from '../lib/domain/problem';
import { DocketMark } from './docket-mark';
import { Icon } from './icon';
import { PopupAccounts } from './popup-accounts';
import { PopupAgenda, PopupOutside } from './popup-agenda';
import { PopupAttention } from './popup-attention';
import { PopupRecurring } from './popup-recurring';
import { isHeldUp, isWaitingForAgent, type PopupSyncActions, PopupTwoWay, saysLastProblem } from './popup-sync';
import { problemText } from './problem-text';
import { exactText, relativeText } from './relative-time';
import { numberText } from './sync-count';
import { nextText } from './sync-health-text';
import { type Texts, useTexts } from './texts';
import { useFocusKept } from './use-focus-kept';

export interface PopupActions extends PopupSyncActions {
  onNewAppointment(): void;
  onSyncNow(): void;
  onRetry(linkId: string): void;
  onDrop(linkId: string): void;
  onReconnect(side: Side): void;
  onConnect(side: Side): void;
  onSetUp(): void;
  onOptions(): void;
}

interface PopupPageProps extends PopupActions {
  /** Null: no record was made yet. */
  readonly view: PopupView | null;
  readonly now: number;
  /** Why the last press did not do what it says. */
  readonly problem: Problem | null;
  readonly reconnecting: Side | null;
  /** Coming back from the form, the focus is where it left. */
  readonly startsAt: 'top' | 'newAppointment';
}

export function PopupPage(props: PopupPageProps) {
  const t = useTexts();
  const { view } = props;
  const isFirstRun = view !== null && view.helpdesk.kind === 'none' && view.calendar.kind === 'none';
  return (
    <>
      <header class="popup-header">
        <DocketMark />
        <h1>{t('extensionName')}</h1>
        <button type="button" class="icon-button" onClick={props.onOptions} title={t('popupSettings')}>
          <Icon name="settings" />
          <span class="visually-hidden">{t('popupSettings')}</span>
        </button>
      </header>
      <main class="popup-main">
        {view === null && <Preparing onSetUp={props.onSetUp} />}
        {isFirstRun && <FirstRun onSetUp={props.onSetUp} />}
        {view !== null && !isFirstRun && <Overview {...props} view={view} />}
      </main>
    </>
  );
}

function Overview(props: PopupPageProps & { readonly view: PopupView }) {
  const { view, now } = props;
  const t = useTexts();
  const wasRead = view.lastSyncMs !== null;
  // A pause, or its end, takes the pressed button away, and the box to another place.
  useFocusKept('.popup-two-way', '.popup-two-way');
  const newAppointment = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (props.startsAt === 'newAppointment') newAppointment.current?.focus();
  }, [props.startsAt]);
  const attention = (
    <PopupAttention
      items={view.attention}
      isSyncWaiting={isWaitingForAgent(view)}
      now={now}
      onRetry={props.onRetry}
      onDrop={props.onDrop}
      onReconnect={props.onReconnect}
    />
  );
  const accounts = (
    <PopupAccounts
      helpdesk={view.helpdesk}
      calendar={view.calendar}
      reconnecting={props.reconnecting}
      onReconnect={props.onReconnect}
      onConnect={props.onConnect}
    />
  );
  const twoWay = (
    <PopupTwoWay view={view} now={now} onTwoWay={props.onTwoWay} onPause={props.onPause} onSection={props.onSection} />
  );
  const allConnected = view.helpdesk.kind === 'connected' && view.calendar.kind === 'connected';
  // What needs a press comes before the agenda; what is in order after it.
  return (
    <>
      <div class="popup-actions">
        <button type="button" class="button button-primary" ref={newAppointment} onClick={props.onNewAppointment}>
          <Icon name="plus" />
          {t('popupNewAppointment')}
        </button>
        <button type="button" class="button" aria-busy={view.isReading} onClick={props.onSyncNow}>
          <Icon name="refresh" />
          {t('popupSyncNow')}
        </button>
      </div>
      <SyncState {...props} />
      {!allConnected && accounts}
      {isHeldUp(view) && twoWay}
      {view.attention.length > 0 && attention}
      <PopupAgenda items={view.agenda} wasRead={wasRead} now={now} />
      <PopupOutside items={view.outside} wasRead={wasRead} now={now} />
      <PopupRecurring recurring={view.recurring} now={now} />
      {view.attention.length === 0 && attention}
      {!isHeldUp(view) && twoWay}
      {allConnected && accounts}
    </>
  );
}

/** One line of fixed height, so that a reading that begins or ends moves nothing; below it what went wrong. */
function SyncState({ view, now, problem, reconnecting }: PopupPageProps & { readonly view: PopupView }) {
  const t = useTexts();
  const last = view.lastSyncMs;
  const when = last === null ? t('popupNever') : (relativeText(last, now) ?? t('popupJustNow'));
  const next = nextText(t, view.sync.health, now);
  const isBusy = reconnecting !== null || workText(t, view) !== '';
  const shown = problem ?? (isShownByAccounts(view.lastProblem) || saysLastProblem(view) ? null : view.lastProblem);
  return (
    <div class="popup-sync">
      <p class="popup-sync-line">
        <span {...(last !== null && { title: exactText(last) })}>{t('popupLastSync', when)}</span>
        {!isBusy && next !== null && <span>{next}</span>}
        <span role="status" class="popup-reading">
          {reconnecting !== null ? t('popupReconnecting') : workText(t, view)}
        </span>
      </p>
      {shown !== null && (
        <p role="alert" class="notice notice-error">
          <Icon name="warning" />
          <span>{problemText(t, shown)}</span>
        </p>
      )}
    </div>
  );
}

function workText(t: Texts, view: PopupView): string {
  const { underWay } = view.sync;
  // Shorter than the sentence in the options: it shares its line, and a second line would push all below it.
  if (underWay?.kind === 'writing') return t('popupWriting', numberText(underWay.done), numberText(underWay.total));
  return view.isReading || underWay?.kind === 'reading' ? t('popupReading') : '';
}

function isShownByAccounts(problem: Problem | null): boolean {
  return problem?.kind === 'needsSignIn' || problem?.kind === 'notConnected';
}

function FirstRun({ onSetUp }: Pick<PopupActions, 'onSetUp'>) {
  const t = useTexts();
  return (
    <section class="popup-welcome" aria-labelledby="popup-first-run">
      <h2 id="popup-first-run">{t('popupFirstRunTitle')}</h2>
      <p>{t('popupFirstRunText')}</p>
      <button type="button" class="button button-primary" onClick={onSetUp}>
        {t('popupSetUp')}
      </button>
    </section>
  );
}

function Preparing({ onSetUp }: Pick<PopupActions, 'onSetUp'>) {
  const t = useTexts();
  return (
    <section class="popup-welcome">
      <p role="status" class="popup-preparing">
        <span class="spinner" />
        {t('popupPreparing')}
      </p>
      <p class="quiet">{t('popupNotSetUpYet')}</p>
      <button type="button" class="button" onClick={onSetUp}>
        {t('popupSetUp')}
      </button>
    </section>
  );
}
