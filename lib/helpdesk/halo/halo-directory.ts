import type { BusyBlock } from '../../domain/availability';
import { dayMs } from '../../domain/calendar-day';
import { overlaps } from '../../domain/intervals';
import type { SkippedRow } from '../../domain/problem';
import type { Interval } from '../../domain/span';
import { toInterval } from '../../domain/span-interval';
import type { Holiday } from '../../domain/workday';
import { ForbiddenError, GoneError } from '../../http/errors';
import { readRows } from '../../http/parse-answer';
import type { HelpdeskDirectory } from '../../sync/ports';
import { isAppointment, widened } from './appointment-rows';
import { getControl, getMe, getTicket, type HaloDeps, listAgents, listHolidays, listWorkdays } from './client';
import { listAppointments } from './list-appointments';
import { fromHaloAppointment, type HaloContext } from './mapping';
import { fromHaloMasters } from './master-mapping';
import { fromHaloAgent, fromHaloTicket, isPerson } from './people-mapping';
import { HaloAgent, HaloAppointment, HaloHoliday, HaloWorkday } from './schemas';
import { fromHaloControl } from './tenant-mapping';
import { type HaloTimeConvention, usualTimes } from './times';
import { fromHaloHoliday, fromHaloWorkday } from './workday-mapping';

export interface HaloDirectoryDeps extends HaloDeps {
  /** Whose private appointments may be shown with their subject; null before it is known who is signed in. */
  readonly agentId: number | null;
  /** IANA zone whose days an all-day appointment covers. */
  readonly zone: string;
  readonly times?: HaloTimeConvention;
}

/** Leave may reach this far across the window; by which of its days Halo lists it is not known. */
const longestLeaveMs = 60 * dayMs;

/** A tenant that lists everything where only masters are asked for is not read to its end. */
const mostMasterPages = 10;

/** What the tenant knows of people and tickets. */
export function createHaloDirectory(deps: HaloDirectoryDeps): HelpdeskDirectory {
  const context: HaloContext = { origin: deps.origin, zone: deps.zone, times: deps.times ?? usualTimes };
  return {
    me: async () => fromHaloAgent(await getMe(deps)),

    async agents() {
      const { values, skipped } = readRows(await listAgents(deps), {
        what: 'agent',
        schema: HaloAgent,
        map: (row) => (isPerson(row) ? fromHaloAgent(row) : null),
      });
      return { agents: values.filter((agent) => agent !== null), skipped };
    },

    async workingHours(fallbackZoneName) {
      const holidays: Holiday[] = [];
      const skipped: SkippedRow[] = [];
      const workdays = readRows(await listWorkdays(deps), {
        what: 'workday',
        schema: HaloWorkday,
        map(row) {
          const daysOff = readHolidays(row.holidays ?? [], row.id);
          holidays.push(...daysOff.values.filter(({ of }) => of.kind === 'workday'));
          skipped.push(...daysOff.skipped);
          return fromHaloWorkday(row, fallbackZoneName);
        },
      });
      return { workingHours: workdays.values, holidays, skipped: [...workdays.skipped, ...skipped] };
    },

    async leave(window) {
      const asked = await listHolidays(
        deps,
        dayOf(window.startMs - longestLeaveMs),
        dayOf(window.endMs + longestLeaveMs),
      );
      const { values, skipped } = readHolidays(asked);
      // A day more on each side: the window is instants, leave is days of whatever zone.
      const first = dayOf(window.startMs - dayMs);
      const last = dayOf(window.endMs + dayMs);
      const isWanted = ({ of, firstDay, lastDay }: Holiday) =>
        of.kind === 'agent' && lastDay >= first && firstDay <= last;
      return { holidays: values.filter(isWanted), skipped };
    },

    async tenantSettings() {
      try {
        return fromHaloControl(await getControl(deps), context.times);
      } catch (error) {
        // Most agents may not read the tenant's settings: the zone is then asked of the person.
        if (error instanceof ForbiddenError || error instanceof GoneError) return null;
        throw error;
      }
    },

    async recurringMasters(agentId, { most, mayReadOn }) {
      const rows: unknown[] = [];
      let pages = 0;
      let isMore = false;
      for await (const page of listAppointments(deps, { agentIds: [agentId], only: 'masters' })) {
        rows.push(...page.rows);
        pages += 1;
        isMore = page.next !== null;
        if (isMore && (pages === mostMasterPages || !(await mayReadOn()))) break;
      }
      const masters = fromHaloMasters(rows, { agentId, origin: deps.origin, times: context.times });
      return { masters: masters.slice(0, most), isCut: isMore || masters.length > most };
    },

    async ticket(id) {
      try {
        return fromHaloTicket(await getTicket(deps, id), deps.origin);
      } catch (error) {
        if (error instanceof GoneError) return null;
        throw error;
      }
    },

    async busy(agentIds, window) {
      const blocks = new Map<number, BusyBlock[]>(agentIds.map((id) => [id, []]));
      if (agentIds.length === 0) return blocks;
      const asked = { agentIds, between: widened(window, context.times) };
      for await (const { rows } of listAppointments(deps, asked)) {
        const { values } = readRows(rows, {
          what: 'appointment',
          schema: HaloAppointment,
          map: (row) => readBusy(row, context, deps.agentId),
        });
        for (const block of values) {
          if (block !== null && overlaps(block, window)) blocks.get(block.agentId)?.push(block.busy);
        }
      }
      return blocks;
    },
  };
}

function readHolidays(rows: readonly unknown[], workdayId?: number) {
  return readRows(rows, {
    what: 'holiday',
    schema: HaloHoliday,
    map: (row) => fromHaloHoliday(row, workdayId),
  });
}

/** The day of an instant by UTC, for bounds that have days to spare. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** Halo's mark of an appointment that is done. Other outcomes are not known and stay busy. */
const completed = 0;

function readBusy(row: HaloAppointment, context: HaloContext, myAgentId: number | null) {
  if (!isAppointment(row) || row.complete_status === completed) return null;
  const record = fromHaloAppointment(row, context);
  if ('unreadable' in record) return record;
  const interval: Interval = toInterval(record.content.span, context.zone);
  const isSecret = record.content.isPrivate && row.agent_id !== myAgentId;
  return { agentId: row.agent_id, ...interval, busy: { ...interval, label: isSecret ? '' : record.content.subject } };
}
