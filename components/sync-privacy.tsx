import type { Privacy } from '../lib/domain/sync-views';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { type TextKey, useTexts } from './texts';

const levels: readonly Privacy[] = ['busy', 'title', 'full'];
const names: Record<Privacy, TextKey> = {
  busy: 'syncPrivacyBusy',
  title: 'syncPrivacyTitle',
  full: 'syncPrivacyFull',
};
const examples: Record<Privacy, TextKey> = {
  busy: 'syncPrivacyExampleBusy',
  title: 'syncPrivacyExampleTitle',
  full: 'syncPrivacyExampleFull',
};

/** How much of a private event the helpdesk sees, with what it then says there. */
export function SyncPrivacy(
  props: { readonly privacy: Privacy; readonly saving: Saving } & Pick<SyncActions, 'onChange'>,
) {
  const t = useTexts();
  return (
    <fieldset class="card stack-small" aria-describedby="sync-privacy-hint">
      <legend class="sync-legend">{t('syncPrivacy')}</legend>
      <p id="sync-privacy-hint" class="field-hint">
        {t('syncPrivacyHint')}
      </p>
      <div class="check-list">
        {levels.map((level) => (
          <label key={level} class="check">
            <input
              type="radio"
              name="sync-privacy"
              checked={props.privacy === level}
              onChange={() => props.onChange({ privacy: level })}
            />
            <span>{t(names[level])}</span>
          </label>
        ))}
      </div>
      <p class="sync-example" role="status">
        <span class="quiet">{t('syncPrivacyExample')}</span>
        <span>{t(examples[props.privacy])}</span>
      </p>
      <SavingLine saving={props.saving} />
    </fieldset>
  );
}
