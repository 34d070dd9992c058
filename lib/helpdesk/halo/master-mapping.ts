import type { RecurringMaster } from '../../domain/recurring-master';
import { readRows } from '../../http/parse-answer';
import { HaloAppointment } from './schemas';
import { fromHaloTime, type HaloTimeConvention } from './times';
import { haloAppointmentUrl } from './web-addresses';

/** What is shown of words that anybody may have typed. */
const longestText = 150;

/** The series masters of an agent by subject; rows that are something else, or cannot be read, are not shown. */
export function fromHaloMasters(
  rows: readonly unknown[],
  of: { readonly agentId: number; readonly origin: string; readonly times: HaloTimeConvention },
): readonly RecurringMaster[] {
  const { values } = readRows(rows, {
    what: 'appointment',
    schema: HaloAppointment,
    // What the parameter does is documented in one unclear sentence: the rows themselves tell what they are.
    map: (row) => (row._recurringmaster === true && row.agent_id === of.agentId ? fromHaloMaster(row, of) : null),
  });
  return values
    .filter((master) => master !== null)
    .sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
}

function fromHaloMaster(
  row: HaloAppointment,
  { origin, times }: { readonly origin: string; readonly times: HaloTimeConvention },
): RecurringMaster {
  const start = row.allday === true ? null : fromHaloTime(row.start_date, times);
  const ticketId = row.ticket_id == null || row.ticket_id <= 0 ? null : row.ticket_id;
  return {
    id: String(row.id),
    subject: cut(row.subject),
    rule: cut(row.recurring_desc),
    startMs: start === null ? null : Date.parse(start),
    url: haloAppointmentUrl(origin, ticketId),
  };
}

function cut(text: unknown): string {
  return (typeof text === 'string' ? text : '').trim().slice(0, longestText);
}
