import type { ComponentChildren } from 'preact';
import type { AccountsView, CalendarsView } from '../lib/domain/account-views';
import { type AccountsDesk, DisconnectQuestion, GoogleCard, HelpdeskCard } from './account-cards';
import { DocketMark } from './docket-mark';
import { Icon } from './icon';
import { type Loaded, LoadedView, ProblemNotice } from './loaded';
import { CalendarChoice } from './options-calendars';
import { type Saving, SavingLine } from './saving-line';
import { type TextKey, useTexts } from './texts';

interface WelcomeProps {
  readonly accounts: Loaded<AccountsView>;
  readonly desk: AccountsDesk;
  /** Null until the calendar side is connected. */
  readonly calendars: Loaded<CalendarsView> | null;
  readonly saving: Saving;
  onChooseCalendar(id: string): void;
  onTryAgain(): void;
}

const promises = [
  { title: 'welcomeDoes', lines: ['welcomeDoes1', 'welcomeDoes2', 'welcomeDoes3'] },
  { title: 'welcomeReads', lines: ['welcomeReads1', 'welcomeReads2', 'welcomeReads3'] },
  { title: 'welcomeNever', lines: ['welcomeNever1', 'welcomeNever2', 'welcomeNever3'] },
] as const satisfies readonly { readonly title: TextKey; readonly lines: readonly TextKey[] }[];

/** Opened once after the installation: what Docket is, then everything it needs, in place. */
export function WelcomePage(props: WelcomeProps) {
  const t = useTexts();
  return (
    <main class="welcome">
      <header class="welcome-header">
        <DocketMark />
        <h1>{t('welcomeTitle')}</h1>
        <p class="welcome-lead">{t('welcomeLead')}</p>
      </header>
      <div class="welcome-promises">
        {promises.map(({ title, lines }) => (
          <section key={title} aria-labelledby={title}>
            <h2 id={title}>{t(title)}</h2>
            <ul class="bulleted">
              {lines.map((line) => (
                <li key={line}>{t(line)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <section class="stack" aria-labelledby="welcome-steps">
        <h2 id="welcome-steps" class="welcome-steps-title">
          {t('welcomeSteps')}
        </h2>
        <LoadedView of={props.accounts} onTryAgain={props.onTryAgain}>
          {(accounts) => <Steps {...props} view={accounts} />}
        </LoadedView>
      </section>
      <DisconnectQuestion desk={props.desk} />
    </main>
  );
}

function Steps(props: WelcomeProps & { readonly view: AccountsView }) {
  const { view, desk, calendars } = props;
  const hasHelpdesk = view.helpdesk.state.kind === 'connected';
  const hasGoogle = view.calendar.state.kind === 'connected';
  const hasCalendar = hasGoogle && calendars?.kind === 'ready' && calendars.value.chosenId !== null;
  return (
    <>
      <ol class="welcome-steps">
        <Step number={1} isDone={hasHelpdesk}>
          <HelpdeskCard accounts={view} desk={desk} />
        </Step>
        <Step number={2} isDone={hasGoogle}>
          <GoogleCard accounts={view} desk={desk} />
        </Step>
        <Step number={3} isDone={hasCalendar}>
          <CalendarCard {...props} />
        </Step>
      </ol>
      <div role="status">{hasHelpdesk && hasCalendar && <Ready />}</div>
    </>
  );
}

function Step(props: { readonly number: number; readonly isDone: boolean; readonly children: ComponentChildren }) {
  const t = useTexts();
  return (
    <li class="welcome-step">
      <span class={props.isDone ? 'step-mark step-mark-done' : 'step-mark'}>
        <span class="visually-hidden">{t(props.isDone ? 'welcomeStepDone' : 'welcomeStep', props.number)}</span>
        <span aria-hidden="true">{props.isDone ? <Icon name="check" /> : props.number}</span>
      </span>
      {props.children}
    </li>
  );
}

function CalendarCard({ calendars, saving, onChooseCalendar, onTryAgain }: WelcomeProps) {
  const t = useTexts();
  return (
    <section class="card stack-small" aria-labelledby="welcome-calendar">
      <h2 id="welcome-calendar">{t('optionsCalendar')}</h2>
      {calendars === null ? (
        <p class="quiet">{t('welcomeCalendarLater')}</p>
      ) : (
        <LoadedView of={calendars} onTryAgain={onTryAgain}>
          {(value) => (
            <>
              {value.problem !== null && <ProblemNotice problem={value.problem} />}
              <CalendarChoice view={value} onChoose={onChooseCalendar} />
              <SavingLine saving={saving} />
            </>
          )}
        </LoadedView>
      )}
    </section>
  );
}

function Ready() {
  const t = useTexts();
  return (
    <section class="card welcome-ready" aria-labelledby="welcome-ready">
      <h2 id="welcome-ready">
        <Icon name="check" />
        {t('welcomeReady')}
      </h2>
      <p>{t('welcomeReadyText')}</p>
      <ul class="bulleted">
        <li>{t('welcomeTry1')}</li>
        <li>
          {t('welcomeTrySync')}{' '}
          <a class="link" href="/options.html#sync">
            {t('popupTwoWay')}
          </a>
        </li>
        <li>{t('welcomeTry2')}</li>
        <li>
          {t('welcomeTry3')}{' '}
          <a class="link" href="/options.html#calendars">
            {t('optionsCheckCalendars')}
          </a>
        </li>
        <li>
          {t('welcomeTry4')}{' '}
          <a class="link" href="/options.html#working-hours">
            {t('optionsWorkingHours')}
          </a>
        </li>
      </ul>
    </section>
  );
}
