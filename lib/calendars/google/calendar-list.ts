import type { CalendarInfo } from '../../domain/calendar-info';
import type { SkippedRow } from '../../domain/problem';
import { readRows } from '../../http/parse-answer';
import { type GoogleDeps, listCalendars } from './client';
import { GoogleCalendarEntry } from './schemas';

/** Newer words of Google for "may write" go here; a word nobody knows does not allow it. */
const writingRoles = ['owner', 'writer', 'writerWithoutPrivateAccess'];

/** The calendars the signed-in account is subscribed to. The id of the primary one is the account's address. */
export async function listGoogleCalendars(
  deps: GoogleDeps,
): Promise<{ readonly calendars: readonly CalendarInfo[]; readonly skipped: readonly SkippedRow[] }> {
  const calendars: CalendarInfo[] = [];
  const skipped: SkippedRow[] = [];
  for await (const rows of listCalendars(deps)) {
    const page = readRows(rows, { what: 'calendar', schema: GoogleCalendarEntry, map: fromGoogleCalendar });
    calendars.push(...page.values.filter((calendar) => calendar !== null));
    skipped.push(...page.skipped);
  }
  return { calendars, skipped };
}

function fromGoogleCalendar(entry: GoogleCalendarEntry): CalendarInfo | null {
  if (entry.deleted === true) return null;
  const accessRole = entry.accessRole ?? '';
  return {
    id: entry.id,
    name: entry.summaryOverride || entry.summary || entry.id,
    isPrimary: entry.primary ?? false,
    canWrite: writingRoles.includes(accessRole),
    accessRole,
    zone: entry.timeZone ?? '',
  };
}
