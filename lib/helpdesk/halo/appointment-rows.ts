import { dayMs } from '../../domain/calendar-day';
import { overlaps } from '../../domain/intervals';
import type { SkippedRow } from '../../domain/problem';
import type { Interval } from '../../domain/span';
import { toInterval } from '../../domain/span-interval';
import { readRows, type UnreadableRow } from '../../http/parse-answer';
import type { RemoteRecord } from '../../sync/ports';
import { fromHaloAppointment, type HaloContext } from './mapping';
import { HaloAppointment } from './schemas';
import { type HaloTimeConvention, toHaloTime } from './times';

export interface ReadAppointments {
  readonly records: readonly RemoteRecord[];
  readonly skipped: readonly SkippedRow[];
}

/** Rows of a list as records: appointments and tasks, each occurrence of a series by itself. */
export function readAppointments(rows: readonly unknown[], context: HaloContext): ReadAppointments {
  const { values, skipped } = readRows(rows, {
    what: 'appointment',
    schema: HaloAppointment,
    map: (row) => (isOfCalendar(row) ? fromHaloAppointment(row, context) : null),
  });
  return { records: values.filter((record) => record !== null), skipped };
}

/** Unreadable where the row is cut short, as the answer to a write may be, or makes no sense. */
export function readAppointment(row: unknown, context: HaloContext): RemoteRecord | UnreadableRow {
  const parsed = HaloAppointment.safeParse(row);
  return parsed.success ? fromHaloAppointment(parsed.data, context) : { unreadable: 'fields are missing' };
}

export function touches(record: RemoteRecord, window: Interval, zone: string): boolean {
  return overlaps(toInterval(record.content.span, zone), window);
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

/** Something at a time with people: no to-do. */
export function isAppointment(row: HaloAppointment): boolean {
  return row.is_task !== true && isOfCalendar(row);
}

/** The list also gives holidays, shifts and series masters. */
function isOfCalendar(row: HaloAppointment): boolean {
  return !(row._recurringmaster === true || row.holiday_id || (row.shift_type_id ?? 0) > 0);
}
