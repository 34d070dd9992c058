import { exactText, relativeText } from './relative-time';
import { useTexts } from './texts';
import { momentText } from './time-format';

/** How long ago, and day and clock beside it: of hundreds of lines of one day nobody could tell them apart. */
export function ActivityTime({ ms, now }: { readonly ms: number; readonly now: number }) {
  const t = useTexts();
  return (
    <time class="activity-time" dateTime={new Date(ms).toISOString()} title={exactText(ms)}>
      {relativeText(ms, now) ?? t('syncJustNow')} <span class="quiet">{momentText(ms)}</span>
    </time>
  );
}
