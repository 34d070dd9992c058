import { useEffect, useState } from 'preact/hooks';
import type { SyncView } from '../lib/domain/sync-views';
import { Field } from './field';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { countText } from './sync-count';
import { useTexts } from './texts';

const everyChoices = [1, 5, 10, 15, 30, 60, 120, 240] as const;

/** The window of days, and how often both sides are read. */
export function SyncRange(props: { readonly view: SyncView; readonly saving: Saving } & Pick<SyncActions, 'onChange'>) {
  const { view, onChange } = props;
  const t = useTexts();
  const choices = [...new Set([...everyChoices, view.everyMinutes])].sort((one, other) => one - other);
  return (
    <section class="card stack" aria-labelledby="sync-range">
      <h2 id="sync-range">{t('syncRange')}</h2>
      <div class="sync-days">
        <Days
          label={t('syncDaysBack')}
          days={view.daysBack}
          from={0}
          to={365}
          onDays={(daysBack) => onChange({ daysBack })}
        />
        <Days
          label={t('syncDaysAhead')}
          days={view.daysAhead}
          from={1}
          to={730}
          onDays={(daysAhead) => onChange({ daysAhead })}
        />
      </div>
      <p class="field-hint">{t('syncDaysHint')}</p>
      <Field label={t('syncEvery')} hint={t('syncEveryHint')} class="narrow-field">
        {(control) => (
          <select
            {...control}
            class="input"
            value={String(view.everyMinutes)}
            onChange={(event) => onChange({ everyMinutes: Number(event.currentTarget.value) })}
          >
            {choices.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {countText(t, 'syncEvery', minutes)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SavingLine saving={props.saving} />
    </section>
  );
}

/** Saved when the box is left or Enter is pressed: half a number must not move the window. */
function Days(props: {
  readonly label: string;
  readonly days: number;
  readonly from: number;
  readonly to: number;
  onDays(days: number): void;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState(String(props.days));
  useEffect(() => setTyped(String(props.days)), [props.days]);
  const days = Number(typed);
  const isGood = /^\d{1,4}$/.test(typed.trim()) && days >= props.from && days <= props.to;
  return (
    <Field label={props.label} error={isGood ? undefined : t('syncDaysError', props.from, props.to)}>
      {(control) => (
        <input
          {...control}
          class="input"
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={() => isGood && days !== props.days && props.onDays(days)}
        />
      )}
    </Field>
  );
}
