import { DateTime, IANAZone } from 'luxon';
import type { AppointmentRow } from './appointment-fields';
import type { HelpdeskContext } from './helpdesk-context';
import { type WorkdayRow, weekdays } from './helpdesk-state';

/** Halo's own sentence. That it comes in `_warning` of the save's answer is an assumption: see there, `toDetails`. */
const outsideWorkingHours = 'Please note that part or all of this Appointment falls outside the Agents working hours.';

/** The Windows names that this helpdesk uses, in the spelling of CLDR's `windowsZones`. */
const ianaByWindowsName: Readonly<Record<string, string>> = {
  'GMT Standard Time': 'Europe/London',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Eastern Standard Time': 'America/New_York',
  'India Standard Time': 'Asia/Kolkata',
};

/** What the helpdesk remarks on a timed appointment; null when it lies within the owner's hours, or when nobody can tell. */
export function workingHoursWarning(context: HelpdeskContext, row: AppointmentRow): string | null {
  const { agents, workdays, control } = context.state;
  const workdayId = agents.find((agent) => agent.id === row.agent_id)?.workday_id;
  const workday = workdays.find(({ id }) => id === workdayId);
  if (workday === undefined || row.allday === true || row.start_date === null || row.end_date === null) return null;
  const zone = toIanaZone(workday.timezone ?? control.rtimezone);
  if (zone === null) return null;

  const start = DateTime.fromISO(row.start_date, { zone: 'utc' }).setZone(zone);
  const end = DateTime.fromISO(row.end_date, { zone: 'utc' }).setZone(zone);
  for (let day = start.startOf('day'); day < end; day = day.plus({ days: 1 })) {
    const next = day.plus({ days: 1 });
    const hours = isFree(context, row, workday, day) ? null : hoursOn(workday, day);
    const from = start > day ? start : day;
    const until = end < next ? end : next;
    if (hours === null || from < hours.start || until > hours.end) return outsideWorkingHours;
  }
  return null;
}

function toIanaZone(name: string): string | null {
  const zone = ianaByWindowsName[name] ?? name;
  return IANAZone.isValidZone(zone) ? zone : null;
}

function hoursOn(workday: WorkdayRow, day: DateTime): { readonly start: DateTime; readonly end: DateTime } | null {
  const name = weekdays[day.weekday - 1];
  if (name === undefined || !workday[`inc${name}`]) return null;
  const start = workday.alldayssame ? workday.start : (workday[`start${name}`] ?? workday.start);
  const end = workday.alldayssame ? workday.end : (workday[`end${name}`] ?? workday.end);
  return start === null || end === null ? null : { start: atTimeOf(day, start), end: atTimeOf(day, end) };
}

/** Only the time counts: the date in a workday's field means nothing. */
function atTimeOf(day: DateTime, time: string): DateTime {
  return day.set({ hour: Number(time.slice(11, 13)), minute: Number(time.slice(14, 16)) });
}

function isFree({ state }: HelpdeskContext, row: AppointmentRow, workday: WorkdayRow, day: DateTime): boolean {
  const date = day.toFormat('yyyy-MM-dd');
  return state.holidays.some(
    (holiday) =>
      holiday.allday &&
      (holiday.workday_id === workday.id || (holiday.agent_id !== null && holiday.agent_id === row.agent_id)) &&
      holiday.date.slice(0, 10) <= date &&
      date <= holiday.end_date.slice(0, 10),
  );
}
