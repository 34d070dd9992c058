import type { CalendarsView, CheckCalendarsView } from '../lib/domain/account-views';
import type { CalendarInfo } from '../lib/domain/calendar-info';
import { Field } from './field';
import { type Loaded, LoadedView, NotConnected, Notice, ProblemNotice } from './loaded';
import { CalendarChecks } from './options-calendar-checks';
import { type Saving, SavingLine } from './saving-line';
import { type Texts, useTexts } from './texts';

interface CalendarsProps {
  readonly calendars: Loaded<CalendarsView>;
  readonly isConnected: boolean;
  readonly account: string;
  readonly saving: Saving;
  /** Null: not asked for yet. */
  readonly checks: Loaded<CheckCalendarsView> | null;
  onChoose(id: string): void;
  onCountsAsBusy(ids: readonly string[]): void;
  onCheck(): void;
  onTryAgain(): void;
}

export function OptionsCalendars(props: CalendarsProps) {
  const t = useTexts();
  return (
    <>
      <p class="intro">{t('optionsCalendarsIntro')}</p>
      {props.isConnected ? (
        <LoadedView of={props.calendars} onTryAgain={props.onTryAgain}>
          {(view) => (
            <section class="card stack" aria-label={t('optionsCalendar')}>
              {view.problem !== null && <ProblemNotice problem={view.problem} />}
              <CalendarChoice view={view} onChoose={props.onChoose} />
              <BusyCalendars view={view} onCountsAsBusy={props.onCountsAsBusy} />
              <SavingLine saving={props.saving} />
            </section>
          )}
        </LoadedView>
      ) : (
        <NotConnected text={t('optionsCalendarsNotConnected')} />
      )}
      <CalendarChecks
        checks={props.checks}
        account={props.account}
        canCheck={props.isConnected}
        onCheck={props.onCheck}
      />
    </>
  );
}

/** The calendar for new appointments; those that cannot be written to stay in sight, greyed, with the reason. */
export function CalendarChoice(props: { readonly view: CalendarsView; onChoose(id: string): void }) {
  const t = useTexts();
  const { calendars, chosenId } = props.view;
  const chosen = calendars.find(({ id }) => id === chosenId);
  const hasReadOnly = calendars.some(({ canWrite }) => !canWrite);
  return (
    <div class="stack-small">
      <Field label={t('optionsCalendar')} hint={t('optionsCalendarHint')}>
        {(control) => (
          <select
            {...control}
            class="input"
            value={chosen?.id ?? ''}
            onChange={(event) => props.onChoose(event.currentTarget.value)}
          >
            {chosen === undefined && (
              <option value="" disabled>
                {t('optionsChooseCalendar')}
              </option>
            )}
            {calendars.map((calendar) => (
              <option key={calendar.id} value={calendar.id} disabled={!calendar.canWrite}>
                {calendarLabel(t, calendar)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {calendars.length > 0 && calendars.every(({ canWrite }) => !canWrite) ? (
        <Notice tone="error">{t('optionsNoneWritable')}</Notice>
      ) : (
        hasReadOnly && <p class="field-hint">{t('optionsReadOnlyWhy')}</p>
      )}
    </div>
  );
}

function BusyCalendars(props: { readonly view: CalendarsView; onCountsAsBusy(ids: readonly string[]): void }) {
  const t = useTexts();
  const { calendars, chosenId, countsAsBusy } = props.view;
  const counted = new Set(countsAsBusy);
  function toggle(id: string, isOn: boolean) {
    const ids = calendars.map((calendar) => calendar.id).filter((other) => (other === id ? isOn : counted.has(other)));
    props.onCountsAsBusy(ids);
  }
  return (
    <fieldset class="stack-small" aria-describedby="busy-hint">
      <legend class="field-label">{t('optionsCountsAsBusy')}</legend>
      <p id="busy-hint" class="field-hint">
        {t('optionsCountsAsBusyHint')}
      </p>
      <div class="check-list">
        {calendars.map((calendar) => (
          <label key={calendar.id} class="check">
            <input
              type="checkbox"
              checked={counted.has(calendar.id)}
              onChange={(event) => toggle(calendar.id, event.currentTarget.checked)}
            />
            <span dir="auto">{calendar.id === chosenId ? t('optionsChosenCounts', calendar.name) : calendar.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function calendarLabel(t: Texts, calendar: CalendarInfo): string {
  if (calendar.canWrite) return calendar.isPrimary ? t('optionsPrimary', calendar.name) : calendar.name;
  return t(calendar.accessRole === 'freeBusyReader' ? 'optionsFreeBusyRole' : 'optionsReadOnly', calendar.name);
}
