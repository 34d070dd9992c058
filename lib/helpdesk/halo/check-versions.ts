import { GoneError, StaleEtagError, UnreadableError } from '../../http/errors';
import { isUnreadable } from '../../http/parse-answer';
import type { RecordVersion, RemoteRecord } from '../../sync/ports';
import { readAppointment } from './appointment-rows';
import { getAppointment, getAppointmentPage, mostPageRows } from './client';
import type { Reached } from './halo-cursor';
import type { HaloContext } from './mapping';
import { type ChangeDeps, isNewestFirst, knownBy, markOf } from './newest-first';
import { HaloAppointment } from './schemas';
import { haloReadingMs } from './times';

// Halo takes no version with a write, so versions are compared just before it. What is changed between the two requests,
// or within the second that `last_modified` tells, is not noticed: no more can be had.

export interface CurrentAppointment {
  readonly record: RemoteRecord;
  readonly agentId: number;
}

/** Null: it is surely not there. */
export async function readCurrent(
  deps: ChangeDeps,
  context: HaloContext,
  id: string,
): Promise<CurrentAppointment | null> {
  let row: unknown;
  try {
    row = await getAppointment(deps, id);
  } catch (error) {
    if (error instanceof GoneError) return null;
    throw error;
  }
  const record = readAppointment(row, context);
  const parsed = HaloAppointment.safeParse(row);
  const isRead = !isUnreadable(record) && record.id === id;
  if (isRead && parsed.success) return { record, agentId: parsed.data.agent_id };
  const { host } = new URL(deps.origin);
  const why = isUnreadable(record) ? record.unreadable : 'it is another one';
  throw new UnreadableError(`${host} answered with an appointment that cannot be read: ${why}`, host);
}

/** As `readCurrent`; `StaleEtagError` when it is not the version that is named. */
export async function readUnchanged(
  deps: ChangeDeps,
  context: HaloContext,
  { id, etag }: Pick<RecordVersion, 'id' | 'etag'>,
): Promise<CurrentAppointment | null> {
  const current = await readCurrent(deps, context, id);
  const now = current?.record.etag ?? '';
  if (etag !== '' && now !== '' && now !== etag) throw stale();
  return current;
}

/**
 * One request for any number of records: what was changed since our last reading of changes stands at the head of the
 * list. Answers the errors of those that were; null where the list does not reach back as far or is in no order.
 */
export async function findChangedSince(
  deps: ChangeDeps,
  context: HaloContext,
  { reached, targets }: { readonly reached: Reached; readonly targets: readonly RecordVersion[] },
): Promise<ReadonlyMap<string, Error> | null> {
  const asked = { agentIds: [deps.agentId], order: 'newestFirst' } as const;
  const page = await getAppointmentPage(deps, asked, { pageNo: 1, pageSize: mostPageRows });
  const marks = page.rows.map(markOf);
  const isKnown = knownBy(reached, context.times);
  const last = marks.at(-1);
  const isDeepEnough = page.isWhole || page.total === marks.length || (last !== undefined && isKnown(last));
  if (!isDeepEnough || !isNewestFirst(marks)) return null;
  const times = new Map(marks.map(({ id, atMs }) => [id, atMs]));
  const isChanged = ({ id, etag }: RecordVersion) => {
    const atMs = times.get(id);
    return etag !== '' && atMs !== undefined && atMs !== haloReadingMs(etag);
  };
  return new Map(targets.filter(isChanged).map(({ id }) => [id, stale()]));
}

function stale(): StaleEtagError {
  return new StaleEtagError('The appointment was changed in the helpdesk meanwhile');
}
