import { UnreadableError } from '../../http/errors';
import { type AppointmentPage, type AppointmentQuery, getAppointmentPage, type HaloDeps, mostPageRows } from './client';

/** Where a list is to be read on. Plain data, so that it can be stored. */
export interface ListPlace {
  readonly pageNo: number;
  /** Rows on the pages before it. */
  readonly received: number;
  /** Rows of the whole list when the page before it was read. */
  readonly total: number | null;
}

export interface ListedPage {
  /** Each row once. */
  readonly rows: readonly unknown[];
  /** Rows of the whole list; null where the answer does not say. */
  readonly total: number | null;
  /** Null after the last page. */
  readonly next: ListPlace | null;
  /** Read once more because the list became shorter: its rows do not follow those of the page before. */
  readonly isAgain: boolean;
}

export const listStart: ListPlace = { pageNo: 1, received: 0, total: null };

/** More than any agent has in a window: a server that never comes to an end is stopped here. */
const mostPages = 200;

/** The rows of a list page by page. Rows that move to another page while it is read come once, and are not missed. */
export async function* listAppointments(
  deps: HaloDeps,
  asked: AppointmentQuery,
  start = listStart,
): AsyncGenerator<ListedPage> {
  const seen = new Set<unknown>();
  let place = start;
  let furthest = 0;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await getAppointmentPage(deps, asked, { pageNo: place.pageNo, pageSize: mostPageRows });
    // Rows move to a later page when somebody adds one meanwhile.
    const rows = page.rows.filter((row) => !seen.has(idOf(row)));
    for (const row of rows) seen.add(idOf(row) ?? row);
    const isAgain = place.pageNo <= furthest;
    furthest = Math.max(furthest, place.pageNo);
    const next = nextPlace(place, page);
    if (next !== null && rows.length === 0 && !isAgain && next.pageNo > place.pageNo) {
      throw new UnreadableError(`${page.host} repeats a page of its list`, page.host);
    }
    yield { rows, total: page.total, next, isAgain };
    if (next === null) return;
    place = next;
  }
  throw new UnreadableError('The list of appointments does not end', new URL(deps.origin).host);
}

/** The pages with one before them that was taken out to look at. */
export async function* precededBy<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

function nextPlace(place: ListPlace, page: AppointmentPage): ListPlace | null {
  const { pageNo } = place;
  const { rows, total } = page;
  if (page.isWhole) return null;
  // A row that was taken out has moved others to the page before, where they have not been seen.
  if (pageNo > 1 && place.total !== null && total !== null && total < place.total) {
    const received = Math.round((place.received * (pageNo - 2)) / (pageNo - 1));
    return { pageNo: pageNo - 1, received, total };
  }
  const received = place.received + rows.length;
  const isLast = total === null ? rows.length < page.size : received >= total;
  return isLast || rows.length === 0 ? null : { pageNo: pageNo + 1, received, total };
}

function idOf(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
}
