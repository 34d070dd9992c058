import { useState } from 'preact/hooks';
import type { WorkingHoursView } from '../lib/domain/account-views';
import { Field } from './field';
import { Icon } from './icon';
import { type Loaded, LoadedView, NotConnected, Notice, ProblemNotice } from './loaded';
import { AgentWeek } from './options-week';
import { exactText, relativeText } from './relative-time';
import { type Saving, SavingLine } from './saving-line';
import { useTexts } from './texts';

interface WorkingHoursProps {
  readonly hours: Loaded<WorkingHoursView>;
  readonly isConnected: boolean;
  readonly isReading: boolean;
  readonly saving: Saving;
  readonly now: number;
  /** Every zone the browser knows. */
  readonly zones: readonly string[];
  onReadAgain(): void;
  onFallbackZone(zone: string): void;
  onDefaultLength(minutes: number): void;
}

export function OptionsWorkingHours(props: WorkingHoursProps) {
  const t = useTexts();
  return (
    <>
      <p class="intro">{t('optionsHoursIntro')}</p>
      {props.isConnected ? (
        <LoadedView of={props.hours} onTryAgain={props.onReadAgain}>
          {(view) => (
            <>
              <People {...props} view={view} />
              <Defaults {...props} view={view} />
            </>
          )}
        </LoadedView>
      ) : (
        <NotConnected text={t('optionsHoursNotConnected')} />
      )}
    </>
  );
}

type WithView = WorkingHoursProps & { readonly view: WorkingHoursView };

function People({ view, now, isReading, onReadAgain }: WithView) {
  const t = useTexts();
  const me = view.people.find(({ isMe }) => isMe) ?? view.people[0];
  const [chosenId, setChosenId] = useState<number | null>(null);
  const shown = view.people.find(({ agent }) => agent.id === chosenId) ?? me;
  return (
    <section class="card stack" aria-label={t('optionsWorkingHours')}>
      {view.problem !== null && <ProblemNotice problem={view.problem} />}
      {view.people.length > 1 && (
        <Field label={t('optionsWhose')} class="narrow-field">
          {(control) => (
            <select
              {...control}
              class="input"
              value={String(shown?.agent.id ?? '')}
              onChange={(event) => setChosenId(Number(event.currentTarget.value))}
            >
              {view.people.map(({ agent, isMe }) => (
                <option key={agent.id} value={String(agent.id)}>
                  {isMe ? t('optionsMe', agent.name) : agent.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {shown !== undefined && (
        <AgentWeek name={shown.agent.name} hours={shown.hours} holidays={shown.holidays} now={now} />
      )}
      {view.skipped.length > 0 && (
        <Notice tone="warning">
          {t('optionsCheckSkipped', view.skipped.map(({ what, id }) => `${what} ${id}`).join(', '))}
        </Notice>
      )}
      <div class="read-line">
        <p class="quiet" {...(view.readAtMs !== null && { title: exactText(view.readAtMs) })}>
          {view.readAtMs === null
            ? t('optionsReadNever')
            : t('optionsReadAt', relativeText(view.readAtMs, now) ?? t('popupJustNow'))}
        </p>
        <button type="button" class="button" aria-busy={isReading} onClick={() => !isReading && onReadAgain()}>
          <Icon name="refresh" />
          {t('optionsReadAgain')}
        </button>
      </div>
    </section>
  );
}

const lengths = [15, 20, 30, 45, 60, 90, 120, 180, 240];

function Defaults({ view, zones, saving, onDefaultLength, onFallbackZone }: WithView) {
  const t = useTexts();
  const offered = [...new Set([...lengths, view.defaultLengthMinutes])].sort((one, other) => one - other);
  const known = zones.includes(view.fallbackZone) || view.fallbackZone === '';
  return (
    <section class="card stack" aria-labelledby="defaults-title">
      <h2 id="defaults-title">{t('optionsDefaults')}</h2>
      <Field label={t('optionsDefaultLength')} class="narrow-field">
        {(control) => (
          <select
            {...control}
            class="input"
            value={String(view.defaultLengthMinutes)}
            onChange={(event) => onDefaultLength(Number(event.currentTarget.value))}
          >
            {offered.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {t('optionsMinutes', minutes)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('optionsFallbackZone')} hint={t('optionsFallbackZoneHint')} class="narrow-field">
        {(control) => (
          <select
            {...control}
            class="input"
            value={view.fallbackZone}
            onChange={(event) => onFallbackZone(event.currentTarget.value)}
          >
            {view.fallbackZone === '' && <option value="">{t('optionsZoneNone')}</option>}
            {!known && <option value={view.fallbackZone}>{view.fallbackZone}</option>}
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SavingLine saving={saving} />
    </section>
  );
}
