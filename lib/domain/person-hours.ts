import type { Agent } from './agent';
import type { FormNotice, PersonHours } from './form-view';
import type { Holiday, WorkingHours } from './workday';

/** The weekly plan of an agent with the holidays that are theirs: of their workday, and their own leave. */
export function personHours(agent: Agent, plans: readonly WorkingHours[], holidays: readonly Holiday[]): PersonHours {
  const hours = plans.find(({ workdayId }) => workdayId === agent.workdayId) ?? null;
  return { hours, holidays: holidays.filter((holiday) => isOf(holiday, agent)) };
}

/** What the agent should know of a person's hours before trusting them; null when there is nothing to say. */
export function hoursNotice(name: string, { hours }: PersonHours): FormNotice | null {
  if (hours === null) return { kind: 'agentWithoutWorkday', name };
  return hours.zone.kind === 'unknown' ? { kind: 'unknownZone', name, zone: hours.zone.name } : null;
}

function isOf({ of }: Holiday, agent: Agent): boolean {
  return of.kind === 'agent' ? of.agentId === agent.id : of.workdayId === agent.workdayId;
}
