import type { Problem, SkippedRow } from '../domain/problem';
import { toInterval } from '../domain/span-interval';
import type { Link } from '../sync/link';
import { type Desk, isProblem, portOf } from './desk';
import { readFormSeries } from './form-series';
import type { NewRow } from './prepare-review';

/** A series of the form as a row of a review, with what of it would go and what stays; or why it is left alone. */
export async function seriesRows(
  desk: Desk,
  link: Link,
  why: NewRow['why'],
): Promise<{ readonly rows: readonly NewRow[]; readonly leftOut: readonly SkippedRow[] }> {
  const found = await read(desk, link);
  if (found === null) return { rows: [], leftOut: [] };
  if (found === 'touched' || 'kind' in found) {
    const reason = found === 'touched' ? { reason: 'it was changed since' } : { reason: found.kind, problem: found };
    return { rows: [], leftOut: [{ what: 'appointment', id: link.key, subject: link.subject, ...reason }] };
  }
  const { masterId, etag, first, dates, past } = found;
  const { content } = first;
  const row: NewRow = {
    linkId: link.key,
    action: 'remove',
    side: 'calendar',
    subject: content.subject,
    ...toInterval(content.span, desk.zone()),
    isAllDay: content.span.kind === 'allDay',
    isRecurring: true,
    why,
    isOutsideHours: false,
    series: { dates, past },
    inverse: { recordId: masterId, expected: content, content: null, fields: [], occurrence: null, seriesEtag: etag },
  };
  return { rows: [row], leftOut: [] };
}

async function read(desk: Desk, link: Link): Promise<Awaited<ReturnType<typeof readFormSeries>> | Problem> {
  const connection = await portOf(desk, link, 'calendar');
  if (isProblem(connection)) return connection;
  return readFormSeries(desk, connection.port, link).catch((error: unknown) => desk.toProblem(error, 'calendar'));
}
