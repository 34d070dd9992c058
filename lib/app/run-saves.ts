import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import { journalEntry, type Link } from '../sync/link';
import { dueAtMs } from '../sync/plan-link';
import type { SaveDeps } from '../sync/save-deps';
import { saveLink } from '../sync/save-link';
import { type Desk, isProblem, portOf } from './desk';

/** Works on one link as far as it goes now. One worker at a time per link, whoever asks. */
export async function runSave(desk: Desk, linkId: string): Promise<Link | null> {
  return desk.withLock(`docket-save:${linkId}`, () => saveLink(saveDeps(desk), linkId));
}

/** Works on every link that is due; answers when the next one will be (epoch ms), or null. */
export async function runDueSaves(desk: Desk): Promise<number | null> {
  for (const link of await desk.links.dirty()) {
    const due = dueAtMs(link);
    if (due !== null && due <= desk.now()) await runSave(desk, link.key);
  }
  const times = (await desk.links.dirty()).map(dueAtMs).filter((time): time is number => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Makes waiting links due at once: the agent pressed Retry, signed in again, or the network is back. The waits begin
 * anew: a network that has just come back often fails once more.
 */
export async function hastenSaves(desk: Desk, wanted: (link: Link, problem: Problem) => boolean): Promise<void> {
  for (const link of await desk.links.dirty()) {
    for (const side of ['helpdesk', 'calendar'] as const) {
      const state = link[side];
      if (!('attempt' in state) || state.attempt === null || !wanted(link, state.attempt.problem)) continue;
      await desk.links.change(
        link.key,
        (current) => {
          const now = current[side];
          if (!('attempt' in now) || now.attempt === null) return current;
          return { ...current, [side]: { ...now, attempt: { ...now.attempt, tries: 0, retryAtMs: desk.now() } } };
        },
        null,
      );
    }
  }
}

/** Stops trying: what was made stays, what was not made is not owed any more. */
export async function dropSave(desk: Desk, linkId: string): Promise<void> {
  await desk.withLock(`docket-save:${linkId}`, async () => {
    await desk.links.change(
      linkId,
      (link) => {
        const { dirty: _dirty, ...rest } = link;
        return { ...rest, helpdesk: dropped(link.helpdesk), calendar: dropped(link.calendar) };
      },
      journalEntry({ atMs: desk.now(), linkKey: linkId, action: 'drop', outcome: 'done' }),
    );
  });
  await desk.linkChanged(linkId);
}

function dropped(side: Link['helpdesk']): Link['helpdesk'] {
  switch (side.kind) {
    case 'wanted':
    case 'asked':
      return { kind: 'dropped' };
    case 'made':
      // Nothing is written on it any more; the record itself stays.
      return { ...side, namesTwin: true, copiesDueAtMs: null, attempt: null };
    case 'notConnected':
    case 'dropped':
    case 'removed':
      return side;
  }
}

function saveDeps(desk: Desk): SaveDeps {
  return {
    links: desk.links,
    now: desk.now,
    random: desk.random,
    toProblem: desk.toProblem,
    async port(side, link) {
      const { helpdesk: account } = await desk.readSettings();
      // A link of another tenant or agent waits until that account is back: never written to a stranger's calendar.
      if (account === null || accountKey(account) !== link.account) return { kind: 'notConnected', side };
      const connection = await portOf(desk, link, side);
      return isProblem(connection) ? connection : connection.port;
    },
    async onRecord(side, link, record) {
      await desk.mirror.put(link.account, side, record, desk.zone());
    },
    onChange: (link) => desk.linkChanged(link.key),
  };
}
