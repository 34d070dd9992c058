import type { MadeByDocket } from '../domain/account-views';
import type { Side } from '../domain/appointment';
import { accountKey } from '../storage/settings';
import { withSchedule } from '../sync/fold-record';
import type { Link } from '../sync/link';
import { isForeignPair } from '../sync/plan-link';
import { line } from '../sync/run-step';
import type { Desk } from './desk';
import { formSeriesId } from './form-series';
import { linkWhen } from './link-when';
import { seriesRows } from './series-rows';
import { stepDeps } from './step-deps';

/** What Docket made on a side and what is still to come there: past appointments are history and stay in any case. */
export async function madeByDocket(desk: Desk, side: Side): Promise<MadeByDocket> {
  const links = await docketsOwn(desk, side);
  const items: MadeByDocket['items'][number][] = [];
  for (const link of links) {
    const isSeries = side === 'calendar' && formSeriesId(link) !== null;
    const isToCome = link[side].kind === 'made' && link.endMs > desk.now();
    if (isSeries) items.push(...(await seriesRows(desk, link, 'madeByDocket')).rows);
    else if (isToCome) items.push({ linkId: link.key, subject: link.subject, ...linkWhen(link) });
  }
  return {
    items: items
      .map(({ linkId, subject, startMs, endMs, isAllDay }) => ({ linkId, subject, startMs, endMs, isAllDay }))
      .sort((one, other) => one.startMs - other.startMs),
    waiting: links.filter((link) => isOwed(link, side)).length,
  };
}

/** Stops owing a side anything: to be called before its account is forgotten. */
export async function stopOwing(desk: Desk, side: Side): Promise<void> {
  const deps = await stepDeps(desk, null);
  for (const link of await docketsOwn(desk, side)) {
    if (!isOwed(link, side)) continue;
    await desk.withLock(`docket-save:${link.key}`, () =>
      desk.store.change(
        link.key,
        // Made in this very moment: then it is not owed any more, and stays.
        (now) => (isOwed(now, side) ? withSchedule({ ...now, [side]: { kind: 'dropped' } }, deps.rules) : now),
        line(deps, link, side, 'drop', {}),
      ),
    );
  }
}

/** Links of the connected account whose record on the side Docket made, or still owes. */
export async function docketsOwn(desk: Desk, side: Side): Promise<readonly Link[]> {
  const { helpdesk, calendar } = await desk.readSettings();
  // What was found on a side is its owner's; what came there from the form or from the other side is ours.
  const isOurs = (link: Link) => link.source !== side && !isForeignPair(link);
  if (side === 'calendar') {
    return calendar === null ? [] : (await desk.store.onCalendarsOf(calendar.email)).filter(isOurs);
  }
  return helpdesk === null ? [] : (await desk.store.ofAccount(accountKey(helpdesk))).filter(isOurs);
}

function isOwed(link: Link, side: Side): boolean {
  return link[side].kind === 'asked' || (link[side].kind === 'none' && link.wanted !== null);
}
