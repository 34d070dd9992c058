import { dayMs } from '../../lib/domain/calendar-day';
import { expandSeries } from '../../lib/domain/recurrence/expand-series';
import { spanFrom } from '../../lib/domain/recurrence/original-start';
import { toInterval } from '../../lib/domain/span-interval';
import type { RemoteRecord, SeriesException, SeriesRecord } from '../../lib/sync/ports';

/** One series as a side in memory holds it; exceptions by their original start. */
export interface MemorySeries {
  readonly master: SeriesRecord;
  readonly exceptions: ReadonlyMap<string, SeriesException>;
}

/** As Google names them: by the UTC start, after the first part of a split series. */
export function memoryInstanceId(masterId: string, originalStart: string): string {
  return `${familyOf(masterId)}_${originalStart.replaceAll(/[-:]/g, '')}`;
}

/** The series and original start that an instance id names; null where no series has it. */
export function findInstance(
  series: ReadonlyMap<string, MemorySeries>,
  id: string,
): { readonly of: MemorySeries; readonly originalStart: string } | null {
  const [, family, day, time] = /^(.+)_(\d{8})(?:T(\d{6})Z)?$/.exec(id) ?? [];
  if (family === undefined || day === undefined) return null;
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const clock = time === undefined ? '' : `T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`;
  const originalStart = date + clock;
  for (const of of series.values()) {
    if (familyOf(of.master.id) !== family) continue;
    if (of.exceptions.has(originalStart) || hasOccurrence(of.master, originalStart)) return { of, originalStart };
  }
  return null;
}

/** What stands at an original start: an exception, else what the rule makes of it; null where it is cancelled. */
export function instanceRecord({ master, exceptions }: MemorySeries, originalStart: string): RemoteRecord | null {
  const exception = exceptions.get(originalStart);
  if (exception !== undefined) return exception.record;
  const { etag, content, url, traits } = master;
  return {
    id: memoryInstanceId(master.id, originalStart),
    etag,
    content: { ...content, span: spanFrom(Date.parse(originalStart), content.span) },
    creationKey: null,
    twinId: null,
    ticketId: master.ticketId,
    url,
    remark: null,
    traits,
    changedAtMs: null,
  };
}

/** The master as a read of its own id shows it: its first occurrence. */
export function masterRecord({ master }: MemorySeries): RemoteRecord {
  const { id, etag, content, creationKey, ticketId, url, traits } = master;
  return { id, etag, content, creationKey, ticketId, url, traits, twinId: null, remark: null, changedAtMs: null };
}

export function hasOccurrence(master: SeriesRecord, originalStart: string): boolean {
  return startsBetween(master, originalStart, originalStart).includes(originalStart);
}

/** The rule up to, and from, an occurrence. The first part ends a second (a day) before it. */
export function splitRule(
  master: SeriesRecord,
  originalStart: string,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const isDate = originalStart.length === 10;
  const until = new Date(Date.parse(originalStart) - (isDate ? dayMs : 1000)).toISOString();
  const compact = isDate ? until.slice(0, 10).replaceAll('-', '') : `${until.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const used = startsBetween(master, startOf(master), originalStart).filter((start) => start < originalStart).length;
  const isRule = (line: string) => line.startsWith('RRULE:');
  return {
    before: master.recurrence.map((line) =>
      isRule(line) ? `${line.replace(/;(?:UNTIL|COUNT)=[^;]*/g, '')};UNTIL=${compact}` : line,
    ),
    after: master.recurrence.map((line) =>
      line.replace(/(^RRULE:.*COUNT=)(\d+)/, (_, head: string, count: string) => `${head}${Number(count) - used}`),
    ),
  };
}

export function startOf({ content: { span } }: SeriesRecord): string {
  return span.start;
}

function startsBetween(master: SeriesRecord, from: string, to: string): readonly string[] {
  const bound = (start: string) => ({ ...master.content, span: spanFrom(Date.parse(start), master.content.span) });
  const window = {
    startMs: toInterval(bound(from).span, master.zone).startMs,
    endMs: toInterval(bound(to).span, master.zone).startMs + 1,
  };
  return expandSeries({ master, exceptions: [], window }).occurrences.map(({ originalStart }) => originalStart);
}

function familyOf(masterId: string): string {
  return masterId.replace(/_R\d{8}(?:T\d{6})?$/, '');
}
