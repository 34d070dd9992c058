import { useId, useState } from 'preact/hooks';
import type { Side } from '../lib/domain/appointment';
import type { ContentField } from '../lib/domain/content-fields';
import type { ConflictView } from '../lib/domain/sync-views';
import { conflictValueText } from './conflict-value-text';
import { FieldError } from './field';
import { whenText } from './review-text';
import { fieldName } from './sync-field-name';
import { useTexts } from './texts';
import { listText } from './time-format';

export interface ConflictChoice {
  readonly field: ContentField;
  readonly winner: Side;
  readonly remember: boolean;
}

type Chosen = Partial<Record<ContentField, { readonly winner?: Side; readonly remember?: boolean }>>;

const sides = [
  { side: 'helpdesk', text: 'conflictHelpdesk' },
  { side: 'calendar', text: 'conflictCalendar' },
] as const;

/** One item: per field both values, what both last agreed on, and the choice. Nothing is chosen beforehand. */
export function ConflictCard(props: {
  readonly conflict: ConflictView;
  readonly isResolving: boolean;
  onResolve(choices: readonly ConflictChoice[]): void;
}) {
  const { conflict } = props;
  const t = useTexts();
  const id = useId();
  const [chosen, setChosen] = useState<Chosen>({});
  const [wasPressed, setPressed] = useState(false);
  const open = conflict.fields.filter(({ field }) => chosen[field]?.winner === undefined);
  const subject = conflict.subject.trim() === '' ? t('popupNoSubject') : conflict.subject;

  function choose(field: ContentField, change: Chosen[ContentField]) {
    setChosen((current) => ({ ...current, [field]: { ...current[field], ...change } }));
  }

  function resolve() {
    setPressed(true);
    if (open.length > 0 || props.isResolving) return;
    const choices = conflict.fields.flatMap(({ field }) => {
      const choice = chosen[field];
      return choice?.winner === undefined ? [] : [{ field, winner: choice.winner, remember: choice.remember === true }];
    });
    props.onResolve(choices);
  }

  return (
    <li class="card stack" aria-labelledby={`${id}-title`}>
      <div>
        <h2 id={`${id}-title`} dir="auto">
          {subject}
        </h2>
        <p class="quiet">{whenText(t, conflict)}</p>
      </div>
      {conflict.fields.map((field) => (
        <FieldChoice
          key={field.field}
          name={`${id}-${field.field}`}
          field={field}
          chosen={chosen[field.field]}
          onChoose={(change) => choose(field.field, change)}
        />
      ))}
      <FieldError
        id={`${id}-error`}
        text={
          wasPressed && open.length > 0
            ? t('conflictChooseFirst', listText(open.map(({ field }) => fieldName(t, field))))
            : undefined
        }
      />
      <p class="row-actions">
        <button
          type="button"
          class="button button-primary"
          aria-busy={props.isResolving}
          aria-disabled={props.isResolving}
          aria-describedby={`${id}-title ${id}-error`}
          onClick={resolve}
        >
          {t('conflictResolve')}
        </button>
        {props.isResolving && <span role="status">{t('conflictResolving')}</span>}
      </p>
    </li>
  );
}

function FieldChoice(props: {
  readonly name: string;
  readonly field: ConflictView['fields'][number];
  readonly chosen: Chosen[ContentField];
  onChoose(change: Chosen[ContentField]): void;
}) {
  const { field, name, chosen } = props;
  const t = useTexts();
  const label = fieldName(t, field.field);
  return (
    <fieldset class="conflict-field" aria-describedby={`${name}-before`}>
      <legend class="conflict-legend">{label}</legend>
      <p id={`${name}-before`} class="conflict-before">
        {field.ancestor === null ? t('conflictNever') : t('conflictBefore', valueText(field.ancestor))}
      </p>
      <div class="conflict-sides">
        {sides.map(({ side, text }) => (
          <label key={side} class="conflict-side">
            <span class="check">
              <input
                type="radio"
                name={name}
                checked={chosen?.winner === side}
                aria-label={t(text)}
                aria-describedby={`${name}-${side}${isPrivate(side) ? ` ${name}-shown` : ''}`}
                onChange={() => props.onChoose({ winner: side })}
              />
              <span class="conflict-name">{t(text)}</span>
            </span>
            <span class="conflict-value" id={`${name}-${side}`} dir="auto">
              {valueText(field[side])}
            </span>
            {isPrivate(side) && (
              <span class="quiet" id={`${name}-shown`}>
                {field.shownAs?.trim() ? t('conflictShownAs', valueText(field.shownAs)) : t('conflictShownNothing')}
              </span>
            )}
          </label>
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={chosen?.remember === true}
          aria-label={t('conflictRememberOf', label)}
          aria-describedby={`${name}-remember`}
          onChange={(event) => props.onChoose({ remember: event.currentTarget.checked })}
        />
        <span>{t('conflictRemember')}</span>
      </label>
      <p id={`${name}-remember`} class="field-hint" role="status">
        {chosen?.remember === true && t('conflictRememberWhat', label)}
      </p>
    </fieldset>
  );

  function isPrivate(side: Side): boolean {
    return side === 'calendar' && field.shownAs !== null;
  }

  function valueText(value: string): string {
    return conflictValueText(t, field.field, value);
  }
}
