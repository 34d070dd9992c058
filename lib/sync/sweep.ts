import type { Side } from '../domain/appointment';
import { overlaps } from '../domain/intervals';
import type { Problem, SkippedRow } from '../domain/problem';
import { expandSeries } from '../domain/recurrence/expand-series';
import { applyPage, type Shown } from './apply-page';
import { asOccurrence } from './fold-exceptions';
import { type FoldContext, foldGone, foldKnown } from './fold-record';
import { lineOfRead } from './journal-line';
import { asListed } from './keep-unread';
import { isSameCalendar, type Link } from './link';
import { type Confirm, isWaiting, lookForKnown } from './look-for-known';
import type { CalendarPort, SeriesException, SeriesRecord } from './ports';
import type { StepDeps } from './run-step';
import type { Feed, PageWork, StoredSeries, SyncStore } from './store';

export interface SweepDeps extends Pick<StepDeps, 'now' | 'runId' | 'isOutsideHours'> {
  readonly store: SyncStore;
  readonly port: CalendarPort;
  readonly toProblem: (error: unknown, side: Side) => Problem;
}

export interface Swept {
  readonly feed: Feed;
  readonly skipped: readonly SkippedRow[];
  readonly isComplete: boolean;
}

const ofSide = { helpdesk: 'appointment', calendar: 'event' } as const;

/** Reads of single records in one run: the rest is asked for in the next. */
const mostConfirmations = 50;

/**
 * What a complete listing did not show is a candidate; each is deleted only when a read of that one record says so. A
 * side that cannot be asked throws, and the sweep goes on in the next run.
 */
export async function sweep(deps: SweepDeps, feed: Feed, context: FoldContext): Promise<Swept> {
  const generation = feed.unswept;
  if (generation === undefined) return { feed, skipped: [], isComplete: true };
  const listing = { ...context, generation };
  const skipped: SkippedRow[] = [];
  let left = mostConfirmations;
  const confirm: Confirm = async (id) => {
    left -= 1;
    try {
      return (await deps.port.read(id)) ?? 'gone';
    } catch (error) {
      const problem = deps.toProblem(error, context.side);
      // This one record cannot be read, and may be there: it is kept until the next listing.
      if (problem.kind !== 'refused' && problem.kind !== 'unreadable') throw error;
      skipped.push({ what: ofSide[context.side], id, reason: 'detail' in problem ? problem.detail : '' });
      return 'unknown';
    }
  };
  const mayAsk = () => left > 0;
  const now = await sweepSeries(deps, feed, { context: listing, confirm, mayAsk });
  const waiting = await sweepRecords(deps, listing, confirm, mayAsk);
  if (left <= 0) return { feed: now, skipped, isComplete: false };
  // They prove no deletion, so what is too many for this run is asked for after the next listing.
  await lookForKnown(deps.store, listing, { links: waiting, confirm, mayAsk });
  const { unswept: _done, ...rest } = now;
  await deps.store.applyPage(context.account, context.side, (work) => work.putFeed(rest));
  return { feed: rest, skipped, isComplete: true };
}

/** Links looked through in one transaction. */
const linkBatch = 500;

/** Answers the links that wait for a record which was not shown. */
async function sweepRecords(
  deps: SweepDeps,
  context: FoldContext,
  confirm: Confirm,
  mayAsk: () => boolean,
): Promise<readonly Link[]> {
  const { store } = deps;
  const { account, side, rules, generation } = context;
  const waiting: Link[] = [];
  let after: Link | undefined;
  while (mayAsk()) {
    const missing = await store.unlisted({ account, side, generation }, rules.window, linkBatch, after);
    for (const link of missing) {
      const state = link[side];
      if (!isOfSideRead(link, context)) continue;
      if (waiting.length < mostConfirmations && isWaiting(link, side)) waiting.push(link);
      if (state.kind !== 'made') continue;
      if (!mayAsk()) return waiting;
      const answer = await confirm(state.id);
      await store.change(
        link.key,
        (now) => {
          // Let go of meanwhile.
          if (now[side].kind !== 'made') return now;
          if (answer === 'gone') return foldGone(now, side, rules);
          return answer === 'unknown' ? asListed(now, context) : foldKnown(now, answer, context);
        },
        typeof answer === 'string' ? null : lineOfRead(deps, link, side, answer),
      );
    }
    after = missing.at(-1);
    if (after === undefined) break;
  }
  return waiting;
}

/** What stands in another calendar is not missing in this one. */
function isOfSideRead({ calendarOf }: Link, { side, calendarOf: read }: FoldContext): boolean {
  return side === 'helpdesk' || calendarOf === null || isSameCalendar(calendarOf, read);
}

