import type { ContentField } from '../lib/domain/content-fields';
import { whenText } from './review-text';
import type { Texts } from './texts';

/** A value of a conflict (`ConflictView`) as people say it: times and choices in the words of the page. */
export function conflictValueText(t: Texts, field: ContentField, value: string): string {
  if (value.trim() === '') return t('conflictEmpty');
  switch (field) {
    case 'span':
      return spanText(t, value);
    case 'isPrivate':
      return t(value === 'true' ? 'conflictYes' : 'conflictNo');
    case 'showAs':
      return t(value === 'free' ? 'formShowAsFree' : 'formShowAsBusy');
    case 'subject':
    case 'notes':
    case 'location':
    case 'attendees':
      return value;
  }
}

function spanText(t: Texts, value: string): string {
  const [start = '', end = ''] = value.split('/');
  const isAllDay = !start.includes('T');
  // A day without a time is meant where the reader is, not in UTC.
  const [startMs, endMs] = [start, end].map((at) => Date.parse(isAllDay ? `${at}T00:00` : at));
  if (startMs === undefined || endMs === undefined || Number.isNaN(startMs + endMs)) return value;
  return whenText(t, { startMs, endMs, isAllDay });
}
