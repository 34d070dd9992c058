import type { WorkingHoursView } from '../domain/account-views';
import { personHours } from '../domain/person-hours';
import { accountKey } from '../storage/settings';
import { type Desk, isProblem } from './desk';
import { type People, readPeople, storedPeople } from './read-people';
import { windowFrom } from './time-window';

/** Days ahead for which leave is shown. */
const leaveDays = 60;

/** Options, "Working hours": from our own copy, or read again. Throws when it cannot be read and there is no copy. */
export async function readWorkingHours(desk: Desk, when: 'ifOld' | 'again'): Promise<WorkingHoursView> {
  const { helpdesk: account, fallbackZone, defaultLengthMinutes } = await desk.readSettings();
  const rest = { fallbackZone, defaultLengthMinutes };
  if (account === null) return { ...rest, people: [], skipped: [], readAtMs: null };
  const helpdesk = await desk.helpdesk();
  const people = isProblem(helpdesk)
    ? await storedPeople(desk, accountKey(account))
    : await readPeople(desk, helpdesk, when);
  if (people === null) return { ...rest, people: [], skipped: [], readAtMs: null };
  const leave = isProblem(helpdesk)
    ? []
    : await helpdesk.directory.leave(windowFrom(desk.now(), desk.zone(), leaveDays)).then(
        ({ holidays }) => holidays,
        () => [],
      );
  return { ...rest, people: rows(people, leave, account.agent.id), skipped: people.skipped, readAtMs: people.readAtMs };
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
