import { foldKnown } from '../sync/fold-record';
import type { Link, LinkSide } from '../sync/link';
import type { CalendarPort } from '../sync/ports';
import type { SyncRules } from '../sync/rules';
import type { Desk } from './desk';

/** So many are read in one run: each costs a request. And so many are remembered. */
const mostRead = 10;
const mostKept = 100;

/**
 * Reads upcoming appointments that were saved here for other agents, so that what happens to them is followed by the next
 * run and not by the next listing. With more than are read at once, those that were read go to the end. A record that is
 * not found proves nothing here: deletions wait for the listing. Answers whether the helpdesk may have been asked.
 */
export async function readForOthers(
  desk: Desk,
  port: CalendarPort,
  { account, rules }: { readonly account: string; readonly rules: SyncRules },
): Promise<boolean> {
  const keys = new Set((await desk.readSettings()).forOthers);
  if (keys.size === 0) return false;
  const turn = [...keys].slice(0, mostRead);
  const over = new Set<string>();
  for (const key of turn) {
    const link = await desk.store.read(key);
    if (link === null || link.endMs < desk.now() || isSettled(link)) over.add(key);
    // Another agent may be signed in here now.
    else if (link.account === account && isThere(link.helpdesk)) {
      await readOne(desk, port, { key, id: link.helpdesk.id, rules });
    }
  }
  if (over.size === 0 && keys.size <= mostRead) return true;
  await desk.changeSettings(({ forOthers = [], ...settings }) => {
    const waiting = forOthers.filter((key) => !turn.includes(key)).slice(-mostKept);
    return { ...settings, forOthers: [...waiting, ...turn.filter((key) => !over.has(key))] };
  });
  return true;
}

/** Nothing stands in the helpdesk, and nothing will. */
function isSettled({ helpdesk }: Link): boolean {
  return !isThere(helpdesk) && helpdesk.kind !== 'none' && helpdesk.kind !== 'asked';
}

/** Also where it was left when the helpdesk was disconnected: it is known again as soon as it is read. */
function isThere(side: LinkSide): side is LinkSide & { kind: 'made' | 'left' } {
  return side.kind === 'made' || (side.kind === 'left' && side.isGivenAway !== true);
}

async function readOne(
  desk: Desk,
  port: CalendarPort,
  { key, id, rules }: { readonly key: string; readonly id: string; readonly rules: SyncRules },
): Promise<void> {
  const record = await port.read(id);
  if (record === null) return;
  const context = { side: port.side, rules, generation: 0, normalise: port.normalise.bind(port) };
  await desk.withLock(`docket-save:${key}`, () =>
    desk.store.change(
      key,
      (now) => (isThere(now.helpdesk) && now.helpdesk.id === id ? foldKnown(now, record, context) : now),
      null,
    ),
  );
}
