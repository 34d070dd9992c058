import type { ReviewKind, ReviewRow, When } from '../lib/domain/sync-views';
import { isWithinOneDay } from './relative-time';
import { countText } from './sync-count';
import type { TextKey, Texts } from './texts';
import { clockRangeText, clockText, dateText, dayText } from './time-format';

export const reviewKindTexts: Record<ReviewKind, TextKey> = {
  import: 'reviewOfImport',
  importRecurring: 'reviewOfImportRecurring',
  push: 'reviewOfPush',
  undo: 'reviewOfUndo',
  disconnect: 'reviewOfDisconnect',
};

const actionTexts: Record<`${ReviewRow['action']} ${ReviewRow['side']}`, TextKey> = {
  'create helpdesk': 'reviewCreateHelpdesk',
  'create calendar': 'reviewCreateCalendar',
  'update helpdesk': 'reviewUpdateHelpdesk',
  'update calendar': 'reviewUpdateCalendar',
  'remove helpdesk': 'reviewRemoveHelpdesk',
  'remove calendar': 'reviewRemoveCalendar',
};

const whyTexts: Record<ReviewRow['why'], TextKey> = {
  onlyThere: 'reviewWhyOnlyThere',
  changedThere: 'reviewWhyChangedThere',
  removedThere: 'reviewWhyRemovedThere',
  undoCreate: 'reviewWhyUndoCreate',
  undoUpdate: 'reviewWhyUndoUpdate',
  undoRemove: 'reviewWhyUndoRemove',
  madeByDocket: 'reviewWhyMadeByDocket',
};

/** "Create in the helpdesk: stands on the other side only". */
export function rowReason(t: Texts, row: ReviewRow): string {
  const reason = `${t(actionTexts[`${row.action} ${row.side}`])}: ${t(whyTexts[row.why])}`;
  return row.series === undefined ? reason : `${reason}. ${seriesText(t, row, row.series)}`;
}

/** "12 dates from 24 Nov on; 3 past dates stay. This cannot be undone." */
function seriesText(t: Texts, { startMs }: ReviewRow, { dates, past }: NonNullable<ReviewRow['series']>): string {
  const from = dayText(startMs);
  const going = dates === null ? t('reviewSeriesEndless', from) : countText(t, 'reviewSeriesDates', dates, from);
  const staying = past === 0 ? '' : `; ${countText(t, 'reviewSeriesPast', past)}`;
  const said = going + staying;
  // An abbreviated month may end it already.
  return `${said}${said.endsWith('.') ? '' : '.'} ${t('reviewSeriesFinal')}`;
}

/** Day and times, with both days where there are two. */
export function whenText(t: Texts, row: When): string {
  const isOneDay = isWithinOneDay(row.startMs, row.endMs);
  const lastMs = Math.max(row.startMs, row.endMs - 1);
  if (row.isAllDay) {
    const days = isOneDay ? dateText(row.startMs) : `${dateText(row.startMs)} – ${dateText(lastMs)}`;
    return `${days}, ${t('reviewAllDay')}`;
  }
  if (isOneDay) return `${dateText(row.startMs)}, ${clockRangeText(row.startMs, row.endMs)}`;
  return `${dateText(row.startMs)}, ${clockText(row.startMs)} – ${dateText(row.endMs)}, ${clockText(row.endMs)}`;
}
