import { dayMs } from '../domain/calendar-day';
import { toInterval } from '../domain/span-interval';
import { type FoldContext, foldGone } from './fold-record';
import type { Link } from './link';
import { isDead } from './plan-link';
import type { ChangePage, SeriesException } from './ports';
import type { PageWork, StoredSeries } from './store';

/** Masters and exceptions of the page, joined with what is stored of their series. A master is to be expanded later. */
export async function keepSeries(
  work: PageWork,
  { series, exceptions }: Pick<ChangePage, 'series' | 'exceptions'>,
  context: FoldContext,
  unfolded: Set<string>,
): Promise<void> {
  if (series.length > 0) {
    const stored = await work.seriesById(series.map(({ id }) => id));
    const shown = context.generation > 0 ? { masterListed: context.generation } : {};
    await work.putSeries(
      series.map((master) => ({ ...notOver(seriesOf(stored.get(master.id), master.id, context)), master, ...shown })),
    );
    for (const { id } of series) unfolded.add(id);
  }
  await keepExceptions(work, exceptions, context);
  if (context.generation > 0) for (const { masterId } of exceptions) unfolded.add(masterId);
}

export async function keepExceptions(
  work: PageWork,
  exceptions: readonly SeriesException[],
  context: FoldContext,
): Promise<void> {
  if (exceptions.length === 0) return;
  const touched = new Map(await work.seriesById([...new Set(exceptions.map(({ masterId }) => masterId))]));
  for (const exception of exceptions) {
    const series = seriesOf(touched.get(exception.masterId), exception.masterId, context);
    touched.set(exception.masterId, { ...series, exceptions: withException(series.exceptions, exception) });
  }
  await work.putSeries([...touched.values()]);
}

/** The series as a listing shows it first: of the exceptions of before only those count that no listing would show. */
export function seriesOf(
  stored: StoredSeries | undefined,
  masterId: string,
  context: Pick<FoldContext, 'account' | 'generation' | 'rules'>,
): StoredSeries {
  const { account, generation } = context;
  if (stored === undefined) return { account, masterId, master: null, exceptions: [], listed: generation };
  return generation > 0 && stored.listed !== generation
    ? { ...stored, exceptions: unlistable(stored, context), listed: generation }
    : stored;
}

/**
 * A listing shows what ends in the window or after it. An exception that was moved out of it, from where its rule still has
 * it within, is not among that, and stands all the same: without it the rule would put its occurrence back.
 */
export function unlistable(
  { master, exceptions }: StoredSeries,
  { rules: { window, zone } }: Pick<FoldContext, 'rules'>,
): readonly SeriesException[] {
  if (master === null) return [];
  const { span } = master.content;
  // Dates of whole days are up to two days away from their instants.
  const lengthMs = Date.parse(span.end) - Date.parse(span.start) + 2 * dayMs;
  return exceptions.flatMap((exception): SeriesException[] => {
    const { originalStart, record } = exception;
    if (originalStart === null || Date.parse(originalStart) + lengthMs <= window.startMs) return [];
    // Of what cannot be read nobody knows where it stands.
    const isBefore = record !== null && toInterval(record.content.span, zone).endMs <= window.startMs;
    return isBefore || exception.isUnreadable ? [{ ...exception, isUnlisted: true }] : [];
  });
}

function withException(known: readonly SeriesException[], exception: SeriesException): readonly SeriesException[] {
  const isSame = (one: SeriesException) =>
    one.id === exception.id || (exception.originalStart !== null && one.originalStart === exception.originalStart);
  const before = known.find(isSame);
  const originalStart = exception.originalStart ?? before?.originalStart ?? null;
  return [...known.filter((one) => !isSame(one)), { ...exception, originalStart }];
}

/** A master that is gone takes its occurrences along: links that are changed by that, and those that nothing is left of. */
export async function forgetSeries(
  work: PageWork,
  masterId: string,
  { side, rules }: Pick<FoldContext, 'side' | 'rules'>,
  latestLinks: ReadonlyMap<string, Link> = new Map(),
): Promise<{ readonly changed: readonly Link[]; readonly dead: readonly string[] }> {
  await work.removeSeries([masterId]);
  const links = (await work.ofSeries(masterId)).map((stored) => {
    const link = foldGone(latestLinks.get(stored.key) ?? stored, side, rules);
    return { link, isChanged: link !== stored };
  });
  return {
    changed: links.flatMap(({ link, isChanged }) => (isChanged && !isDead(link) ? [link] : [])),
    dead: links.flatMap(({ link }) => (isDead(link) ? [link.key] : [])),
  };
}

/** What was just told of may go on. */
function notOver({ isOver: _before, ...series }: StoredSeries): StoredSeries {
  return series;
}
