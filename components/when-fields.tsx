import { useEffect, useRef } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';
import type { DraftErrors } from './draft-errors';
import { lengthOf, withLengthStep, withStart } from './draft-times';
import { Field } from './field';
import { Icon } from './icon';
import { type Texts, useTexts } from './texts';

interface WhenFieldsProps {
  readonly draft: Draft;
  readonly errors: DraftErrors;
  readonly defaultLengthMinutes: number;
  readonly onChange: (patch: Partial<Draft>) => void;
}

/** Date, start and end, with the length kept while the start moves. */
export function WhenFields({ draft, errors, defaultLengthMinutes, onChange }: WhenFieldsProps) {
  const t = useTexts();
  const known = lengthOf(draft);
  // Half typed times say no length; the last one that they said still holds.
  const length = useRef(known ?? defaultLengthMinutes);
  useEffect(() => {
    if (known !== null) length.current = known;
  }, [known]);
  return (
    <div class="when">
      <Field label={t('formDate')} error={errors.date} class="when-date">
        {(control) => (
          <input
            {...control}
            class="input"
            type="date"
            max="2199-12-31"
            value={draft.date}
            onInput={(event) => onChange({ date: event.currentTarget.value })}
          />
        )}
      </Field>
      {!draft.allDay && (
        <>
          <Field label={t('formStart')} error={errors.start} class="when-time">
            {(control) => (
              <input
                {...control}
                class="input"
                type="time"
                value={draft.start}
                onInput={(event) => onChange(withStart(event.currentTarget.value, draft.end, length.current))}
              />
            )}
          </Field>
          <Field label={t('formEnd')} error={errors.end} class="when-time">
            {(control) => (
              <input
                {...control}
                class="input"
                type="time"
                value={draft.end}
                onInput={(event) => onChange({ end: event.currentTarget.value })}
              />
            )}
          </Field>
          <Length minutes={known} onStep={(steps) => onChange(withLengthStep(draft, known ?? length.current, steps))} />
        </>
      )}
      <label class="check when-all-day">
        <input
          type="checkbox"
          checked={draft.allDay}
          onChange={(event) => onChange({ allDay: event.currentTarget.checked })}
        />
        <span>{t('formAllDay')}</span>
      </label>
    </div>
  );
}

function Length({ minutes, onStep }: { minutes: number | null; onStep: (steps: 1 | -1) => void }) {
  const t = useTexts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons around a value need no legend
    <div class="when-length" role="group" aria-label={t('formLength')}>
      <button
        type="button"
        class="icon-button"
        aria-label={t('formShorter')}
        title={t('formShorter')}
        onClick={() => onStep(-1)}
      >
        <Icon name="minus" />
      </button>
      <output>{minutes === null ? '–' : durationText(t, minutes)}</output>
      <button
        type="button"
        class="icon-button"
        aria-label={t('formLonger')}
        title={t('formLonger')}
        onClick={() => onStep(1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}

/** `30 min`, `2 h`, `1:30 h`. */
function durationText(t: Texts, minutes: number): string {
  const rest = minutes % 60;
  if (minutes < 60) return t('formMinutes', minutes);
  return t('formHours', rest === 0 ? minutes / 60 : `${Math.floor(minutes / 60)}:${String(rest).padStart(2, '0')}`);
}
