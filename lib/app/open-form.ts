import type { Agent } from '../domain/agent';
import { calendarAddress, findAgentByAddress, resolveAttendees } from '../domain/attendees';
import { dayMs, minuteMs } from '../domain/calendar-day';
import type { Draft, DraftAttendee } from '../domain/draft';
import { emailKey } from '../domain/email-address';
import type { FormNotice, FormView, PersonHours } from '../domain/form-view';
import { findSlots, nextWorkingSlot } from '../domain/free-time';
import { hoursNotice, personHours } from '../domain/person-hours';
import { noRepeat } from '../domain/recurrence/repeat-pattern';
import type { SeriesSync } from '../domain/series-sync';
import type { Interval } from '../domain/span';
import { fieldsFromInterval } from '../domain/span-interval';
import type { Ticket } from '../domain/ticket';
import type { Holiday } from '../domain/workday';
import { fromWallMs, toWallMs } from '../domain/zone-clock';
import type { Settings } from '../storage/settings';
import type { Desk, HelpdeskSide } from './desk';
import { type People, readPeople } from './read-people';
import { type Person, readTime } from './read-time';
import { windowFrom } from './time-window';

/** Everything the form needs, in at most four requests when the directory is fresh. Throws when the helpdesk cannot be read at all. */
export async function openForm(
  desk: Desk,
  helpdesk: HelpdeskSide,
  { ticketId, zone }: { readonly ticketId: number | null; readonly zone: string },
): Promise<FormView> {
  const slot = draftSlot(helpdesk.key, ticketId);
  const [people, reading, stored] = await Promise.all([
    readPeople(desk, helpdesk),
    ticketId === null ? null : readTicket(desk, helpdesk, ticketId),
    desk.drafts.read(slot),
  ]);
  const ticket = reading?.ticket ?? null;
  const resolved = ticket === null ? alone(helpdesk) : resolveAttendees(ticket, people.agents);
  const attendees = stored?.attendees ?? resolved.attendees;
  const window = windowFrom(desk.now(), zone);
  const { time, leave } = await readTime(desk, helpdesk, personsOf(attendees, people), window);
  const hours = hoursByEmail(people, attendees, leave);
  // Read last: what was asked until here may have shown that a sign-in has ended.
  const settings = await desk.readSettings();
  const empty = emptyDraft(await desk.drafts.claimId(slot, desk.newId(), desk.now()), ticketId, zone);
  const draft: Draft =
    stored !== null
      ? { ...empty, ...stored }
      : {
          ...empty,
          ...textsFrom(ticket),
          ...proposedTime(desk, { attendees, hours, time, window, zone, lengthMinutes: settings.defaultLengthMinutes }),
          attendees,
        };
  return {
    draft,
    ticket,
    me: { agentId: helpdesk.account.agent.id, email: helpdesk.account.agent.email, name: helpdesk.account.agent.name },
    people: hours,
    time,
    helpdeskConnected: settings.helpdesk !== null,
    calendarConnected: settings.calendar !== null,
    seriesSync: settings.twoWay[helpdesk.key] === true ? seriesSync(desk, settings) : null,
    notices: [
      ...signInNotices(settings),
      ...(reading?.notices ?? []),
      ...resolved.notices,
      ...hoursNotices(people, attendees, hours),
      ...ageNotices(people),
    ],
    defaultLengthMinutes: settings.defaultLengthMinutes,
    status: null,
  };
}

/** Where the draft of a ticket, or of none, is kept. */
export function draftSlot(account: string, ticketId: number | null): string {
  return `${account}/${ticketId ?? 'none'}`;
}

/** The attendees as `readTime` wants them. */
export function personsOf(attendees: readonly DraftAttendee[], people: People): readonly Person[] {
  // Who is only offered is nobody's business yet: their time is asked for when they are ticked.
  return attendees
    .filter(({ isTicked }) => isTicked)
    .map((attendee) => ({
      email: emailKey(attendee.email),
      agentId: agentOf(attendee, people.agents)?.id ?? null,
    }));
}

/** Hours and holidays of every agent among the attendees. */
export function hoursByEmail(
  people: People,
  attendees: readonly DraftAttendee[],
  leave: readonly Holiday[],
): Readonly<Record<string, PersonHours>> {
  const entries = attendees.map((attendee) => {
    const agent = agentOf(attendee, people.agents);
    const of =
      agent === null
        ? { hours: null, holidays: [] }
        : personHours(agent, people.workingHours, [...people.holidays, ...leave]);
    return [emailKey(attendee.email), of] as const;
  });
  return Object.fromEntries(entries);
}

/** A colleague whose address was typed in has hours too. */
function agentOf({ agentId, email }: DraftAttendee, agents: readonly Agent[]): Agent | null {
  if (agentId === undefined) return findAgentByAddress(email, agents);
  return agents.find(({ id }) => id === agentId) ?? null;
}

interface TicketReading {
  readonly ticket: Ticket | null;
  readonly notices: readonly FormNotice[];
}

