import type { Draft } from '../lib/domain/draft';
import { spanFromFields, toInterval } from '../lib/domain/span-interval';
import type { Texts } from './texts';
import { clockRangeText, longDayText } from './time-format';

/** `Wednesday, 25 November, 10:00 – 10:30`; empty while the fields say no time. */
export function draftWhenText(t: Texts, draft: Draft): string {
  const span = spanFromFields(draft);
  if (span === null) return '';
  const { startMs, endMs } = toInterval(span, draft.zone);
  const day = longDayText(startMs, draft.zone);
  return draft.allDay ? t('formWhenAllDay', day) : t('formWhen', day, clockRangeText(startMs, endMs, draft.zone));
}
