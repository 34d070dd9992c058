import { type FoldContext, withSchedule } from './fold-record';
import { foldSeries } from './fold-series';
import type { Link } from './link';
import type { CalendarPort } from './ports';
import { pageContext, type ReadDeps } from './read-side';
import type { Feed } from './store';

type RollDeps = Pick<ReadDeps, 'store' | 'context'>;

/** How far the window may have moved before what came into it is looked at (ms): a day. */
const rollMs = 24 * 3_600_000;

/** Looks at what came into the window since it was looked at last: single items by their start, series by their rule. */
export async function rollWindow(deps: RollDeps, port: CalendarPort, feed: Feed): Promise<void> {
  const { store, context } = deps;
  const { account, rules } = context;
  const untilMs = rules.window.endMs;
  const rolledMs = untilMs - feed.consideredUntilMs;
  if (feed.consideredUntilMs !== 0 && rolledMs >= 0 && rolledMs < rollMs) return;
  if (feed.consideredUntilMs !== 0 && rolledMs >= rollMs) {
    await reconsider(deps, { startMs: feed.consideredUntilMs, endMs: untilMs });
    await expandAll(deps, port);
  }
  // Also when the window has become shorter: what lies beyond it now is looked at when it comes into it again.
  const now: Feed = { ...feed, consideredUntilMs: untilMs };
  await store.applyPage(account, port.side, (work) => work.putFeed(now));
}

/** Links looked at in one transaction. */
const linkBatch = 500;

/** Decides anew, under the present rules, what is owed for every link that starts in a stretch: rules or window changed. */
export async function reconsider(
  { store, context }: RollDeps,
  stretch: { readonly startMs: number; readonly endMs: number },
): Promise<void> {
  const { account, rules } = context;
  let after: Link | undefined;
  for (;;) {
    const links: readonly Link[] = await store.startingIn(account, stretch, linkBatch, after);
    if (links.length === 0) return;
    const changed = links.filter((link) => withSchedule(link, rules).dirty !== link.dirty);
    await store.changeMany(changed.map(({ key }) => ({ key, change: (now) => withSchedule(now, rules), entry: null })));
    after = links.at(-1);
  }
}

/** Series expanded in one transaction. */
const seriesBatch = 25;

async function expandAll(deps: RollDeps, port: CalendarPort): Promise<void> {
  const { store, context } = deps;
  const instanceId = port.instanceId?.bind(port);
  if (instanceId === undefined) return;
  const fold: FoldContext = pageContext({ context, port }, 0);
  let after: string | undefined;
  for (;;) {
    const some = await store.allSeries(context.account, seriesBatch, after);
    if (some.length === 0) return;
    await store.applyPage(context.account, port.side, (work) => foldSeries(work, some, { ...fold, instanceId }));
    after = some.at(-1)?.masterId;
  }
}
