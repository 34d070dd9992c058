import type { Agent } from '../../../lib/domain/agent';
import type { PersonTime } from '../../../lib/domain/availability';
import type { Draft, DraftAttendee } from '../../../lib/domain/draft';
import type { PersonHours } from '../../../lib/domain/form-view';
import { noRepeat } from '../../../lib/domain/recurrence/repeat-pattern';
import type { Interval } from '../../../lib/domain/span';
import type { Ticket } from '../../../lib/domain/ticket';
import type { Holiday, MinuteRange, WorkdayHours, WorkingHours } from '../../../lib/domain/workday';

/** `at('2026-11-23T09:00Z')` in epoch ms. */
export const at = (iso: string): number => Date.parse(iso);
export const between = (start: string, end: string): Interval => ({ startMs: at(start), endMs: at(end) });
export const timed = (start: string, end: string, zone = 'UTC') => ({ kind: 'timed', start, end, zone }) as const;
export const allDay = (start: string, end: string) => ({ kind: 'allDay', start, end }) as const;

const hour = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};
export const range = (text: string): MinuteRange => {
  const [start = '', end = ''] = text.split('-');
  return { start: hour(start), end: hour(end) };
};

/** A plan from Monday on: `plan('Europe/London', ['09:00-17:30'], ['12:30-13:00'])` is Monday to Friday. */
export function plan(zone: string, days: readonly (string | null)[], breaks: readonly string[] = []): WorkingHours {
  const week = days.length === 1 ? [...Array.from({ length: 5 }, () => days[0] ?? null), null, null] : days;
  const toHours = (day: string | null): WorkdayHours | null =>
    day === null ? null : { ...range(day), breaks: breaks.map(range) };
  return { workdayId: 1, name: 'Office', zone: { kind: 'known', zone }, days: week.map(toHours) };
}

export const person = (hours: WorkingHours | null, ...holidays: readonly Holiday[]): PersonHours => ({
  hours,
  holidays,
});

export const holiday = (name: string, firstDay: string, lastDay = firstDay, part?: string): Holiday => ({
  name,
  of: { kind: 'workday', workdayId: 1 },
  firstDay,
  lastDay,
  ...(part === undefined ? {} : { part: range(part) }),
});
export const leave = (name: string, firstDay: string, lastDay = firstDay): Holiday => ({
  ...holiday(name, firstDay, lastDay),
  of: { kind: 'agent', agentId: 2 },
});

export const agent = (id: number, name: string, email: string, more: Partial<Agent> = {}): Agent => ({
  id,
  name,
  email,
  googleEmail: '',
  isDisabled: false,
  workdayId: 1,
  workdayZoneName: '',
  ...more,
});

export const ticket = (more: Partial<Ticket> = {}): Ticket => ({
  id: 1001,
  summary: 'Printer',
  clientName: 'Acme',
  siteName: 'Main',
  customer: null,
  assignedAgentId: null,
  additionalAgentIds: [],
  url: 'https://acme.example/ticket?id=1001',
  ...more,
});

export const attendee = (email: string, more: Partial<DraftAttendee> = {}): DraftAttendee => ({
  email,
  name: email,
  role: 'guest',
  isTicked: true,
  isRequired: true,
  ...more,
});

export const draft = (more: Partial<Draft> = {}): Draft => ({
  id: 'draft-00001',
  ticketId: 1001,
  subject: 'Replace the printer',
  notes: '',
  location: '',
  date: '2026-11-23',
  start: '09:00',
  end: '09:30',
  allDay: false,
  zone: 'Europe/London',
  attendees: [],
  mail: 'nobody',
  isPrivate: false,
  repeat: noRepeat,
  showAs: 'busy',
  wantsMeet: false,
  attendeeInput: '',
  ...more,
});

/** Somebody whose time is known on both sides. */
export const known = (email: string, window: Interval, ...busy: readonly Interval[]): PersonTime => ({
  email,
  window,
  helpdesk: { kind: 'known', busy: [] },
  calendar: { kind: 'known', busy: busy.map((one) => ({ ...one, label: '' })) },
});