/** The ticket; without an answer the one seen last, with a notice that says so. */
async function readTicket(desk: Desk, { key, directory }: HelpdeskSide, ticketId: number): Promise<TicketReading> {
  try {
    const ticket = await directory.ticket(ticketId);
    if (ticket !== null) {
      await desk.directory.write(key, `ticket/${ticketId}`, ticket, desk.now());
      return { ticket, notices: [] };
    }
    const problem = { kind: 'notFound', what: `${ticketId}` } as const;
    return { ticket: null, notices: [{ kind: 'ticketNotRead', ticketId, problem }] };
  } catch (error) {
    const seen = await desk.directory.read(key, `ticket/${ticketId}`);
    const problem = desk.toProblem(error, 'helpdesk');
    if (seen === null) return { ticket: null, notices: [{ kind: 'ticketNotRead', ticketId, problem }] };
    return { ticket: seen.value, notices: [{ kind: 'ticketIsOld', ticketId, readAtMs: seen.readAtMs, problem }] };
  }
}

function alone({ account: { agent } }: HelpdeskSide): {
  attendees: readonly DraftAttendee[];
  notices: readonly FormNotice[];
} {
  const email = calendarAddress(agent);
  if (email === '') return { attendees: [], notices: [{ kind: 'agentWithoutEmail', name: agent.name }] };
  return {
    attendees: [
      { email, name: agent.name, role: 'assignedAgent', agentId: agent.id, isTicked: true, isRequired: true },
    ],
    notices: [],
  };
}

function emptyDraft(id: string, ticketId: number | null, zone: string): Draft {
  return {
    id,
    ticketId,
    subject: '',
    notes: '',
    location: '',
    date: '',
    start: '',
    end: '',
    allDay: false,
    zone,
    repeat: noRepeat,
    attendees: [],
    mail: 'nobody',
    isPrivate: false,
    showAs: 'busy',
    wantsMeet: false,
    attendeeInput: '',
  };
}

function textsFrom(ticket: Ticket | null): Pick<Draft, 'subject' | 'notes'> {
  return {
    subject: ticket?.appointmentSummary ?? ticket?.summary ?? '',
    notes: ticket?.appointmentDetails ?? '',
  };
}

/** The next time that is free for the assigned agent inside their hours; without one, some office hour. */
function proposedTime(
  desk: Desk,
  input: {
    readonly attendees: readonly DraftAttendee[];
    readonly hours: Readonly<Record<string, PersonHours>>;
    readonly time: FormView['time'];
    readonly window: Interval;
    readonly zone: string;
    readonly lengthMinutes: number;
  },
): Pick<Draft, 'date' | 'start' | 'end'> {
  const first = input.attendees.find(({ role }) => role === 'assignedAgent') ?? input.attendees[0];
  const email = emailKey(first?.email ?? '');
  const known = input.hours[email] ?? { hours: null, holidays: [] };
  const { lengthMinutes, window } = input;
  const when = { lengthMinutes, from: desk.now() + 5 * minuteMs, window, stepMinutes: 15 };
  const person = { email, ...known, time: input.time[email] ?? null, isRequired: true };
  const [free] = findSlots({ ...when, people: [person], count: 1 }).slots;
  // Where their time is not known, at least inside their hours.
  const startMs = (free ?? nextWorkingSlot(known, when))?.startMs ?? nextOfficeHour(desk.now(), input.zone);
  const whole = { startMs, endMs: startMs + input.lengthMinutes * minuteMs };
  // A length that crosses midnight has no place in fields of one day: it is cut to an hour.
  const fields =
    fieldsFromInterval(whole, input.zone) ??
    fieldsFromInterval({ startMs, endMs: startMs + 60 * minuteMs }, input.zone);
  return fields ?? { date: '', start: '', end: '' };
}

/** Where nothing is known of hours: the next full quarter between 8 and 18 o'clock, else 9 o'clock. */
function nextOfficeHour(nowMs: number, zone: string): number {
  const quarterMs = 15 * minuteMs;
  const wallMs = Math.ceil((toWallMs(nowMs, zone) + 5 * minuteMs) / quarterMs) * quarterMs;
  const day = Math.floor(wallMs / dayMs);
  const hour = (wallMs - day * dayMs) / (60 * minuteMs);
  if (hour >= 8 && hour < 18) return fromWallMs(wallMs, zone);
  return fromWallMs((hour < 8 ? day : day + 1) * dayMs + 9 * 60 * minuteMs, zone);
}

function hoursNotices(
  people: People,
  attendees: readonly DraftAttendee[],
  hours: Readonly<Record<string, PersonHours>>,
): readonly FormNotice[] {
  const notices: FormNotice[] = [];
  for (const attendee of attendees) {
    if (attendee.agentId === undefined) continue;
    const of = hours[emailKey(attendee.email)];
    const notice = of === undefined ? null : hoursNotice(attendee.name, of);
    if (notice !== null) notices.push(notice);
  }
  if (people.skipped.length > 0) notices.push({ kind: 'rowsSkipped', count: people.skipped.length });
  return notices;
}

function seriesSync(desk: Desk, { sync }: Settings): SeriesSync {
  return {
    untilMs: windowFrom(desk.now(), desk.zone(), sync.daysAhead).endMs,
    mayCreate: sync.allowed.helpdesk.create,
    filters: sync.filters,
  };
}

function signInNotices(settings: Settings): readonly FormNotice[] {
  const sides = (['helpdesk', 'calendar'] as const).filter((side) => settings[side]?.needsSignIn === true);
  return sides.map((side) => ({ kind: 'signedOut', side }));
}

function ageNotices(people: People): readonly FormNotice[] {
  return people.problem === null
    ? []
    : [{ kind: 'directoryIsOld', readAtMs: people.readAtMs, problem: people.problem }];
}
