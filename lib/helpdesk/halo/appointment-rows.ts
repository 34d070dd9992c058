import { dayMs } from '../../domain/calendar-day';
import { overlaps } from '../../domain/intervals';
import type { Interval } from '../../domain/span';
import { toInterval } from '../../domain/span-interval';
import { readRows } from '../../http/parse-answer';
import type { ListPage } from '../../sync/ports';
import { type HaloDeps, listAppointments } from './client';
import { fromHaloAppointment, type HaloContext } from './mapping';
import { HaloAppointment } from './schemas';
import { type HaloTimeConvention, toHaloTime } from './times';

/** One agent's appointments that touch the window, page by page. */
export async function* listRecords(
  deps: HaloDeps,
  context: HaloContext,
  agentId: number,
  window: Interval,
): AsyncGenerator<ListPage> {
  const asked = { agentIds: [agentId], ...widened(window, context.times) };
  for await (const rows of listAppointments(deps, asked)) {
    const { values, skipped } = readRows(rows, {
      what: 'appointment',
      schema: HaloAppointment,
      map: (row) => (isAppointment(row) ? fromHaloAppointment(row, context) : null),
    });
    const records = values.filter((record) => record !== null);
    yield {
      records: records.filter(({ content }) => overlaps(toInterval(content.span, context.zone), window)),
      skipped,
    };
  }
}

/** Halo leaves out what began before the window even if it still goes on: a working week is looked back over. */
const longestAppointmentMs = 4 * dayMs;

/**
 * The bounds to ask for. In which zone Halo compares them, and whether an end may lie behind the last, is not known: so
 * one more day on each side, and the caller looks at every row itself.
 */
export function widened(window: Interval, times: HaloTimeConvention): { from: string; to: string } {
  const startMs = window.startMs - longestAppointmentMs - dayMs;
  return { from: toHaloTime(startMs, times), to: toHaloTime(window.endMs + dayMs, times) };
}

/** The list also gives to-dos, holidays, shifts and series masters. */
export function isAppointment(row: HaloAppointment): boolean {
  return !(row.is_task === true || row._recurringmaster === true || row.holiday_id || (row.shift_type_id ?? 0) > 0);
}
