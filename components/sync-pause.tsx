import type { Pause } from './sync-actions';
import { useTexts } from './texts';

/** For how long. */
export function PauseButtons({ onPause }: { onPause(until: Pause): void }) {
  const t = useTexts();
  return (
    <p class="row-actions">
      <button type="button" class="button button-small" onClick={() => onPause('inAnHour')}>
        {t('syncPauseHour')}
      </button>
      <button type="button" class="button button-small" onClick={() => onPause('tomorrow')}>
        {t('syncPauseToday')}
      </button>
      <button type="button" class="button button-small" onClick={() => onPause('resumed')}>
        {t('syncPauseResumed')}
      </button>
    </p>
  );
}
