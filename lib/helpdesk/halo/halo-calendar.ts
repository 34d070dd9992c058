import type { Interval } from '../../domain/span';
import { GoneError, RejectedError, StaleEtagError, UnreadableError } from '../../http/errors';
import { isUnreadable } from '../../http/parse-answer';
import type { CalendarPort, RemoteRecord } from '../../sync/ports';
import { listRecords } from './appointment-rows';
import { deleteAppointment, getAppointment, type HaloDeps, postAppointment } from './client';
import { asCreated, findCopies, findCreated } from './created-record';
import { creationMarkField, toCreationMark } from './creation-mark';
import { fromHaloAppointment, type HaloContext, mailsNobody, toHaloAppointment } from './mapping';
import { HaloAppointment } from './schemas';
import { type HaloTimeConvention, usualTimes } from './times';

export interface HaloCalendarDeps extends HaloDeps {
  /** Whose appointments are listed. */
  readonly agentId: number;
  /** IANA zone in which the agent thinks. */
  readonly zone: string;
  readonly times?: HaloTimeConvention;
}

/**
 * The helpdesk side of the sync: one agent's appointments at one tenant. Halo has no idempotent create: search with
 * `findCreated` before an uncertain create is repeated.
 */
export function createHaloCalendar(deps: HaloCalendarDeps): CalendarPort {
  const context: HaloContext = { origin: deps.origin, zone: deps.zone, times: deps.times ?? usualTimes };
  const host = new URL(deps.origin).host;
  const read = (id: string) => readRecord(deps, context, id);
  const list = (agentId: number, window: Interval) => listRecords(deps, context, agentId, window);

  /** Halo takes no version with a write, so the version is compared by a read just before it. */
  async function readUnchanged(id: string, etag: string): Promise<RemoteRecord | null> {
    const record = await read(id);
    if (record !== null && etag !== '' && record.etag !== '' && record.etag !== etag) {
      throw new StaleEtagError('The appointment was changed in the helpdesk meanwhile');
    }
    return record;
  }

  return {
    side: 'helpdesk',
    list: (window) => list(deps.agentId, window),
    read,
    findCreated: (creation) => findCreated({ list, read, context }, creation),
    findCopies: (creation) => findCopies({ list, read, context }, creation),

    async create(creation) {
      const { saved, row } = await postAppointment(deps, toHaloAppointment(creation, context.times));
      const remark = saved._warning || null;
      if (saved.id == null || saved.id <= 0) {
        // Halo's way to refuse after a look at the record: a warning, and nothing saved.
        if (remark !== null) throw new RejectedError(remark, 200);
        throw new UnreadableError(`${host} saved an appointment without naming it`, host);
      }
      const record = readRow(row, context) ?? (await read(String(saved.id)));
      if (record === null) throw new UnreadableError(`${host} saved an appointment and does not know it`, host);
      return { ...asCreated(record, creation), remark };
    },

    async linkTwin({ id, etag }, twinId) {
      const before = await readUnchanged(id, etag);
      if (before === null) throw new GoneError('The appointment is gone');
      if (before.creationKey === null) throw new RejectedError('The appointment carries no key of ours', 409);
      const mark = toCreationMark({ creationKey: before.creationKey, twinId });
      const { row } = await postAppointment(deps, { id: Number(id), [creationMarkField]: mark, ...mailsNobody });
      return readRow(row, context) ?? { ...before, twinId };
    },

    async remove({ id, etag }) {
      if (etag !== '' && (await readUnchanged(id, etag)) === null) return;
      try {
        await deleteAppointment(deps, id);
      } catch (error) {
        if (!(error instanceof GoneError)) throw error;
      }
    },
  };
}

async function readRecord(deps: HaloDeps, context: HaloContext, id: string): Promise<RemoteRecord | null> {
  try {
    const record = readRow(await getAppointment(deps, id), context);
    if (record !== null && record.id === id) return record;
  } catch (error) {
    if (error instanceof GoneError) return null;
    throw error;
  }
  const { host } = new URL(deps.origin);
  throw new UnreadableError(`${host} answered with an appointment that cannot be read`, host);
}

/** Null when the row is cut short, as the answer to a write may be, or makes no sense. */
function readRow(row: unknown, context: HaloContext): RemoteRecord | null {
  const parsed = HaloAppointment.safeParse(row);
  const record = parsed.success ? fromHaloAppointment(parsed.data, context) : null;
  return isUnreadable(record) ? null : record;
}
