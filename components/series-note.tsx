import type { Draft } from '../lib/domain/draft';
import { datesToCome } from '../lib/domain/recurrence/first-occurrences';
import type { SaveStatus } from '../lib/domain/save-status';
import { copiesDates, type SeriesSync } from '../lib/domain/series-sync';
import { spanFromFields } from '../lib/domain/span-interval';
import { countText } from './sync-count';
import { useTexts } from './texts';
import { longDayText } from './time-format';

/** What becomes of the other dates of a series that was saved; nothing where there is none, or no series yet. */
export function SeriesNote(props: {
  readonly draft: Draft;
  readonly status: SaveStatus;
  /** Null: two-way sync is off. */
  readonly sync: SeriesSync | null;
}) {
  const t = useTexts();
  const { draft, status, sync } = props;
  const span = spanFromFields(draft);
  if (draft.repeat.pattern === 'none' || span === null || status.calendar.kind !== 'done') return null;
  if (sync === null) return <p class="field-hint">{t('formSeriesOff')}</p>;
  if (!copiesDates(sync, draft)) return <p class="field-hint">{t('formSeriesKeptOut')}</p>;
  const { count, hasLater } = datesToCome(draft.repeat, span, draft.zone, sync.untilMs);
  if (count === 0 && !hasLater) return null;
  return (
    <p class="field-hint">
      {count > 0 && countText(t, 'formSeriesNext', count)}{' '}
      {hasLater && t('formSeriesLater', longDayText(sync.untilMs - 1, draft.zone))}
    </p>
  );
}
