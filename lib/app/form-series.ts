import { differingFields } from '../domain/content-fields';
import { cutBefore } from '../domain/recurrence/cut-before';
import { expandSeries, type Occurrence } from '../domain/recurrence/expand-series';
import { toInterval } from '../domain/span-interval';
import type { Link } from '../sync/link';
import type { CalendarPort, SeriesRecord } from '../sync/ports';
import type { Desk } from './desk';

/** What may be taken back of a series that the form has made. */
export interface FormSeries {
  readonly masterId: string;
  readonly etag: string;
  /** The first of the dates that are still to come. */
  readonly first: Occurrence;
  /** How many are to come; null: without end. */
  readonly dates: number | null;
  /** Dates that are over: history, which stays. */
  readonly past: number;
  /** The rule that keeps those; null: there are none, and the whole series goes. */
  readonly keeping: readonly string[] | null;
}

/** The series of which the link's event is, or was, the first date; null: the form has made none, or it is not made yet. */
export function formSeriesId({ repeats, wanted, occurrence, calendar }: Link): string | null {
  if (repeats === undefined || wanted === null) return null;
  return occurrence?.masterId ?? (calendar.kind === 'made' ? calendar.id : null);
}

/** As far as anybody counts the dates of a series. */
const farMs = 25 * 366 * 24 * 3_600_000;

/**
 * Reads what is there of the series now. Null: nothing of it is to come. `touched`: the series, or a date of it that is
 * to come, was changed by somebody since, and is that one's work.
 */
export async function readFormSeries(
  { store, now }: Pick<Desk, 'store' | 'now'>,
  port: CalendarPort,
  link: Link,
): Promise<FormSeries | 'touched' | null> {
  const masterId = formSeriesId(link) ?? '';
  const { wanted, repeats = [] } = link;
  const master = (await port.read(masterId))?.series;
  if (master === undefined || wanted === null) return null;
  const exceptions = (await store.series(link.account, masterId))?.exceptions ?? [];
  const window = { startMs: 0, endMs: now() + farMs };
  const datesBy = (of: SeriesRecord) => expandSeries({ master: of, exceptions, window }).occurrences;
  const all = datesBy(master);
  const first = all.find(({ content }) => toInterval(content.span, master.zone).endMs > now());
  if (first === undefined) return null;
  const starts = (of: readonly Occurrence[]) => of.map(({ originalStart }) => originalStart);
  const isToCome = (originalStart: string | null) => originalStart !== null && originalStart >= first.originalStart;
  const isTouched =
    differingFields(master.content, port.normalise(wanted, master.content)).length > 0 ||
    String(starts(datesBy({ ...master, recurrence: repeats }))) !== String(starts(all)) ||
    exceptions.some(
      ({ originalStart, record, isUnreadable }) =>
        (isToCome(originalStart) && (record !== null || isUnreadable === true)) ||
        // A date of the past may have been moved behind the one that is next.
        (record !== null && toInterval(record.content.span, master.zone).endMs > now()),
    );
  if (isTouched) return 'touched';
  const dates = starts(all).filter(isToCome).length;
  const past = all.length - dates;
  return {
    ...{ masterId, etag: master.etag, first, past },
    dates: repeats.some((line) => /UNTIL|COUNT/.test(line)) ? dates : null,
    keeping: past === 0 ? null : cutBefore(master.recurrence, first.originalStart),
  };
}
