import type { Draft } from '../lib/domain/draft';
import { datesToCome } from '../lib/domain/recurrence/first-occurrences';
import type { SaveStatus } from '../lib/domain/save-status';
import { spanFromFields } from '../lib/domain/span-interval';
import { countText } from './sync-count';
import { useTexts } from './texts';
import { longDayText } from './time-format';

/** What becomes of the other dates of a series that was saved; nothing where there is none, or no series yet. */
export function SeriesNote(props: {
  readonly draft: Draft;
  readonly status: SaveStatus;
  readonly syncedUntilMs: number | null;
}) {
  const t = useTexts();
  const { draft, status, syncedUntilMs } = props;
  const span = spanFromFields(draft);
  if (draft.repeat.pattern === 'none' || span === null || status.calendar.kind !== 'done') return null;
  if (syncedUntilMs === null) return <p class="field-hint">{t('formSeriesOff')}</p>;
  const { count, hasLater } = datesToCome(draft.repeat, span, draft.zone, syncedUntilMs);
  if (count === 0 && !hasLater) return null;
  return (
    <p class="field-hint">
      {count > 0 && countText(t, 'formSeriesNext', count)}{' '}
      {hasLater && t('formSeriesLater', longDayText(syncedUntilMs - 1, draft.zone))}
    </p>
  );
}
