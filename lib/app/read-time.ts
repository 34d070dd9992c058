import type { Availability, PersonTime } from '../domain/availability';
import { emailKey } from '../domain/email-address';
import type { Problem } from '../domain/problem';
import type { Interval } from '../domain/span';
import type { Holiday } from '../domain/workday';
import { type CalendarSide, type Desk, type HelpdeskSide, isProblem } from './desk';

/** Somebody whose time is wanted. */
export interface Person {
  /** In lower case. */
  readonly email: string;
  readonly agentId: number | null;
}

export interface TimeOfPeople {
  readonly time: Readonly<Record<string, PersonTime>>;
  /** Agents' own leave in the window. */
  readonly leave: readonly Holiday[];
}

/** What is known of people's time in a window, from both sides at once; what fails there is unknown, never free. */
export async function readTime(
  desk: Desk,
  helpdesk: HelpdeskSide,
  people: readonly Person[],
  window: Interval,
): Promise<TimeOfPeople> {
  const calendar = await desk.calendar();
  const [busy, leave, freeBusy] = await Promise.all([
    helpdeskBusy(helpdesk, people, window),
    helpdesk.directory.leave(window).then(
      ({ holidays }) => holidays,
      () => [],
    ),
    isProblem(calendar) ? calendar : calendarBusy(calendar, helpdesk, people, window),
  ]);
  const time: Record<string, PersonTime> = {};
  for (const person of people) {
    time[person.email] = {
      email: person.email,
      window,
      helpdesk:
        person.agentId === null ? { kind: 'unknown', reason: 'notAnAgent' } : (busy.get(person.agentId) ?? failed),
      calendar: freeBusy instanceof Map ? (freeBusy.get(person.email) ?? failed) : unknownBecause(freeBusy),
    };
  }
  return { time, leave };
}

const failed: Availability = { kind: 'unknown', reason: 'failed' };

function unknownBecause(answer: Problem | ReadonlyMap<string, Availability>): Availability {
  return 'kind' in answer && answer.kind === 'notConnected' ? { kind: 'unknown', reason: 'notConnected' } : failed;
}

async function helpdeskBusy(
  { directory }: HelpdeskSide,
  people: readonly Person[],
  window: Interval,
): Promise<ReadonlyMap<number, Availability>> {
  const agentIds = people.flatMap(({ agentId }) => (agentId === null ? [] : [agentId]));
  if (agentIds.length === 0) return new Map();
  try {
    const busy = await directory.busy(agentIds, window);
    return new Map(agentIds.map((id) => [id, { kind: 'known', busy: busy.get(id) ?? [] }]));
  } catch {
    // Unknown is what the lanes then say; the reason is seen where it matters, at the save.
    return new Map();
  }
}

/** The signed-in agent's own busy times are those of all calendars chosen under "Counts as busy". */
async function calendarBusy(
  { account, freeBusy }: CalendarSide,
  helpdesk: HelpdeskSide,
  people: readonly Person[],
  window: Interval,
): Promise<ReadonlyMap<string, Availability>> {
  const me = helpdesk.account.agent;
  const mine = people.find(({ agentId }) => agentId === me.id)?.email;
  const own = [...new Set(account.countsAsBusy.map(emailKey))];
  const asked = [
    ...new Set([...people.map(({ email }) => email).filter((email) => email !== mine), ...(mine ? own : [])]),
  ];
  try {
    const answers = new Map(await freeBusy.freeBusy(asked, window));
    if (mine !== undefined) answers.set(mine, joined(own.map((id) => answers.get(id) ?? failed)));
    return answers;
  } catch {
    return new Map(people.map(({ email }) => [email, failed]));
  }
}

/** Busy where any calendar is busy; unknown as soon as one of them is unknown. */
function joined(parts: readonly Availability[]): Availability {
  const unknown = parts.find((part) => part.kind === 'unknown');
  if (unknown !== undefined) return unknown;
  return { kind: 'known', busy: parts.flatMap((part) => (part.kind === 'known' ? part.busy : [])) };
}
