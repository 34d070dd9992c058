import {
  type AccessRole,
  accessRoles,
  findCalendar,
  type GoogleAccount,
  type GoogleCalendar,
  type GoogleWorld,
  hasRole,
  type ListedCalendar,
  roleOn,
} from './google-state';
import type { Query } from './query-parameters';

/** A calendar as it stands in an account's list (CalendarListEntry). */
export interface CalendarListEntry {
  readonly kind: 'calendar#calendarListEntry';
  readonly etag: string;
  readonly id: string;
  readonly accessRole: AccessRole;
  readonly [field: string]: unknown;
}

export const defaultReminders = [{ method: 'popup', minutes: 10 }];

/** The account's list: calendars that are no longer shared with it have left it. */
export function listCalendars(world: GoogleWorld, account: GoogleAccount, query: Query): readonly CalendarListEntry[] {
  const least = accessRoles.find((role) => role === query.text('minAccessRole')) ?? 'freeBusyReader';
  return [...account.calendarList].flatMap(([id, listed]) => {
    if (listed.hidden === true && !query.flag('showHidden')) return [];
    const entry = readEntry(world, account, id, listed);
    return entry === null || !hasRole(entry.accessRole, least) ? [] : [entry];
  });
}

/** One entry, or null when the calendar is not in the list. */
export function findEntry(
  world: GoogleWorld,
  account: GoogleAccount,
  calendar: GoogleCalendar,
): CalendarListEntry | null {
  const listed = account.calendarList.get(calendar.id);
  return listed === undefined ? null : readEntry(world, account, calendar.id, listed);
}

function readEntry(
  world: GoogleWorld,
  account: GoogleAccount,
  id: string,
  listed: ListedCalendar,
): CalendarListEntry | null {
  const calendar = findCalendar(world.state, id);
  const accessRole = calendar === undefined ? null : roleOn(calendar, account.email);
  if (calendar === undefined || accessRole === null) return null;
  const isPrimary = calendar.id === account.email;
  return {
    kind: 'calendar#calendarListEntry',
    etag: `"${1_500_000_000_000_000 + calendar.summary.length}"`,
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description === undefined ? {} : { description: calendar.description }),
    ...(listed.summaryOverride === undefined ? {} : { summaryOverride: listed.summaryOverride }),
    timeZone: calendar.zone,
    colorId: '7',
    backgroundColor: '#42d692',
    foregroundColor: '#000000',
    ...(listed.hidden === true ? { hidden: true } : {}),
    selected: listed.selected ?? true,
    accessRole,
    defaultReminders: isPrimary ? defaultReminders : [],
    ...(isPrimary ? { primary: true } : {}),
    conferenceProperties: { allowedConferenceSolutionTypes: calendar.conferenceTypes },
  };
}
