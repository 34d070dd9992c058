import type { DisconnectResult, MadeByDocket } from '../domain/account-views';
import type { Side } from '../domain/appointment';
import { fingerprint } from '../domain/fingerprint';
import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import { journalEntry, type Link, type LinkSide } from '../sync/link';
import { withDirty } from '../sync/plan-link';
import type { CalendarPort } from '../sync/ports';
import { type Desk, isProblem, portOf } from './desk';

/** What Docket made on a side and what is still to come there: past appointments are history and stay in any case. */
export async function madeByDocket(desk: Desk, side: Side): Promise<MadeByDocket> {
  const links = await accountLinks(desk, side);
  return {
    items: links
      .filter((link) => link[side].kind === 'made' && link.endMs > desk.now())
      .map((link) => ({ linkId: link.key, subject: link.subject, startMs: link.startMs }))
      .sort((one, other) => one.startMs - other.startMs),
    waiting: links.filter((link) => isOwed(link, side)).length,
  };
}

/** Takes back what was made, where the agent wants that, and stops owing the side anything. Mails nobody. */
export async function settleBeforeDisconnect(
  desk: Desk,
  side: Side,
  made: 'keep' | 'remove',
): Promise<Omit<DisconnectResult, 'revoke'>> {
  const links = await accountLinks(desk, side);
  const upcoming = links.filter((link) => link[side].kind === 'made' && link.endMs > desk.now());
  const failed: { subject: string; problem: Problem }[] = [];
  if (made === 'remove') {
    for (const link of upcoming) {
      const problem = await removeFrom(desk, link, side);
      if (problem !== null) failed.push({ subject: link.subject, problem });
    }
  }
  for (const link of links.filter((candidate) => isOwed(candidate, side))) await stopOwing(desk, link, side);
  const removed = made === 'remove' ? upcoming.length - failed.length : 0;
  return { removed, kept: upcoming.length - removed, failed };
}

/** Links of the connected account of a side; those of a calendar whatever helpdesk they came from. */
async function accountLinks(desk: Desk, side: Side): Promise<readonly Link[]> {
  const { helpdesk, calendar } = await desk.readSettings();
  if (side === 'calendar') return calendar === null ? [] : desk.links.onCalendarsOf(calendar.email);
  return helpdesk === null ? [] : desk.links.ofAccount(accountKey(helpdesk));
}

function isOwed(link: Link, side: Side): boolean {
  return link[side].kind === 'wanted' || link[side].kind === 'asked';
}

/** Removes only what is still as Docket last saw it: an edited record is somebody's work and stays. */
async function removeFrom(desk: Desk, link: Link, side: Side): Promise<Problem | null> {
  return desk.withLock(`docket-save:${link.key}`, async () => {
    const state = link[side];
    if (state.kind !== 'made') return null;
    const connection = await portOf(desk, link, side);
    if (isProblem(connection)) return connection;
    const problem = await removeUnchanged(connection.port, state).catch((error: unknown) =>
      desk.toProblem(error, side),
    );
    await desk.links.change(
      link.key,
      (current) => (problem === null ? { ...current, [side]: { kind: 'removed' } } : current),
      journalEntry({
        atMs: desk.now(),
        linkKey: link.key,
        side,
        action: 'remove',
        outcome: problem === null ? 'done' : 'failed',
        recordId: state.id,
        problem,
        before: state.fingerprint,
      }),
    );
    if (problem === null) await desk.mirror.forget(link.account, side, state.id);
    return problem;
  });
}

async function removeUnchanged(port: CalendarPort, made: LinkSide & { kind: 'made' }): Promise<Problem | null> {
  const record = await port.read(made.id);
  if (record === null) return null;
  if (fingerprint(record.content) !== made.fingerprint) return { kind: 'changedMeanwhile', side: port.side };
  await port.remove({ id: record.id, etag: record.etag });
  return null;
}

async function stopOwing(desk: Desk, link: Link, side: Side): Promise<void> {
  await desk.withLock(`docket-save:${link.key}`, () =>
    desk.links.change(
      link.key,
      (current) => withDirty({ ...current, [side]: { kind: 'dropped' } }),
      journalEntry({ atMs: desk.now(), linkKey: link.key, side, action: 'drop', outcome: 'done' }),
    ),
  );
}
