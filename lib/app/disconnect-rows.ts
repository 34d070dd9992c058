import type { AppointmentContent, Side } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { SkippedRow } from '../domain/problem';
import type { Link, MadeSide } from '../sync/link';
import { type Desk, isProblem, portOf } from './desk';
import { docketsOwn } from './disconnect';
import { formSeriesId } from './form-series';
import type { NewRow } from './prepare-review';
import { seriesRows } from './series-rows';

/**
 * What Docket made on a side and what is still to come there: what the agent may take back before leaving it. What
 * somebody changed there since is somebody's work: it is left out, and said so.
 */
export async function disconnectRows(
  desk: Desk,
  side: Side,
): Promise<{ readonly rows: readonly NewRow[]; readonly leftOut: readonly SkippedRow[] }> {
  const rows: NewRow[] = [];
  const leftOut: SkippedRow[] = [];
  for (const link of await docketsOwn(desk, side)) {
    const { [side]: state } = link;
    if (side === 'calendar' && formSeriesId(link) !== null) {
      const found = await seriesRows(desk, link, 'madeByDocket');
      rows.push(...found.rows);
      leftOut.push(...found.leftOut);
      continue;
    }
    if (state.kind !== 'made' || link.endMs <= desk.now()) continue;
    const { id, content } = state;
    const connection = await portOf(desk, link, side);
    const expected = asDocketLeftIt(link, state);
    const held = isProblem(connection) ? expected : connection.port.normalise(expected, content);
    const isChanged = differingFields(content, held).some((field) => state.unread?.includes(field) !== true);
    const { subject } = content;
    if (isChanged) leftOut.push({ what: 'appointment', id, subject, reason: 'it was changed since' });
    else rows.push(toRow(link, side, state, expected));
  }
  return { rows: rows.sort((one, other) => one.startMs - other.startMs), leftOut };
}

/** What the record held when Docket wrote it last; what somebody changed there since may have been read already. */
function asDocketLeftIt({ wanted }: Link, { agreed, content }: MadeSide): AppointmentContent {
  return agreed ?? wanted ?? content;
}

function toRow(link: Link, side: Side, { id, content }: MadeSide, expected: AppointmentContent): NewRow {
  const { startMs, endMs, occurrence } = link;
  return {
    linkId: link.key,
    action: 'remove',
    side,
    subject: content.subject,
    startMs,
    endMs,
    isAllDay: content.span.kind === 'allDay',
    isRecurring: occurrence !== null,
    why: 'madeByDocket',
    isOutsideHours: false,
    inverse: { recordId: id, expected, content: null, fields: [], occurrence },
  };
}
