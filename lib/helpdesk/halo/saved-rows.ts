import { RejectedError, UnreadableError } from '../../http/errors';
import { isUnreadable, parseAnswer } from '../../http/parse-answer';
import type { Creation, RemoteRecord } from '../../sync/ports';
import { readAppointment } from './appointment-rows';
import { readCurrent } from './check-versions';
import { creationMarkField, fromCreationMark } from './creation-mark';
import type { HaloContext } from './mapping';
import type { ChangeDeps } from './newest-first';
import { HaloSaved } from './schemas';

/**
 * The record that an answer's row says was saved; a row that is cut short is completed by a read. Throws `RejectedError`
 * with Halo's own words where a warning came in place of a record.
 */
export async function savedRecord(deps: ChangeDeps, context: HaloContext, row: unknown): Promise<RemoteRecord> {
  const { host } = new URL(context.origin);
  const saved = parseAnswer(HaloSaved, row, host);
  const remark = saved._warning || null;
  if (saved.id == null || saved.id <= 0) {
    // Halo's way to refuse after a look at the record: a warning, and nothing saved.
    if (remark !== null) throw new RejectedError(remark, 200);
    throw new UnreadableError(`${host} saved an appointment without naming it`, host);
  }
  const told = readAppointment(row, context);
  const record = isUnreadable(told) ? ((await readCurrent(deps, context, String(saved.id)))?.record ?? null) : told;
  if (record === null) throw new UnreadableError(`${host} saved an appointment and does not know it`, host);
  return { ...record, remark };
}

/**
 * The answer's row of each creation: by our key where it is kept, else by its place if there are as many rows as were
 * sent. Undefined: the answer does not tell.
 */
export function matchCreations(creations: readonly Creation[], rows: readonly unknown[]): readonly unknown[] {
  const keys = rows.map(keyOf);
  return creations.map(({ creationKey }, index) => {
    const marked = keys.indexOf(creationKey);
    if (marked >= 0) return rows[marked];
    return rows.length === creations.length && keys[index] === null ? rows[index] : undefined;
  });
}

function keyOf(row: unknown): string | null {
  const mark = typeof row === 'object' && row !== null && creationMarkField in row ? row[creationMarkField] : null;
  return typeof mark === 'string' ? (fromCreationMark(mark)?.creationKey ?? null) : null;
}
