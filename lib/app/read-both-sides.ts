import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import type { Interval } from '../domain/span';
import { accountKey } from '../storage/settings';
import type { CalendarPort, RemoteRecord } from '../sync/ports';
import { type Desk, isProblem } from './desk';
import { preparePopup } from './prepare-popup';
import { readPeople } from './read-people';
import { windowFrom } from './time-window';

/** Reads the coming days of both sides into the mirror and prepares the popup; answers what went wrong, or null. */
export async function readBothSides(desk: Desk): Promise<Problem | null> {
  const { helpdesk: account } = await desk.readSettings();
  if (account === null) {
    await preparePopup(desk, { isReading: false });
    return { kind: 'notConnected', side: 'helpdesk' };
  }
  return desk.withLock('docket-read', async () => {
    await preparePopup(desk, { isReading: true });
    await desk.upkeep.forgetOld(desk.now());
    const window = windowFrom(desk.now(), desk.zone());
    const problems = await Promise.all([
      readSide(desk, accountKey(account), 'helpdesk', window),
      readSide(desk, accountKey(account), 'calendar', window),
    ]);
    const problem = problems.find((found) => found !== null) ?? null;
    await preparePopup(desk, {
      isReading: false,
      lastProblem: problem,
      ...(problem === null && { lastSyncMs: desk.now() }),
    });
    return problem;
  });
}

async function readSide(desk: Desk, key: string, side: Side, window: Interval): Promise<Problem | null> {
  const connection = await (side === 'helpdesk' ? desk.helpdesk() : desk.calendar());
  if (isProblem(connection)) return connection.kind === 'notConnected' ? null : connection;
  try {
    // The mirror changes only when the whole listing has come: half of one would look like deletions.
    const records = await readAll(connection.port, window);
    await desk.mirror.replaceWindow(key, side, window, records, desk.zone());
    if ('directory' in connection) await readPeople(desk, connection);
    return null;
  } catch (error) {
    return desk.toProblem(error, side);
  }
}

async function readAll(port: CalendarPort, window: Interval): Promise<readonly RemoteRecord[]> {
  const records: RemoteRecord[] = [];
  for await (const page of port.list(window)) records.push(...page.records);
  return records;
}
