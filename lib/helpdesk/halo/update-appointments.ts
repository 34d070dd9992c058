import { GoneError, UnreadableError } from '../../http/errors';
import type { RecordUpdate, RemoteRecord } from '../../sync/ports';
import { findChangedSince, readUnchanged } from './check-versions';
import { postAppointments } from './client';
import type { Reached } from './halo-cursor';
import { type HaloContext, toHaloUpdate } from './mapping';
import { type ChangeDeps, markOf } from './newest-first';
import { settled } from './save-many';
import { savedRecord } from './saved-rows';

/** Two requests: a look at the version, and the write of the named fields. */
export async function updateAppointment(
  deps: ChangeDeps,
  context: HaloContext,
  { target, content, fields }: RecordUpdate,
): Promise<RemoteRecord> {
  const current = await readUnchanged(deps, context, target);
  if (current === null) throw gone();
  if (fields.every((field) => field === 'showAs')) return current.record;
  const item = toHaloUpdate({ ...target, agentId: current.agentId }, content, fields, context.times);
  const { rows } = await postAppointments(deps, [item]);
  return savedRecord(deps, context, rows[0]);
}

/**
 * One request for all writes, after one look for all versions where the reading of changes allows it: then a batch of any
 * size costs two. Otherwise each record is looked at by itself.
 */
export async function updateAppointments(
  deps: ChangeDeps,
  context: HaloContext,
  { updates, reached }: { readonly updates: readonly RecordUpdate[]; readonly reached: Reached | null },
): Promise<readonly (RemoteRecord | Error)[]> {
  const targets = updates.map(({ target }) => target);
  // What was changed of a colleague's stands in no list that is read here.
  const own = targets.filter(({ ownerAgentId = deps.agentId }) => ownerAgentId === deps.agentId);
  const changed =
    reached === null || own.length === 0 ? null : await findChangedSince(deps, context, { reached, targets: own });
  const refused = new Map<string, Error>(changed);
  const owners = new Map<string, number>();
  for (const target of targets) {
    if (target.etag === '' || (changed !== null && own.includes(target))) continue;
    const current = await settled(() => readUnchanged(deps, context, target));
    if (current instanceof Error) refused.set(target.id, current);
    else if (current === null) refused.set(target.id, gone());
    else owners.set(target.id, current.agentId);
  }
  const items = updates
    .filter(({ target }) => !refused.has(target.id))
    .map(({ target, content, fields }) =>
      toHaloUpdate({ ...target, agentId: owners.get(target.id) ?? null }, content, fields, context.times),
    );
  const { rows } = items.length === 0 ? { rows: [] } : await postAppointments(deps, items);
  const results: (RemoteRecord | Error)[] = [];
  for (const { id } of targets) {
    results.push(refused.get(id) ?? (await settled(() => savedRecord(deps, context, findRow(deps, rows, id)))));
  }
  return results;
}

function findRow(deps: ChangeDeps, rows: readonly unknown[], id: string): unknown {
  const row = rows.find((one) => markOf(one).id === id);
  if (row !== undefined) return row;
  const { host } = new URL(deps.origin);
  throw new UnreadableError(`${host} does not say what became of an appointment`, host);
}

function gone(): GoneError {
  return new GoneError('The appointment is gone');
}
