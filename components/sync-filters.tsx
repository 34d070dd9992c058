import type { FilterName, SyncView } from '../lib/domain/sync-views';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { numberText } from './sync-count';
import { type TextKey, useTexts } from './texts';

const names: readonly FilterName[] = ['declined', 'free', 'allDay', 'private', 'otherTypes', 'tasks'];
const sentences: Record<FilterName, TextKey> = {
  declined: 'syncFilterDeclined',
  free: 'syncFilterFree',
  allDay: 'syncFilterAllDay',
  private: 'syncFilterPrivate',
  otherTypes: 'syncFilterOtherTypes',
  tasks: 'syncFilterTasks',
};

/** Plain sentences, each with how many items it holds for at present, whether it is on or not. */
export function SyncFilters(
  props: { readonly view: SyncView; readonly saving: Saving } & Pick<SyncActions, 'onChange'>,
) {
  const { view, onChange } = props;
  const t = useTexts();
  return (
    <fieldset class="card stack-small" aria-describedby="sync-filters-hint">
      <legend class="sync-legend">{t('syncFilters')}</legend>
      <div class="check-list">
        {names.map((name) => {
          const isOn = view.filters[name];
          const counts = [numberText(view.filterCounts[name]), numberText(view.itemCount)] as const;
          return (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={isOn}
                onChange={(event) => onChange({ filter: { name, on: event.currentTarget.checked } })}
              />
              <span class="sync-filter">
                {t(sentences[name])}{' '}
                <span class="quiet">({isOn ? t('syncFilterLeaves', ...counts) : t('syncFilterWould', ...counts)})</span>
              </span>
            </label>
          );
        })}
      </div>
      <p id="sync-filters-hint" class="field-hint">
        {t('syncFiltersHint')}
      </p>
      <SavingLine saving={props.saving} />
    </fieldset>
  );
}
