import type { AppointmentContent, Side } from './appointment';
import { dayMs, dayName } from './calendar-day';
import type { PersonHours } from './form-view';
import type { AgendaDays, AgendaItem } from './popup-view';
import type { Interval } from './span';
import { toInterval } from './span-interval';
import { isOutsideHours, workdayFindings } from './working-hours';
import { fromWallMs, toWallMs } from './zone-clock';

/** What the agenda needs of an appointment: its record on each side where it stands, the helpdesk's first. */
export interface AgendaEntry {
  /** Key of the link. */
  readonly key: string;
  readonly records: readonly AgendaRecord[];
  readonly ticketId: number | null;
}

export interface AgendaRecord {
  readonly side: Side;
  readonly content: AppointmentContent;
  readonly url: string | null;
}

/** For whom and when. */
export interface AgendaFrame {
  readonly me: PersonHours;
  readonly nowMs: number;
  /** IANA zone in which the agent reads the agenda. */
  readonly zone: string;
}

/** Today and the seven days after it. */
export const outsideDays = 8;

/** Both records of one appointment are one item. What spans several days stands under each of them, all-day items first. */
export function buildAgenda(entries: readonly AgendaEntry[], frame: AgendaFrame): AgendaDays {
  const { nowMs, zone } = frame;
  const today = Math.floor(toWallMs(nowMs, zone) / dayMs);
  const dayInterval = (day: number, count: number): Interval => ({
    startMs: fromWallMs(day * dayMs, zone),
    endMs: fromWallMs((day + count) * dayMs, zone),
  });
  const window = dayInterval(today, outsideDays);
  const items = entries.flatMap((entry) => {
    const item = toItem(entry, frame);
    return item !== null && fallsInto(item, window) ? [item] : [];
  });
  const agenda = [today, today + 1].flatMap((day) =>
    items
      .filter((item) => fallsInto(item, dayInterval(day, 1)))
      .map((item) => ({ ...item, key: `${item.key}@${dayName(day)}`, day: dayName(day) })),
  );
  const outside = items
    .filter((item) => item.isOutsideHours && item.endMs > nowMs)
    .map((item) => ({ ...item, day: dayName(Math.max(today, Math.floor(toWallMs(item.startMs, zone) / dayMs))) }));
  return { agenda: agenda.sort(byDay), outside: outside.sort(byDay) };
}

/**
 * The agenda of the same day after some appointments have changed: `keys` of all of them, `entries` of those that are
 * left. Null: it is the same.
 */
export function changeAgenda(
  before: AgendaDays,
  keys: ReadonlySet<string>,
  entries: readonly AgendaEntry[],
  frame: AgendaFrame,
): AgendaDays | null {
  const changed = buildAgenda(entries, frame);
  const isKept = ({ linkId }: AgendaItem) => !keys.has(linkId);
  const agenda = before.agenda.filter(isKept);
  const outside = before.outside.filter((item) => isKept(item) && item.endMs > frame.nowMs);
  const isSame = agenda.length === before.agenda.length && outside.length === before.outside.length;
  if (isSame && changed.agenda.length + changed.outside.length === 0) return null;
  return {
    agenda: [...agenda, ...changed.agenda].sort(byDay),
    outside: [...outside, ...changed.outside].sort(byDay),
  };
}

type Item = Omit<AgendaItem, 'day'>;

/** The helpdesk's record speaks for both: it is the one that names the ticket. */
function toItem({ key, records, ticketId }: AgendaEntry, { me, zone }: AgendaFrame): Item | null {
  const [main] = records;
  if (main === undefined) return null;
  const { subject, span } = main.content;
  const isBusy = records.every(({ content }) => content.showAs === 'busy');
  return {
    key,
    linkId: key,
    subject,
    ...toInterval(span, zone),
    isAllDay: span.kind === 'allDay',
    // What either side shows as free takes nobody's time: a birthday on a Sunday is no warning.
    isOutsideHours: isBusy && isOutsideHours(workdayFindings(span, me)),
    on: records.map(({ side, url }) => ({ side, url })),
    ticketId,
  };
}

/** Something without length falls into the day in which it stands. */
function fallsInto({ startMs, endMs }: Interval, window: Interval): boolean {
  return startMs < window.endMs && Math.max(endMs, startMs + 1) > window.startMs;
}

function byDay(a: AgendaItem, b: AgendaItem): number {
  return (
    compareText(a.day, b.day) ||
    Number(b.isAllDay) - Number(a.isAllDay) ||
    a.startMs - b.startMs ||
    a.endMs - b.endMs ||
    compareText(a.subject, b.subject) ||
    compareText(a.key, b.key)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
