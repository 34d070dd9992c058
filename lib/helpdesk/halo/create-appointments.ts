import { UnreadableError } from '../../http/errors';
import type { Creation, RemoteRecord } from '../../sync/ports';
import { postAppointments } from './client';
import { asCreated } from './created-record';
import { type HaloContext, toHaloAppointment } from './mapping';
import type { ChangeDeps } from './newest-first';
import { settled } from './save-many';
import { matchCreations, savedRecord } from './saved-rows';

export async function createAppointment(
  deps: ChangeDeps,
  context: HaloContext,
  creation: Creation,
): Promise<RemoteRecord> {
  const { rows } = await postAppointments(deps, [toHaloAppointment(creation, context.times)]);
  return asCreated(await savedRecord(deps, context, rows[0]), creation);
}

/** One request; a creation that the answer does not tell of is in doubt. */
export async function createAppointments(
  deps: ChangeDeps,
  context: HaloContext,
  creations: readonly Creation[],
): Promise<readonly (RemoteRecord | Error)[]> {
  const items = creations.map((creation) => toHaloAppointment(creation, context.times));
  const { rows, host } = await postAppointments(deps, items);
  const matched = matchCreations(creations, rows);
  const results: (RemoteRecord | Error)[] = [];
  for (const [index, creation] of creations.entries()) {
    const row = matched[index];
    const saved = await settled(async () => {
      if (row === undefined) throw new UnreadableError(`${host} does not say what became of an appointment`, host);
      return asCreated(await savedRecord(deps, context, row), creation);
    });
    results.push(saved);
  }
  return results;
}
