import type { AttendeeRole } from '../lib/domain/attendee';
import { minuteMs } from '../lib/domain/calendar-day';
import type { DraftAttendee } from '../lib/domain/draft';
import type { PersonHours } from '../lib/domain/form-view';
import type { Span } from '../lib/domain/span';
import type { MinuteRange } from '../lib/domain/workday';
import { type Finding, type LocalHours, localHoursLine } from '../lib/domain/working-hours';
import type { TextKey, Texts } from './texts';
import { dayText, minutesText, placeText } from './time-format';

const roleKeys: Record<AttendeeRole, TextKey> = {
  assignedAgent: 'formAssignedAgent',
  additionalAgent: 'formAdditionalAgent',
  customer: 'formCustomer',
  guest: 'formGuest',
};

/** `Leah Novak (assigned agent)`. */
export function attendeeText(t: Texts, person: DraftAttendee): string {
  return t(roleKeys[person.role], person.name || person.email);
}

/** For the list of attendees: `works 09:00 – 17:30 · 15:00 – 15:30 local time (Berlin)`; empty where there is nothing to say. */
export function hoursHint(t: Texts, span: Span, person: PersonHours, formZoneTime: string): string {
  if (person.hours === null) return t('formHoursNotKnown');
  const { zone } = person.hours;
  if (zone.kind === 'unknown') return zone.name === '' ? t('formZoneNone') : t('formZoneNotKnown', zone.name);
  const local = localHoursLine(span, person);
  if (local === null) return '';
  const theirTime = localRange(local);
  const place = placeText(local.zone);
  const off = local.holidays.map(({ kind, name }) => t(kind === 'leave' ? 'formOnLeave' : 'formOnHoliday', name));
  const works = [worksText(t, local), ...new Set(off)].join(', ');
  if (local.isAllDay || theirTime === formZoneTime) return t('formHoursAt', works, place);
  return t('formHoursAway', theirTime, place, works);
}

/** For the warning: when it is for them, when they work, and what else stands against it. */
export function warningText(t: Texts, span: Span, person: PersonHours, findings: readonly Finding[]): string {
  const local = localHoursLine(span, person);
  if (local === null) return '';
  const parts = [t('formLocalTime', local.isAllDay ? localDay(local) : localRange(local), placeText(local.zone))];
  if (!findings.some((finding) => finding.kind === 'dayOff' && local.days.length === 1))
    parts.push(worksText(t, local));
  const reasons = findings.map((finding) => findingText(t, finding, local)).filter((text) => text !== '');
  return [...parts, ...new Set(reasons)].join(', ');
}

function findingText(t: Texts, finding: Finding, local: LocalHours): string {
  switch (finding.kind) {
    case 'holiday':
      return t('formOnHoliday', finding.name);
    case 'leave':
      return t('formOnLeave', finding.name);
    case 'duringBreak':
      return t('formInBreak', (local.days[0]?.hours?.breaks ?? []).map(rangeText).join(', '));
    case 'dayOff':
      return local.days.length === 1 ? t('formDayOff') : '';
    case 'outsideHours':
    case 'unknownZone':
    case 'noWorkday':
      return '';
  }
}

function worksText(t: Texts, local: LocalHours): string {
  const plans = local.days.map(({ hours }) => (hours === null ? t('formDayOff') : t('formWorks', rangeText(hours))));
  return [...new Set(plans)].join(', ');
}

function rangeText({ start, end }: MinuteRange): string {
  return `${minutesText(start)} – ${minutesText(end)}`;
}

/** Local clock times; with the days where it is not one day. */
function localRange({ start, end }: LocalHours): string {
  const from = minutesText(start.minute);
  const to = minutesText(end.minute);
  return start.day === end.day ? `${from} – ${to}` : `${plainDay(start.day)} ${from} – ${plainDay(end.day)} ${to}`;
}

function localDay({ start }: LocalHours): string {
  return plainDay(start.day);
}

function plainDay(day: string): string {
  return dayText(Date.parse(`${day}T00:00:00Z`) + 720 * minuteMs, 'UTC');
}
