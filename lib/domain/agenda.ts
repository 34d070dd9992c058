import type { AppointmentContent, Side } from './appointment';
import { dayMs, dayName } from './calendar-day';
import type { PersonHours } from './form-view';
import type { AgendaItem } from './popup-view';
import type { Interval } from './span';
import { toInterval } from './span-interval';
import { isOutsideHours, workdayFindings } from './working-hours';
import { fromWallMs, toWallMs } from './zone-clock';

/** What the agenda needs of a record of either side. */
export interface AgendaRecord {
  readonly id: string;
  readonly content: AppointmentContent;
  readonly creationKey: string | null;
  readonly twinId: string | null;
  readonly ticketId: number | null;
  readonly url: string | null;
}

export interface AgendaRequest {
  readonly helpdesk: readonly AgendaRecord[];
  readonly calendar: readonly AgendaRecord[];
  /** Pairs that are known already, by the ids of both records. */
  readonly links: readonly { readonly helpdeskId: string; readonly calendarId: string }[];
  readonly me: PersonHours;
  readonly nowMs: number;
  /** IANA zone in which the agent reads the agenda. */
  readonly zone: string;
}

/** Today and the seven days after it. */
const outsideDays = 8;

/**
 * Today's and tomorrow's agenda, and what of the coming days falls outside the agent's hours. Both records of one
 * appointment are one item. What spans several days stands under each of them, all-day items first.
 */
export function buildAgenda(request: AgendaRequest): {
  readonly agenda: readonly AgendaItem[];
  readonly outside: readonly AgendaItem[];
} {
  const { me, nowMs, zone } = request;
  const today = Math.floor(toWallMs(nowMs, zone) / dayMs);
  const dayInterval = (day: number, count: number): Interval => ({
    startMs: fromWallMs(day * dayMs, zone),
    endMs: fromWallMs((day + count) * dayMs, zone),
  });
  const window = dayInterval(today, outsideDays);
  const items = pairRecords(request)
    .map((pair) => ({ pair, interval: toInterval(pair.main.content.span, zone) }))
    .filter(({ interval }) => fallsInto(interval, window))
    .map(({ pair, interval }) => toItem(pair, interval, me));

  const agenda = [today, today + 1].flatMap((day) =>
    items
      .filter((item) => fallsInto(item, dayInterval(day, 1)))
      .map((item) => ({ ...item, key: `${item.key}@${dayName(day)}`, day: dayName(day) }))
      .sort(byTime),
  );
  const outside = items
    .filter((item) => item.isOutsideHours && item.endMs > nowMs)
    .map((item) => ({ ...item, day: dayName(Math.max(today, Math.floor(toWallMs(item.startMs, zone) / dayMs))) }))
    .sort((a, b) => compareText(a.day, b.day) || byTime(a, b));
  return { agenda, outside };
}

type Item = Omit<AgendaItem, 'day'>;

interface Pair {
  readonly main: AgendaRecord;
  readonly records: readonly { readonly side: Side; readonly record: AgendaRecord }[];
}

/** The helpdesk's record speaks for a pair: it is the one that names the ticket. */
function pairRecords({ helpdesk, calendar, links }: AgendaRequest): readonly Pair[] {
  const calendarIdOf = new Map(links.map(({ helpdeskId, calendarId }) => [helpdeskId, calendarId]));
  const left = new Set(calendar);
  const byId = new Map(calendar.map((record) => [record.id, record]));
  const byTwin = new Map(calendar.map((record) => [record.twinId, record]));
  const byKey = new Map(calendar.map((record) => [record.creationKey, record]));
  const pairs = helpdesk.map((record): Pair => {
    const candidates = [
      byId.get(calendarIdOf.get(record.id) ?? ''),
      byId.get(record.twinId ?? ''),
      byTwin.get(record.id),
      record.creationKey === null ? undefined : byKey.get(record.creationKey),
    ];
    const twin = candidates.find((candidate) => candidate !== undefined && left.delete(candidate));
    const own = { side: 'helpdesk', record } as const;
    return { main: record, records: twin === undefined ? [own] : [own, { side: 'calendar', record: twin }] };
  });
  const alone = [...left].map((record): Pair => ({ main: record, records: [{ side: 'calendar', record }] }));
  return [...pairs, ...alone];
}

function toItem({ main, records }: Pair, interval: Interval, me: PersonHours): Item {
  const { subject, span } = main.content;
  const isBusy = records.every(({ record }) => record.content.showAs === 'busy');
  return {
    key: records.map(({ side, record }) => `${side}:${record.id}`).join('+'),
    subject,
    ...interval,
    isAllDay: span.kind === 'allDay',
    // What either side shows as free takes nobody's time: a birthday on a Sunday is no warning.
    isOutsideHours: isBusy && isOutsideHours(workdayFindings(span, me)),
    on: records.map(({ side, record }) => ({ side, url: record.url })),
    ticketId: records.map(({ record }) => record.ticketId).find((id) => id !== null) ?? null,
  };
}

/** Something without length falls into the day in which it stands. */
function fallsInto({ startMs, endMs }: Interval, window: Interval): boolean {
  return startMs < window.endMs && Math.max(endMs, startMs + 1) > window.startMs;
}

function byTime(a: Item, b: Item): number {
  return (
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
