import type { Side } from '../domain/appointment';
import { personHours } from '../domain/person-hours';
import type { Problem } from '../domain/problem';
import { isOutsideHours, workdayFindings } from '../domain/working-hours';
import { accountKey } from '../storage/settings';
import type { Link } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import type { StepDeps } from '../sync/run-step';
import { type Desk, isProblem, portOf } from './desk';
import { storedPeople } from './read-people';
import { toSyncRules } from './sync-rules';

/** What a step needs, out of the desk. `runId` null: the agent acts on one item. */
export async function stepDeps(desk: Desk, runId: string | null): Promise<StepDeps> {
  const settings = await desk.readSettings();
  const rules = toSyncRules(settings, { ms: desk.now(), zone: desk.zone(), busyWord: desk.busyWord() });
  const outside = await outsideHours(desk);
  return {
    store: desk.store,
    port: (side, link) => linkPort(desk, side, link),
    now: desk.now,
    random: desk.random,
    toProblem: desk.toProblem,
    rules,
    runId,
    isOutsideHours: outside,
    onChange: (link) => desk.linkChanged(link.key),
  };
}

async function linkPort(desk: Desk, side: Side, link: Link): Promise<CalendarPort | Problem> {
  const { helpdesk: account } = await desk.readSettings();
  // A link of another tenant or agent waits until that account is back: never written to a stranger's calendar.
  if (account === null || accountKey(account) !== link.account) return { kind: 'notConnected', side };
  const connection = await portOf(desk, link, side);
  return isProblem(connection) ? connection : connection.port;
}

/** Whether an item falls outside the hours of its owner, as far as the stored directory knows them. */
async function outsideHours(desk: Desk): Promise<(link: Link) => boolean> {
  const { helpdesk } = await desk.readSettings();
  const people = helpdesk === null ? null : await storedPeople(desk, accountKey(helpdesk));
  return (link) => {
    const agent = people?.agents.find(({ id }) => id === link.ownerAgentId);
    if (people === null || agent === undefined) return false;
    const content =
      link.wanted ?? [link.helpdesk, link.calendar].flatMap((side) => (side.kind === 'made' ? [side.content] : []))[0];
    if (content === undefined) return false;
    return isOutsideHours(workdayFindings(content.span, personHours(agent, people.workingHours, people.holidays)));
  };
}
