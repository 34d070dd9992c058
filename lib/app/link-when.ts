import type { When } from '../domain/sync-views';
import type { Link } from '../sync/link';

/** When an item is, for a list of items. */
export function linkWhen({ startMs, endMs, helpdesk, calendar }: Link): When {
  const shown = calendar.kind === 'made' ? calendar : helpdesk;
  return { startMs, endMs, isAllDay: shown.kind === 'made' && shown.content.span.kind === 'allDay' };
}
