import type { Desk } from '../../../lib/app/desk';
import type { CalendarInfo } from '../../../lib/domain/calendar-info';
import type { CalendarPort } from '../../../lib/sync/ports';
import { createMemoryCalendar, type MemoryCalendar } from '../../fakes/memory-calendar';
import { setUpDesk } from './desk-scene';

/** The calendar that is chosen at first, and the agent's other one. */
export const ownCalendar = 'leah.novak@acme.example';
export const otherCalendar = 'projects';

/** The use cases before several calendars, each with ids and cursors of its own, as Google's are. */
export function setUpCalendars() {
  const scene = setUpDesk();
  const calendars = new Map<string, MemoryCalendar>();
  const calendarOf = (id: string): MemoryCalendar => {
    const known = calendars.get(id);
    if (known !== undefined) return known;
    const made = createMemoryCalendar({
      side: 'calendar',
      create: 'idempotent',
      zone: 'UTC',
      now: scene.desk.now,
      place: calendars.size + 1,
    });
    calendars.set(id, made);
    return made;
  };
  const desk: Desk = {
    ...scene.desk,
    async calendar(named) {
      const { calendar } = scene.settings();
      if (calendar === null || (named !== undefined && named.email !== calendar.email)) {
        return { kind: 'notConnected', side: 'calendar' };
      }
      return {
        account: calendar,
        port: calendarOf(named?.calendarId ?? calendar.calendarId).port,
        freeBusy: { freeBusy: async () => new Map() },
        listCalendars: async () => [infoOf(ownCalendar, 'primary'), infoOf(otherCalendar, 'other')],
      };
    },
  };
  return {
    ...scene,
    desk,
    calendarOf,
    subjectsOf: (id: string) => [...calendarOf(id).records.values()].map(({ content }) => content.subject).sort(),
  };
}

export type CalendarsScene = ReturnType<typeof setUpCalendars>;

/** What an account says of one of its calendars. */
export function infoOf(id: string, kind: 'primary' | 'other'): CalendarInfo {
  return { id, name: id, isPrimary: kind === 'primary', canWrite: true, accessRole: 'owner', zone: 'UTC' };
}

/** The desk with another port of a calendar, whichever is chosen. */
export function withCalendarPort(desk: Desk, change: (port: CalendarPort) => CalendarPort): Desk {
  return {
    ...desk,
    async calendar(named) {
      const side = await desk.calendar(named);
      return 'kind' in side ? side : { ...side, port: change(side.port) };
    },
  };
}
