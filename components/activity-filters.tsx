import type { ActivityFilter, RunView } from '../lib/domain/sync-views';
import { runKindTexts } from './activity-run-text';
import { Field } from './field';
import { exactText } from './relative-time';
import { useTexts } from './texts';

const noFilter: ActivityFilter = { direction: null, outcome: null, runId: null, search: '' };
const directions = [
  { value: 'inbound', text: 'activityInbound' },
  { value: 'outbound', text: 'activityOutbound' },
] as const;
const outcomes = [
  { value: 'done', text: 'activityFilterDone' },
  { value: 'failed', text: 'activityFilterFailed' },
  { value: 'skipped', text: 'activityFilterSkipped' },
] as const;

/** Direction, result, words, and one run where one was chosen above. */
export function ActivityFilters(props: {
  readonly filter: ActivityFilter;
  /** The run of the filter, where it is among those shown. */
  readonly run: RunView | undefined;
  readonly isFiltered: boolean;
  onFilter(filter: ActivityFilter): void;
}) {
  const { filter, run } = props;
  const t = useTexts();
  return (
    <fieldset class="stack-small">
      <legend class="visually-hidden">{t('activityFilters')}</legend>
      <div class="activity-filters">
        <Field label={t('activityDirection')}>
          {(control) => (
            <select
              {...control}
              class="input"
              value={filter.direction ?? ''}
              onChange={(event) => {
                const chosen = directions.find(({ value }) => value === event.currentTarget.value);
                props.onFilter({ ...filter, direction: chosen?.value ?? null });
              }}
            >
              <option value="">{t('activityAny')}</option>
              {directions.map(({ value, text }) => (
                <option key={value} value={value}>
                  {t(text)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('activityResult')}>
          {(control) => (
            <select
              {...control}
              class="input"
              value={filter.outcome ?? ''}
              onChange={(event) => {
                const chosen = outcomes.find(({ value }) => value === event.currentTarget.value);
                props.onFilter({ ...filter, outcome: chosen?.value ?? null });
              }}
            >
              <option value="">{t('activityAny')}</option>
              {outcomes.map(({ value, text }) => (
                <option key={value} value={value}>
                  {t(text)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('activitySearch')}>
          {(control) => (
            <input
              {...control}
              type="search"
              class="input"
              autocomplete="off"
              value={filter.search}
              onInput={(event) => props.onFilter({ ...filter, search: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      {props.isFiltered && (
        <p class="row-actions">
          {run !== undefined && (
            <span>{t('activityOneRun', t(runKindTexts[run.kind]), exactText(run.startedAtMs))}</span>
          )}
          {filter.runId !== null && (
            <button
              type="button"
              class="button button-small"
              onClick={() => props.onFilter({ ...filter, runId: null })}
            >
              {t('activityShowAllRuns')}
            </button>
          )}
          <button type="button" class="button button-small" onClick={() => props.onFilter(noFilter)}>
            {t('activityClear')}
          </button>
        </p>
      )}
    </fieldset>
  );
}
