import type { WorkingHoursView } from '../domain/account-views';
import { personHours } from '../domain/person-hours';
import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import { type Desk, type HelpdeskSide, isProblem } from './desk';
import { type People, readPeople, storedPeople } from './read-people';
import { windowFrom } from './time-window';

/** Days ahead for which leave is shown. */
const leaveDays = 60;

/** Options, "Working hours": from our own copy, or read again. Throws when it cannot be read and there is no copy. */
export async function readWorkingHours(desk: Desk, when: 'ifOld' | 'again'): Promise<WorkingHoursView> {
  const { helpdesk: account, fallbackZone, defaultLengthMinutes } = await desk.readSettings();
  const rest = { fallbackZone, defaultLengthMinutes };
  const nothing = { ...rest, people: [], skipped: [], readAtMs: null };
  if (account === null) return { ...nothing, problem: null };
  const helpdesk = await desk.helpdesk();
  const isCutOff = isProblem(helpdesk);
  const people = isCutOff ? await storedPeople(desk, accountKey(account)) : await readPeople(desk, helpdesk, when);
  if (people === null) return { ...nothing, problem: isCutOff ? helpdesk : null };
  const leave = isCutOff ? helpdesk : await readLeave(desk, helpdesk);
  return {
    ...rest,
    people: rows(people, isProblem(leave) ? [] : leave, account.agent.id),
    skipped: people.skipped,
    readAtMs: people.readAtMs,
    problem: people.problem ?? (isProblem(leave) ? leave : null),
  };
}

function readLeave(desk: Desk, { directory }: HelpdeskSide): Promise<People['holidays'] | Problem> {
  return directory.leave(windowFrom(desk.now(), desk.zone(), leaveDays)).then(
    ({ holidays }) => holidays,
    (error: unknown) => desk.toProblem(error, 'helpdesk'),
  );
}

function rows(people: People, leave: People['holidays'], myId: number): WorkingHoursView['people'] {
  return people.agents
    .filter(({ isDisabled }) => !isDisabled)
    .map((agent) => ({
      agent,
      isMe: agent.id === myId,
      ...personHours(agent, people.workingHours, [...people.holidays, ...leave]),
    }));
}
