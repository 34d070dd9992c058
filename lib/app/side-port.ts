import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import type { CalendarRef } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import { type Desk, isProblem } from './desk';
import { blockedUntil, withQuota } from './quota';
import { readPeople } from './read-people';

/** A side as a run reads it: of the account and the calendar that the run is of, also where the agent has chosen others meanwhile. */
export async function sidePort(
  desk: Desk,
  side: Side,
  of: { readonly account: string; readonly calendarOf: CalendarRef | null },
  onRead: (items: number) => Promise<void>,
): Promise<CalendarPort | Problem> {
  const retryAtMs = await blockedUntil(desk, side);
  if (retryAtMs !== null) return { kind: 'rateLimited', side, retryAtMs };
  const connection = await (side === 'helpdesk' ? desk.helpdesk() : desk.calendar(of.calendarOf ?? undefined));
  if (isProblem(connection)) return connection;
  const isOfAnother = 'key' in connection ? connection.key !== of.account : of.calendarOf === null;
  if (isOfAnother) return { kind: 'notConnected', side };
  // The people whose hours the popup looks at come with the first reading; that they cannot be read stops no sync.
  if ('directory' in connection) await readPeople(desk, connection).catch(() => null);
  return withQuota(desk, connection.port, onRead);
}
