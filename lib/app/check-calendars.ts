import type { CalendarCheck, CheckCalendarsView } from '../domain/account-views';
import type { Agent } from '../domain/agent';
import { calendarAddress } from '../domain/attendees';
import type { Availability } from '../domain/availability';
import type { CalendarInfo } from '../domain/calendar-info';
import { emailKey } from '../domain/email-address';
import type { CalendarSide, Desk, HelpdeskSide } from './desk';
import { ProblemError } from './problem-error';
import { readPeople } from './read-people';

/** Tries every agent's calendar with the signed-in account: one listing, and free/busy in chunks. Throws when a side cannot be read. */
export async function checkCalendars(
  desk: Desk,
  helpdesk: HelpdeskSide,
  calendar: CalendarSide,
): Promise<CheckCalendarsView> {
  const people = await readPeople(desk, helpdesk, 'again');
  const tried = people.agents.map((agent) => ({ agent, address: calendarAddress(agent) }));
  const asked = tried
    .filter(({ agent, address }) => address !== '' && !agent.isDisabled)
    .map(({ address }) => emailKey(address));
  const nowMs = desk.now();
  const [calendars, freeBusy] = await Promise.all([
    calendar.listCalendars(),
    calendar.freeBusy.freeBusy([...new Set(asked)], { startMs: nowMs, endMs: nowMs + 3_600_000 }),
  ]).catch((error: unknown) => {
    throw new ProblemError(desk.toProblem(error, 'calendar'));
  });
  return {
    checks: tried.map(({ agent, address }) => check(agent, address, calendars, freeBusy.get(emailKey(address)))),
    skipped: people.skipped,
  };
}

function check(
  agent: Agent,
  address: string,
  calendars: readonly CalendarInfo[],
  freeBusy: Availability | undefined,
): CalendarCheck {
  const listed = calendars.find(({ id }) => emailKey(id) === emailKey(address));
  return {
    agentId: agent.id,
    name: agent.name,
    email: agent.email,
    triedAddress: address,
    access: accessOf(agent, address, listed, freeBusy),
    addressNote: addressNote(agent, listed),
  };
}

function accessOf(
  agent: Agent,
  address: string,
  listed: CalendarInfo | undefined,
  freeBusy: Availability | undefined,
): CalendarCheck['access'] {
  if (agent.isDisabled) return 'disabled';
  if (address === '') return 'noAddress';
  if (listed !== undefined) {
    if (listed.canWrite) return 'editable';
    return listed.accessRole === 'freeBusyReader' ? 'freeBusyOnly' : 'readable';
  }
  if (freeBusy?.kind === 'known') return 'notSubscribed';
  return freeBusy?.kind === 'unknown' && freeBusy.reason === 'notShared' ? 'notShared' : 'failed';
}

/** The helpdesk's own integration compares case, so a difference in case alone is worth a word (row B-26). */
function addressNote(agent: Agent, listed: CalendarInfo | undefined): CalendarCheck['addressNote'] {
  const spellings = [agent.email, agent.googleEmail, listed?.id ?? '']
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (agent.googleEmail.trim() !== '' && emailKey(agent.googleEmail) !== emailKey(agent.email))
    return 'googleAddressDiffers';
  return new Set(spellings).size > 1 ? 'caseDiffers' : 'none';
}
