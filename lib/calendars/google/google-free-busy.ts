import type { Availability, BusyBlock } from '../../domain/availability';
import { emailKey } from '../../domain/email-address';
import { formatInstant } from '../../domain/span-interval';
import type { FreeBusyPort } from '../../sync/ports';
import { type GoogleDeps, mostFreeBusyCalendars, queryFreeBusy } from './client';
import type { GoogleFreeBusy } from './schemas';

/** Free and busy times of people by their address, as far as they share them with the signed-in account. */
export function createGoogleFreeBusy(deps: GoogleDeps): FreeBusyPort {
  return {
    async freeBusy(emails, window) {
      const times = new Map<string, Availability>();
      const calendarIds = [...new Set(emails.map(emailKey))];
      const [timeMin, timeMax] = [formatInstant(window.startMs), formatInstant(window.endMs)];
      for (let from = 0; from < calendarIds.length; from += mostFreeBusyCalendars) {
        const chunk = calendarIds.slice(from, from + mostFreeBusyCalendars);
        const { calendars } = await queryFreeBusy(deps, { timeMin, timeMax, calendarIds: chunk });
        const answered = new Map(Object.entries(calendars).map(([id, calendar]) => [emailKey(id), calendar]));
        for (const id of chunk) times.set(id, toAvailability(answered.get(id)));
      }
      return times;
    },
  };
}

type CalendarAnswer = GoogleFreeBusy['calendars'][string];

/** An error of one calendar, a calendar left out, or a time that cannot be read: not known, which is not free. */
function toAvailability(calendar: CalendarAnswer | undefined): Availability {
  if (calendar === undefined) return { kind: 'unknown', reason: 'failed' };
  const reason = calendar.errors?.[0]?.reason;
  if (calendar.errors !== undefined && calendar.errors.length > 0)
    return { kind: 'unknown', reason: whyUnknown(reason) };
  const busy: BusyBlock[] = [];
  for (const { start, end } of calendar.busy ?? []) {
    const block = { startMs: Date.parse(start), endMs: Date.parse(end), label: '' };
    if (!(block.startMs <= block.endMs)) return { kind: 'unknown', reason: 'failed' };
    busy.push(block);
  }
  return { kind: 'known', busy };
}

function whyUnknown(reason: string | undefined): 'notShared' | 'tooMany' | 'failed' {
  switch (reason) {
    case 'notFound':
      return 'notShared';
    case 'tooManyCalendarsRequested':
    case 'groupTooBig':
      return 'tooMany';
    default:
      return 'failed';
  }
}
