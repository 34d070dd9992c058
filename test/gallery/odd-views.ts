import type { PopupView } from '../../lib/domain/popup-view';
import type { ActivityRow, Health, ReviewRow } from '../../lib/domain/sync-views';
import { now, popup } from './pages-views';
import { activityRows, healths, reviewRow } from './sync-views';

/** What real calendars hold and designs forget: no blank to break at, other scripts, nothing at all. */
export const oddSubjects: readonly string[] = [
  'Donaudampfschifffahrtsgesellschaft'.repeat(6).slice(0, 200),
  'مراجعة طابعة الطابق الثاني مع مدير الشركة (HP-4250)',
  '',
  'A printer that is described with every detail one could ever think of, by somebody who had time. '.repeat(2),
  '<b>Router</b> & “switch” 🖨️👩🏽‍💻',
];

export function oddSubject(index: number): string {
  return oddSubjects[index % oddSubjects.length] ?? '';
}

export function oddReviewRow(index: number, total: number): ReviewRow {
  return { ...reviewRow(index, total), subject: oddSubject(index) };
}

/** Some hundred lines of three days. */
export const manyLines: readonly ActivityRow[] = Array.from({ length: 300 }, (_, index) => {
  const like = activityRows[index % activityRows.length] ?? activityRows[0];
  if (like === undefined) throw new Error('there is no line');
  const action = index % 12 === 7 ? 'leave' : like.action;
  return { ...like, action, seq: 1_000 - index, atMs: now - index * 14 * 60_000, subject: oddSubject(index) };
});

/** The popup in each state of health, and with a disk that is full. */
export function popupWith(health: Health): PopupView {
  const attention = health.kind === 'attention' ? health.what : null;
  const underWay = health.kind === 'reading' || health.kind === 'writing' ? health : null;
  const lastProblem = health.kind === 'attention' ? health.problem : null;
  return {
    ...popup,
    lastProblem,
    sync: { health, conflictCount: attention === 'conflicts' ? 2 : 0, attention, underWay },
  };
}

export const notStored: Health = {
  kind: 'attention',
  what: 'failed',
  problem: { kind: 'notStored', detail: 'QuotaExceededError' },
};

export const everyHealth: readonly Health[] = [...healths, notStored];

/** Series of the form that are taken back: without past dates, with some, without end. */
export function seriesReviewRow(index: number, total: number): ReturnType<typeof reviewRow> {
  const series = [
    { dates: 12, past: 0 },
    { dates: 12, past: 3 },
    { dates: null, past: 1 },
  ][index % 3];
  const taken = { action: 'remove', side: 'calendar', why: 'madeByDocket', isRecurring: true } as const;
  return { ...reviewRow(index, total), ...taken, ...(series !== undefined && { series }) };
}
