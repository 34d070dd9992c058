import { useMemo } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';
import type { FormView } from '../lib/domain/form-view';
import { firstOccurrences } from '../lib/domain/recurrence/first-occurrences';
import { firstDay, repeatProblem, weekdayOfMonth } from '../lib/domain/recurrence/repeat';
import { type RepeatPattern, repeatPatterns } from '../lib/domain/recurrence/repeat-pattern';
import { copiesDates } from '../lib/domain/series-sync';
import type { Span } from '../lib/domain/span';
import { toInterval } from '../lib/domain/span-interval';
import type { DraftErrors } from './draft-errors';
import { Field } from './field';
import { Icon } from './icon';
import { type Texts, useTexts } from './texts';
import { clockRangeText, dayText, listText, weekdayText } from './time-format';
import { hoursWarnings } from './working-hours-warning';

interface RepeatFieldsProps {
  readonly view: FormView;
  readonly draft: Draft;
  readonly errors: DraftErrors;
  /** Of the first date; null while the fields say none. */
  readonly span: Span | null;
  readonly onChange: (patch: Partial<Draft>) => void;
}

/** Whether and how the appointment repeats, and what comes of that: the next dates, with whose hours they leave. */
export function RepeatFields({ view, draft, errors, span, onChange }: RepeatFieldsProps) {
  const t = useTexts();
  const { repeat } = draft;
  const set = (patch: Partial<Draft['repeat']>) => onChange({ repeat: { ...repeat, ...patch } });
  return (
    <div class="repeat">
      <Field label={t('formRepeat')} hint={hintOf(t, view, draft)} error={errors.repeat} class="repeat-pattern">
        {(control) => (
          <select
            {...control}
            class="input"
            value={repeat.pattern}
            disabled={!view.calendarConnected}
            onChange={(event) => set({ pattern: patternOf(event.currentTarget.value) })}
          >
            {repeatPatterns.map((pattern) => (
              <option key={pattern} value={pattern}>
                {patternText(t, pattern, span, draft.zone)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {repeat.pattern !== 'none' && (
        <>
          <Field label={t('formRepeatEnds')} class="repeat-ends">
            {(control) => (
              <select
                {...control}
                class="input"
                value={repeat.ends}
                onChange={(event) => set({ ends: endOf(event.currentTarget.value) })}
              >
                <option value="never">{t('formRepeatNever')}</option>
                <option value="on">{t('formRepeatOn')}</option>
                <option value="after">{t('formRepeatAfter')}</option>
              </select>
            )}
          </Field>
          {repeat.ends === 'on' && (
            <Field label={t('formRepeatUntil')} error={errors.until} class="repeat-end">
              {(control) => (
                <input
                  {...control}
                  class="input"
                  type="date"
                  min={draft.date}
                  max="2199-12-31"
                  value={repeat.until}
                  onInput={(event) => set({ until: event.currentTarget.value })}
                />
              )}
            </Field>
          )}
          {repeat.ends === 'after' && (
            <Field label={t('formRepeatCount')} error={errors.count} class="repeat-end">
              {(control) => (
                <input
                  {...control}
                  class="input"
                  inputMode="numeric"
                  value={repeat.count}
                  onInput={(event) => set({ count: event.currentTarget.value.slice(0, 10) })}
                />
              )}
            </Field>
          )}
          <NextDates view={view} draft={draft} span={span} />
        </>
      )}
    </div>
  );
}

/** Dates shown of a series. */
const datesShown = 6;

function NextDates({ view, draft, span }: Pick<RepeatFieldsProps, 'view' | 'draft' | 'span'>) {
  const t = useTexts();
  const { repeat, date, zone } = draft;
  const spans = useMemo(
    () => (span === null || repeatProblem(repeat, date) ? [] : firstOccurrences(repeat, span, zone, datesShown)),
    [repeat, span, date, zone],
  );
  if (spans.length === 0) return null;
  return (
    <div class="repeat-dates">
      <p class="field-label" id="repeat-dates">
        {t('formRepeatDates')}
      </p>
      <ol aria-labelledby="repeat-dates">
        {spans.map((one) => {
          const { startMs, endMs } = toInterval(one, zone);
          const outside = hoursWarnings(t, one, draft.attendees, view.people).map(({ name }) => name);
          return (
            <li key={startMs}>
              <span>{dayText(startMs, zone)}</span>
              {one.kind === 'timed' && <span>{clockRangeText(startMs, endMs, zone)}</span>}
              {outside.length > 0 && (
                <span class="repeat-outside">
                  <Icon name="warning" /> {t('formRepeatOutside', listText(outside))}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function hintOf(t: Texts, { calendarConnected, seriesSync }: FormView, draft: Draft): string | undefined {
  if (!calendarConnected) return t('formRepeatNeedsCalendar');
  if (draft.repeat.pattern === 'none') return undefined;
  if (seriesSync === null) return t('formRepeatFirstOnly');
  return t(copiesDates(seriesSync, draft) ? 'formRepeatFollows' : 'formRepeatKeptOut');
}

function patternText(t: Texts, pattern: RepeatPattern, span: Span | null, zone: string): string {
  if (pattern === 'none') return t('formRepeatNone');
  if (pattern === 'daily') return t('formRepeatDaily');
  if (pattern === 'workdays') return t('formRepeatWorkdays');
  if (pattern === 'yearly') return t('formRepeatYearly');
  if (span === null) return t(plainKeys[pattern]);
  const day = firstDay(span, zone);
  const weekday = weekdayText(day.getTime(), 'UTC');
  if (pattern === 'weekly') return t('formRepeatWeeklyOn', weekday);
  if (pattern === 'everyTwoWeeks') return t('formRepeatTwoWeeksOn', weekday);
  if (pattern === 'monthlyOnDay') return t('formRepeatMonthlyOnDay', day.getUTCDate());
  return t(nthKeys[weekdayOfMonth(day) - 1] ?? 'formRepeatMonthlyLast', weekday);
}

const nthKeys = ['formRepeatMonthly1', 'formRepeatMonthly2', 'formRepeatMonthly3', 'formRepeatMonthly4'] as const;

const plainKeys = {
  weekly: 'formRepeatWeekly',
  everyTwoWeeks: 'formRepeatTwoWeeks',
  monthlyOnDay: 'formRepeatMonthlyDay',
  monthlyOnWeekday: 'formRepeatMonthlyWeekday',
} as const;

function patternOf(value: string): RepeatPattern {
  return repeatPatterns.find((pattern) => pattern === value) ?? 'none';
}

function endOf(value: string): Draft['repeat']['ends'] {
  return value === 'on' || value === 'after' ? value : 'never';
}