interface Sweeping {
  readonly context: FoldContext;
  readonly confirm: Confirm;
  readonly mayAsk: () => boolean;
}

/** Series read in one transaction. */
const batch = 100;

/** Answers the reading's place, with the series that are to be expanded anew. */
async function sweepSeries({ store, port }: SweepDeps, feed: Feed, sweeping: Sweeping): Promise<Feed> {
  const { context, confirm, mayAsk } = sweeping;
  const { account, side, generation } = context;
  let now = feed;
  if (port.instanceId === undefined) return now;
  let after: string | undefined;
  for (;;) {
    const some = await store.allSeries(account, batch, after);
    for (const series of some) {
      if (series.master === null) {
        await sweepDates(store, series, sweeping);
        continue;
      }
      const isShown = series.masterListed === generation;
      if (series.isOver === true && isOver(series.master, series, context)) {
        await store.applyPage(account, side, (work) => forgetWithout(work, series.masterId));
        continue;
      }
      const unlisted = series.exceptions.filter(({ isUnlisted }) => isUnlisted);
      for (const one of isShown ? unlisted : [series.master, ...unlisted]) {
        if (!mayAsk()) return now;
        const answer = await confirm(one.id);
        const page = asShown(one, answer);
        now = (await store.applyPage(account, side, (work) => applyPage(work, page, context, now))).feed;
        const isStill = one === series.master && typeof answer !== 'string' && answer.series !== undefined;
        if (isStill && isOver(series.master, series, context) && isOver(answer.series, series, context)) {
          const over: StoredSeries = { ...series, master: answer.series, masterListed: generation, isOver: true };
          await store.applyPage(account, side, async (work) => {
            if (!(await forgetWithout(work, series.masterId))) await work.putSeries([over]);
          });
        }
      }
    }
    after = some.at(-1)?.masterId;
    if (after === undefined) return now;
  }
}

/**
 * Forgets a series of which no date is known any more; whether it was that. As long as there are some, they stay known as
 * a series': it may be over by a wrong clock only.
 */
async function forgetWithout(work: PageWork, masterId: string): Promise<boolean> {
  const isLast = (await work.ofSeries(masterId)).length === 0;
  if (isLast) await work.removeSeries([masterId]);
  return isLast;
}

/** What was read by itself, as the listing would have shown it. */
function asShown(one: SeriesRecord | SeriesException, answer: Awaited<ReturnType<Confirm>>): Shown {
  const page = { records: [], series: [], exceptions: [], gone: [], skipped: [] };
  if ('masterId' in one) {
    const { isUnlisted: _asked, ...exception } = one;
    const read = typeof answer === 'string' ? null : answer;
    return {
      ...page,
      exceptions: [answer === 'unknown' ? exception : { ...exception, record: read, isUnreadable: false }],
    };
  }
  if (answer === 'gone') return { ...page, gone: [one.id] };
  if (answer === 'unknown') return { ...page, skipped: [{ what: 'event', id: one.id, reason: '' }] };
  // Since its changes were told last it may have been cut short, or have become a single event.
  return answer.series === undefined ? { ...page, records: [answer] } : { ...page, series: [answer.series] };
}

function isOver(master: SeriesRecord, { exceptions }: StoredSeries, { rules }: FoldContext): boolean {
  const { occurrences, unreadable } = expandSeries({ master, exceptions, window: rules.window });
  return unreadable === undefined && occurrences.length === 0;
}

/**
 * Single dates of a series that the agent was invited to: nobody may ask for its master, so each date is an item of its
 * own. One that has left the window is not missing.
 */
async function sweepDates(store: SyncStore, series: StoredSeries, sweeping: Sweeping): Promise<void> {
  const { context, confirm, mayAsk } = sweeping;
  const { account, side, rules, generation } = context;
  const links = await store.applyPage(account, side, (work) => work.ofSeries(series.masterId));
  const inWindow = links.filter((link) => link[side].kind === 'made' && overlaps(link, rules.window));
  for (const link of inWindow) {
    const state = link[side];
    if (state.kind !== 'made' || state.listed === generation) continue;
    if (!mayAsk()) return;
    const answer = await confirm(state.id);
    const swept = (now: Link): Link => {
      if (answer === 'gone') return foldGone(now, side, rules);
      return answer === 'unknown' ? asListed(now, context) : foldKnown(now, asOccurrence(answer), context);
    };
    await store.change(link.key, swept, null);
  }
  if (series.listed === generation) return;
  await store.applyPage(account, side, (work) =>
    inWindow.length === 0 ? work.removeSeries([series.masterId]) : work.putSeries([{ ...series, listed: generation }]),
  );
}
