import type { Agent } from '../domain/agent';
import type { Problem, SkippedRow } from '../domain/problem';
import type { Holiday, WorkingHours } from '../domain/workday';
import type { Desk, HelpdeskSide } from './desk';
import { takeIfLeft } from './quota';

/** The helpdesk's people as last read. */
export interface People {
  readonly agents: readonly Agent[];
  readonly workingHours: readonly WorkingHours[];
  readonly holidays: readonly Holiday[];
  readonly skipped: readonly SkippedRow[];
  readonly readAtMs: number;
  /** Why it could not be read afresh; then what is here is old. */
  readonly problem: Problem | null;
}

/** More than anybody looks through in the popup. */
const mostMasters = 20;

const freshForMs = 6 * 3_600_000;

/** The directory from our own copy, read again when it is older than six hours or `'again'` is asked. Throws when there is none at all. */
export async function readPeople(desk: Desk, side: HelpdeskSide, when: 'ifOld' | 'again' = 'ifOld'): Promise<People> {
  const stored = await storedPeople(desk, side.key);
  if (stored !== null && when === 'ifOld' && desk.now() - stored.readAtMs < freshForMs) return stored;
  try {
    return await desk.withLock('docket-directory', () => readAfresh(desk, side));
  } catch (error) {
    if (stored === null) throw error;
    return { ...stored, problem: desk.toProblem(error, 'helpdesk') };
  }
}

/** The directory as stored for an account (`accountKey`); null when it was never read. */
export async function storedPeople(desk: Desk, account: string): Promise<People | null> {
  const [agents, hours] = await Promise.all([
    desk.directory.read(account, 'agents'),
    desk.directory.read(account, 'hours'),
  ]);
  if (agents === null || hours === null) return null;
  return {
    agents: agents.value.agents,
    workingHours: hours.value.workingHours,
    holidays: hours.value.holidays,
    skipped: [...agents.value.skipped, ...hours.value.skipped],
    readAtMs: Math.min(agents.readAtMs, hours.readAtMs),
    problem: null,
  };
}

/** A form may wait for the people, so nobody waits for the quota: without it the list is cut. */
function shownMasters(desk: Desk) {
  return { most: mostMasters, mayReadOn: () => takeIfLeft(desk, 'helpdesk') };
}

async function readAfresh(desk: Desk, side: HelpdeskSide): Promise<People> {
  const { directory } = side;
  const [agents, tenant, masters, settings] = await Promise.all([
    directory.agents(),
    directory.tenantSettings(),
    // They are only shown: where they cannot be read, those of before stay and the people come all the same.
    directory.recurringMasters(side.account.agent.id, shownMasters(desk)).catch(() => null),
    desk.readSettings(),
  ]);
  const hours = await directory.workingHours(tenant?.zoneName ?? settings.fallbackZone);
  const nowMs = desk.now();
  if (masters !== null) await desk.directory.write(side.key, 'recurring', masters, nowMs);
  await desk.directory.write(side.key, 'agents', agents, nowMs);
  await desk.directory.write(side.key, 'hours', hours, nowMs);
  await desk.directory.write(side.key, 'tenant', { settings: tenant }, nowMs);
  return {
    agents: agents.agents,
    workingHours: hours.workingHours,
    holidays: hours.holidays,
    skipped: [...agents.skipped, ...hours.skipped],
    readAtMs: nowMs,
    problem: null,
  };
}
