import type { Interval } from '../../domain/span';
import { RejectedError, UnreachableError } from '../../http/errors';
import type { ChangePage, RemoteRecord } from '../../sync/ports';
import { readAppointments, touches, widened } from './appointment-rows';
import type { AppointmentQuery } from './client';
import { type Counted, type ListingState, type Position, type Resume, writeCursor } from './halo-cursor';
import { proveHiddenOrder } from './hidden-changes';
import { type ListedPage, listAppointments, listStart, precededBy } from './list-appointments';
import type { HaloContext } from './mapping';
import { type ChangeDeps, isNewestFirst, isOrderKept, markOf, noSeries, type RowMark, reachedBy } from './newest-first';

/** Whether an order that rows do not show is worth the requests that prove it. */
export type HiddenOrder = 'prove' | 'leave';

/**
 * All appointments that touch the window. It is asked for newest first: so each listing also proves anew whether changes
 * can be read from the head of the list, and ends with a cursor that says how.
 */
export async function* listWindow(
  deps: ChangeDeps,
  context: HaloContext,
  asked: { readonly window: Interval; readonly hiddenOrder: HiddenOrder; readonly counted: Counted | undefined },
): AsyncGenerator<ChangePage> {
  const listing = { deps, context, window: asked.window };
  const { state, pages } = await begin(listing, asked.hiddenOrder);
  yield* foldPages(listing, { ...state, counted: asked.counted }, pages, asked.hiddenOrder);
}

export function resumeListing(
  deps: ChangeDeps,
  context: HaloContext,
  { place, state, window }: Extract<Resume, { kind: 'listing' }>,
): AsyncGenerator<ChangePage> {
  const pages = listAppointments(deps, queryFor(deps, context, window, state.order), place);
  // Rows may come again after a while, and would look out of order.
  return foldPages({ deps, context, window }, { ...state, lastMs: null }, pages);
}

interface Listing {
  readonly deps: ChangeDeps;
  readonly context: HaloContext;
  readonly window: Interval;
}

const newState: ListingState = { order: 'newestFirst', proof: 'open', lastMs: null, reached: null };

async function begin(
  { deps, context, window }: Listing,
  hiddenOrder: HiddenOrder,
): Promise<{ readonly state: ListingState; readonly pages: AsyncGenerator<ListedPage> }> {
  const list = (order?: 'newestFirst') => listAppointments(deps, queryFor(deps, context, window, order), listStart);
  const pages = list('newestFirst');
  let first: IteratorResult<ListedPage>;
  try {
    first = await pages.next();
  } catch (error) {
    if (!mayMeanOrder(error)) throw error;
    return { state: { proof: 'none', lastMs: null, reached: null }, pages: list() };
  }
  if (first.done === true) return { state: newState, pages };
  const marks = first.value.rows.map(markOf);
  const shown = proofOf(marks, null);
  if (shown === 'newestFirst' && !(await isOrderKept(deps, queryFor(deps, context, window, 'newestFirst'), marks))) {
    return { state: { ...newState, proof: 'none' }, pages: precededBy(first.value, pages) };
  }
  const mayBeHidden = hiddenOrder === 'prove' && shown === 'hidden';
  const reached = mayBeHidden ? await proveHiddenOrder(deps) : null;
  if (reached === null) return { state: newState, pages: precededBy(first.value, pages) };
  // The first page is read once more: it may have changed before the proof was made.
  return { state: { ...newState, proof: 'hidden', reached }, pages: list('newestFirst') };
}

/** A version that has no such column to order by refuses the request, or breaks on it. */
function mayMeanOrder(error: unknown): boolean {
  return error instanceof RejectedError || (error instanceof UnreachableError && error.status === 500);
}

async function* foldPages(
  { deps, context, window }: Listing,
  start: ListingState,
  pages: AsyncGenerator<ListedPage>,
  hiddenOrder: HiddenOrder = 'prove',
): AsyncGenerator<ChangePage> {
  // Listed again in each run: to read each record for what no list shows would cost as many requests every time. Who wants
  // everything listed, once a day, gets that.
  const inPassing = (record: RemoteRecord): RemoteRecord =>
    hiddenOrder === 'leave' && record.etag === '' ? { ...record, isInPassing: true } : record;
  let state = start;
  for await (const page of pages) {
    state = nextState(state, page, { nowMs: deps.now(), context });
    const { records, skipped } = readAppointments(page.rows, context);
    const { next: place } = page;
    yield {
      records: records.filter((record) => touches(record, window, context.zone)).map(inPassing),
      skipped,
      ...noSeries,
      resume: place === null ? null : writeCursor(deps.agentId, { kind: 'listing', place, state, window }),
      next: place === null ? writeCursor(deps.agentId, positionAfter(state)) : null,
    };
  }
}

function nextState(
  state: ListingState,
  { rows, isAgain }: ListedPage,
  { nowMs, context }: { readonly nowMs: number; readonly context: HaloContext },
): ListingState {
  if (isAgain || rows.length === 0 || state.proof === 'none') return state;
  const marks = rows.map(markOf);
  const shown = proofOf(marks, state.lastMs);
  const proof = state.proof === 'open' || state.proof === shown ? shown : 'none';
  // Only the first page says how far changes are known: later ones come after a while.
  const reached = state.proof === 'open' ? reachedBy(marks, context.times, nowMs) : state.reached;
  return { ...state, proof, reached, lastMs: marks.at(-1)?.atMs ?? null };
}

function proofOf(marks: readonly RowMark[], lastMs: number | null): 'newestFirst' | 'hidden' | 'none' {
  if (marks.length > 0 && marks.every(({ atMs }) => atMs === null)) return 'hidden';
  return isNewestFirst(marks, lastMs) ? 'newestFirst' : 'none';
}

function positionAfter({ proof, reached, counted }: ListingState): Position {
  if (reached === null || proof === 'open' || proof === 'none') return { mode: 'window' };
  return { mode: proof, reached: { ...reached, counted } };
}

function queryFor(
  { agentId }: ChangeDeps,
  { times }: HaloContext,
  window: Interval,
  order: 'newestFirst' | undefined,
): AppointmentQuery {
  return { agentIds: [agentId], between: widened(window, times), order };
}
