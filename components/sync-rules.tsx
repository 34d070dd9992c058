import { type ContentField, contentFields } from '../lib/domain/content-fields';
import type { ConflictRule, SyncView } from '../lib/domain/sync-views';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { fieldName } from './sync-field-name';
import { type TextKey, useTexts } from './texts';
import { listText } from './time-format';

const rules: readonly ConflictRule[] = ['ask', 'newest', 'helpdesk', 'calendar'];
const names: Record<ConflictRule, TextKey> = {
  ask: 'syncConflictAsk',
  newest: 'syncConflictNewest',
  helpdesk: 'syncConflictHelpdesk',
  calendar: 'syncConflictCalendar',
};

/** What is decided when one field was changed on both sides, and what was remembered for single fields. */
export function SyncRules(props: { readonly view: SyncView; readonly saving: Saving } & Pick<SyncActions, 'onChange'>) {
  const { view, onChange } = props;
  const t = useTexts();
  const remembered = contentFields.flatMap((field: ContentField) => {
    const rule = view.fieldRules[field];
    return rule === undefined ? [] : [t('syncRememberedField', fieldName(t, field), t(names[rule]))];
  });
  return (
    <fieldset class="card stack-small" aria-describedby="sync-conflict-hint">
      <legend class="sync-legend">{t('syncConflictRule')}</legend>
      <div class="check-list">
        {rules.map((rule) => (
          <label key={rule} class="check">
            <input
              type="radio"
              name="sync-conflict-rule"
              checked={view.conflictRule === rule}
              onChange={() => onChange({ conflictRule: rule })}
            />
            <span>{t(names[rule])}</span>
          </label>
        ))}
      </div>
      <p id="sync-conflict-hint" class="field-hint">
        {t('syncConflictHint')}
      </p>
      {remembered.length > 0 && (
        <div class="read-line">
          <p>{t('syncRemembered', listText(remembered))}</p>
          <button type="button" class="button button-small" onClick={() => onChange({ forgetFieldRules: true })}>
            {t('syncForget')}
          </button>
        </div>
      )}
      <SavingLine saving={props.saving} />
    </fieldset>
  );
}
