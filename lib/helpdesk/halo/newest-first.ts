import { dayMs } from '../../domain/calendar-day';
import { fnv1a64 } from '../../domain/fnv1a';
import { SyncTokenExpiredError } from '../../http/errors';
import type { ChangePage } from '../../sync/ports';
import { readAppointments } from './appointment-rows';
import { type AppointmentQuery, getAppointmentPage, type HaloDeps } from './client';
import { countRows, hasFewerRows } from './fewer-rows';
import { type Counted, overlapMs, type Reached, type Resume, writeCursor } from './halo-cursor';
import { type ListedPage, listAppointments, listStart, precededBy } from './list-appointments';
import type { HaloContext } from './mapping';
import { type HaloTimeConvention, haloReadingMs } from './times';

/** Changes cannot be told from the head of the list; how long the list was found to be. */
export interface NeedsListing {
  readonly counted: Counted | undefined;
}

export interface ChangeDeps extends HaloDeps {
  readonly agentId: number;
}

/** A row's id and the time of its last change; null where the list does not tell. */
export interface RowMark {
  readonly id: string;
  readonly atMs: number | null;
  readonly row: unknown;
}

/** Times come in whole seconds, and a row may change twice in one: only with what it says does the time name a version. */
export function versionOf({ row }: RowMark): string {
  if (typeof row !== 'object' || row === null) return fnv1a64(JSON.stringify(row));
  const version = versions.get(row) ?? fnv1a64(JSON.stringify(row));
  versions.set(row, version);
  return version;
}

/** Each is asked for twice: for what is known from now on, and whether it was known before. */
const versions = new WeakMap<object, string>();

export function markOf(row: unknown): RowMark {
  if (typeof row !== 'object' || row === null || !('id' in row)) return { id: '', atMs: null, row };
  const text = 'last_modified' in row && typeof row.last_modified === 'string' ? row.last_modified : null;
  return { id: String(row.id), atMs: haloReadingMs(text), row };
}

/** Whether every row says when it was changed, and none is newer than the one before. */
export function isNewestFirst(marks: readonly RowMark[], beforeMs: number | null = null): boolean {
  let lastMs = beforeMs ?? Number.POSITIVE_INFINITY;
  for (const { atMs } of marks) {
    if (atMs === null || atMs > lastMs) return false;
    lastMs = atMs;
  }
  return true;
}

/**
 * Whether a list that came newest first was put so because that was asked: turned round it has to begin with another row,
 * which was changed earlier. A list that happens to be in order (made one after the other, and never changed) proves nothing.
 */
export async function isOrderKept(
  deps: ChangeDeps,
  asked: AppointmentQuery,
  marks: readonly RowMark[],
): Promise<boolean> {
  const [newest] = marks;
  const last = marks.at(-1);
  // Rows of one and the same second have no order that could be wrong.
  if (newest === undefined || newest.atMs === null || newest.atMs === last?.atMs) return true;
  const turned = { ...asked, order: 'oldestFirst' } as const;
  const { rows } = await getAppointmentPage(deps, turned, { pageNo: 1, pageSize: 1 });
  const oldest = markOf(rows[0]);
  return oldest.id !== newest.id && oldest.atMs !== null && oldest.atMs < newest.atMs;
}

/**
 * How far a reading gets whose first page is this. Null where the page tells nothing. A time that lies ahead of every
 * clock is a mistake: if it counted, all later changes would look old.
 */
export function reachedBy(marks: readonly RowMark[], times: HaloTimeConvention, nowMs: number): Reached | null {
  const newestMs = marks.find(({ atMs }) => atMs !== null && atMs <= nowMs + dayMs)?.atMs ?? null;
  if (newestMs === null) return null;
  const known: Record<string, string> = {};
  const fromMs = newestMs - overlapMs(times);
  for (const mark of marks) if (mark.atMs !== null && mark.atMs >= fromMs) known[mark.id] = versionOf(mark);
  return { newestMs, known };
}

/** Rows that a reading which got as far as `from` has told of, or that are older. */
export function knownBy(from: Reached, times: HaloTimeConvention): (mark: RowMark) => boolean {
  const floorMs = from.newestMs - overlapMs(times);
  return (mark) => mark.atMs === null || mark.atMs < floorMs || from.known[mark.id] === versionOf(mark);
}

/**
 * Changes since `from`: the list newest first, down to what was known, and a little further for clocks that differ. A
 * listing is needed when the first page is not in that order, or when rows have left the list.
 */
export async function readNewestFirst(
  deps: ChangeDeps,
  context: HaloContext,
  from: Reached,
): Promise<AsyncGenerator<ChangePage> | NeedsListing> {
  const pages = listAppointments(deps, { agentIds: [deps.agentId], order: 'newestFirst' }, listStart);
  const first = await pages.next();
  const rows = first.done === true ? [] : first.value.rows;
  const marks = rows.map(markOf);
  if (first.done === true || !isNewestFirst(marks)) return { counted: undefined };
  const length = { total: first.value.total, before: from.counted };
  const { counted } = countRows(marks, length);
  if (hasFewerRows(marks, length)) return { counted };
  const seen = reachedBy(marks, context.times, deps.now()) ?? from;
  // The row that was changed last may have been deleted since.
  const to = { ...seen, newestMs: Math.max(seen.newestMs, from.newestMs), counted };
  return foldPages(deps, context, { from, to }, precededBy(first.value, pages));
}

export function resumeNewestFirst(
  deps: ChangeDeps,
  context: HaloContext,
  { from, to, place }: Extract<Resume, { kind: 'changes' }>,
): AsyncGenerator<ChangePage> {
  const pages = listAppointments(deps, { agentIds: [deps.agentId], order: 'newestFirst' }, place);
  return foldPages(deps, context, { from, to }, pages);
}

async function* foldPages(
  { agentId }: ChangeDeps,
  context: HaloContext,
  { from, to }: { readonly from: Reached; readonly to: Reached },
  pages: AsyncGenerator<ListedPage>,
): AsyncGenerator<ChangePage> {
  const isKnown = knownBy(from, context.times);
  for await (const { rows, next } of pages) {
    const marks = rows.map(markOf);
    if (!isNewestFirst(marks)) throw new SyncTokenExpiredError('The list of appointments lost its order');
    const last = marks.at(-1);
    const isEnd = next === null || last === undefined || isKnown(last);
    yield {
      ...readAppointments(
        marks.flatMap((mark) => (isKnown(mark) ? [] : [mark.row])),
        context,
      ),
      ...noSeries,
      resume: isEnd ? null : writeCursor(agentId, { kind: 'changes', place: next, from, to }),
      next: isEnd ? writeCursor(agentId, { mode: 'newestFirst', reached: to }) : null,
    };
    if (isEnd) return;
  }
}

/** Halo's list holds occurrences, no series; and it never tells of a deletion. */
export const noSeries = { series: [], exceptions: [], gone: [] } as const;
