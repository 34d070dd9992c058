import { GoneError } from '../../http/errors';
import type { ChangePage } from '../../sync/ports';
import { readAppointments } from './appointment-rows';
import { getAppointment, getAppointmentPage } from './client';
import { countRows, hasFewerRows } from './fewer-rows';
import { type Reached, writeCursor } from './halo-cursor';
import type { HaloContext } from './mapping';
import { type ChangeDeps, markOf, type NeedsListing, noSeries, versionOf } from './newest-first';

// Before the API of 2025 lists do not show `last_modified`, but may well be put in order by it; a read of one row shows it.

/**
 * Proves that the hidden order is honoured: the list turned round begins with another row, and the first was changed
 * later. What it reads comes before any page of a listing, so that no change falls between the two.
 */
export async function proveHiddenOrder(deps: ChangeDeps): Promise<Reached | null> {
  const newestId = await firstId(deps, 'newestFirst');
  const oldestId = await firstId(deps, 'oldestFirst');
  if (newestId === '' || oldestId === '' || newestId === oldestId) return null;
  const newest = markOf(await readDetails(deps, newestId));
  const oldest = markOf(await readDetails(deps, oldestId));
  if (newest.atMs === null || oldest.atMs === null || newest.atMs <= oldest.atMs) return null;
  return { newestMs: newest.atMs, known: { [newestId]: versionOf(newest) } };
}

async function firstId(deps: ChangeDeps, order: 'newestFirst' | 'oldestFirst'): Promise<string> {
  const { rows } = await getAppointmentPage(deps, { agentIds: [deps.agentId], order }, { pageNo: 1, pageSize: 1 });
  return markOf(rows[0]).id;
}

/** From here on a listing costs less than reading one by one. */
const mostReads = 10;

/**
 * Changes since `from`: the rows at the head of the list are read one by one, down to one that was known. A listing is
 * needed when there are too many, when they are not in order after all, or when rows have left the list.
 */
export async function readHiddenChanges(
  deps: ChangeDeps,
  context: HaloContext,
  from: Reached,
): Promise<ChangePage | NeedsListing> {
  const asked = { agentIds: [deps.agentId], order: 'newestFirst' } as const;
  const { rows, total } = await getAppointmentPage(deps, asked, { pageNo: 1, pageSize: mostReads + 1 });
  const length = { total, before: from.counted };
  const { counted } = countRows(rows.map(markOf), length);
  if (hasFewerRows(rows.map(markOf), length)) return { counted };
  const changed: unknown[] = [];
  const reached: Reached = { newestMs: from.newestMs, known: { ...from.known } };
  let lastMs = Number.POSITIVE_INFINITY;
  // A short list comes to its end.
  let isComplete = rows.length <= mostReads;
  for (const { id } of rows.slice(0, mostReads).map(markOf)) {
    const row = await readDetails(deps, id);
    if (row === null) continue;
    const mark = markOf(row);
    const { atMs } = mark;
    if (atMs === null || atMs > lastMs) return { counted };
    lastMs = atMs;
    const isKnown = atMs < from.newestMs || from.known[id] === versionOf(mark);
    isComplete ||= isKnown;
    if (isKnown) break;
    changed.push(row);
    // Only those of the newest time can come again.
    if (atMs > reached.newestMs) Object.assign(reached, { newestMs: atMs, known: {} });
    if (atMs === reached.newestMs) reached.known[id] = versionOf(mark);
  }
  if (!isComplete) return { counted };
  const next = writeCursor(deps.agentId, { mode: 'hidden', reached: { ...reached, counted } });
  return { ...readAppointments(changed, context), ...noSeries, resume: null, next };
}

async function readDetails(deps: ChangeDeps, id: string): Promise<unknown> {
  try {
    return await getAppointment(deps, id);
  } catch (error) {
    // Deleted since the list was made.
    if (error instanceof GoneError) return null;
    throw error;
  }
}
