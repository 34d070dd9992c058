import { GoneError, RejectedError } from '../../http/errors';
import { createPacing } from '../../http/pacing';
import type { CalendarPort, ChangePage } from '../../sync/ports';
import { readCurrent, readUnchanged } from './check-versions';
import { deleteAppointment, type HaloDeps, postAppointments } from './client';
import { createAppointment, createAppointments } from './create-appointments';
import { findCopies, findCreated } from './created-record';
import { creationMarkField, toCreationMark } from './creation-mark';
import { type Reached, readCursor } from './halo-cursor';
import { type HaloContext, mailsNobody, toHaloContent } from './mapping';
import { readHaloChanges } from './read-changes';
import { saveMany } from './save-many';
import { savedRecord } from './saved-rows';
import { type HaloTimeConvention, usualTimes } from './times';
import { updateAppointment, updateAppointments } from './update-appointments';

export interface HaloCalendarDeps extends HaloDeps {
  /** Whose appointments are read. */
  readonly agentId: number;
  /** IANA zone in which the agent thinks. */
  readonly zone: string;
  readonly times?: HaloTimeConvention;
}

/**
 * The helpdesk side of the sync: one agent's appointments at one tenant. Halo has no idempotent create: search with
 * `findCreated` before an uncertain create is repeated.
 */
export function createHaloCalendar(given: HaloCalendarDeps): CalendarPort {
  const { beforeSending, paceWith } = createPacing();
  const deps: HaloCalendarDeps = { ...given, beforeSending };
  const context: HaloContext = { origin: deps.origin, zone: deps.zone, times: deps.times ?? usualTimes };
  /** How far this port has read changes: the versions of a batch then need only be compared with what came since. */
  let reached: Reached | null = null;

  async function* remembered(pages: AsyncGenerator<ChangePage>): AsyncGenerator<ChangePage> {
    for await (const page of pages) {
      const position = page.next === null ? null : readCursor(deps.agentId, page.next);
      if (position !== null) reached = position.mode === 'newestFirst' ? position.reached : null;
      yield page;
    }
  }

  return {
    side: 'helpdesk',
    // A write looks at the record first, and what is made or changed in numbers goes in one request.
    atOnce: { reads: 4, writes: 1 },

    async readChanges(request) {
      const { kind, pages } = await readHaloChanges(deps, context, request);
      return { kind, pages: remembered(pages) };
    },

    read: async (id) => (await readCurrent(deps, context, id))?.record ?? null,

    create: (creation) => createAppointment(deps, context, creation),

    createMany: (creations) =>
      saveMany(creations, {
        together: (chunk) => createAppointments(deps, context, chunk),
        // A refusal of the whole should mean that nothing was saved; nobody promises it.
        alone: async (creation) =>
          (await findCreated({ deps, context }, creation)) ?? createAppointment(deps, context, creation),
      }),

    findCreated: (creation) => findCreated({ deps, context }, creation),
    findCopies: (creation) => findCopies({ deps, context }, creation),

    update: (target, content, fields) => updateAppointment(deps, context, { target, content, fields }),

    updateMany: (updates) =>
      saveMany(updates, {
        together: (chunk) => updateAppointments(deps, context, { updates: chunk, reached }),
        alone: (update) => updateAppointment(deps, context, update),
      }),

    async linkTwin(target, twinId) {
      const before = (await readUnchanged(deps, context, target))?.record;
      if (before === undefined) throw new GoneError('The appointment is gone');
      if (before.creationKey === null) throw new RejectedError('The appointment carries no key of ours', 409);
      const mark = toCreationMark({ ...before, creationKey: before.creationKey, twinId });
      const item = { id: Number(target.id), [creationMarkField]: mark, ...mailsNobody };
      const { rows } = await postAppointments(deps, [item]);
      return savedRecord(deps, context, rows[0]);
    },

    async remove(target) {
      if (target.etag !== '' && (await readUnchanged(deps, context, target)) === null) return;
      try {
        await deleteAppointment(deps, target.id);
      } catch (error) {
        if (!(error instanceof GoneError)) throw error;
      }
    },

    paceWith,
    normalise: toHaloContent,
  };
}
