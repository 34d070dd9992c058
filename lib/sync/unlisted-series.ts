import { expandSeries } from '../domain/recurrence/expand-series';
import { foldKnown } from './fold-record';
import { foldSeries, type SeriesContext } from './fold-series';
import { forgetSeries, seriesOf } from './keep-series';
import type { Confirm } from './look-for-known';
import type { RemoteRecord, SeriesException, SeriesRecord } from './ports';
import type { PageWork, StoredSeries } from './store';
import { endSeries } from './turned-series';

/**
 * What became of a series that a listing did not show, by the answer about its master: it is gone, or goes on beyond what
 * a listing covers. Since its changes were told last it may have been cut short, or have become a single event.
 */
export async function settleUnlisted(
  work: PageWork,
  stored: StoredSeries,
  answer: Awaited<ReturnType<Confirm>>,
  context: SeriesContext,
): Promise<void> {
  if (answer === 'unknown') return keepUnlisted(work, stored, context);
  if (answer === 'gone') {
    const { changed, dead } = await forgetSeries(work, stored.masterId, context);
    await work.put(changed);
    return work.remove(dead);
  }
  return answer.series === undefined
    ? keepSingle(work, answer, context)
    : keepMaster(work, stored, answer.series, context);
}

async function keepSingle(work: PageWork, record: RemoteRecord, context: SeriesContext): Promise<void> {
  const known = await work.byRecordIds([record.id]);
  const { kept, changed, dead } = await endSeries(work, [record], known, context);
  await work.put([...[...kept.values()].map((link) => foldKnown(link, record, context)), ...changed]);
  await work.remove(dead);
}

async function keepMaster(
  work: PageWork,
  stored: StoredSeries,
  master: SeriesRecord,
  context: SeriesContext,
): Promise<void> {
  const series = { ...seriesOf(stored, stored.masterId, context), master };
  await foldSeries(work, [series], { ...context, generation: 0 });
  await keepUnlisted(work, series, context);
}

/** The same for dates that nobody could read: the listing may have left them out, or have had no such date to show. */
export async function settleUnread(
  work: PageWork,
  masterId: string,
  answers: ReadonlyMap<string, Awaited<ReturnType<Confirm>>>,
  context: SeriesContext,
): Promise<void> {
  for (const stored of (await work.seriesById([masterId])).values()) {
    const exceptions = stored.exceptions.map((one): SeriesException => {
      const answer = answers.get(one.id);
      if (answer === undefined) return one;
      const { isUnlisted: _asked, isUnreadable: _before, ...known } = one;
      if (answer === 'unknown') return { ...known, isUnreadable: true };
      return { ...known, record: answer === 'gone' ? null : answer };
    });
    const series = { ...stored, exceptions };
    await work.putSeries([series]);
    await foldSeries(work, [series], { ...context, generation: 0 });
  }
}

/** A series that ended long ago is not asked for every day. */
async function keepUnlisted(work: PageWork, series: StoredSeries, context: SeriesContext): Promise<void> {
  if (isOver(series, context)) return work.removeSeries([series.masterId]);
  return work.putSeries([{ ...series, masterListed: context.generation }]);
}

function isOver({ master, exceptions }: StoredSeries, { rules: { window } }: SeriesContext): boolean {
  if (master === null) return true;
  const { occurrences, unreadable } = expandSeries({ master, exceptions, window });
  return unreadable === undefined && occurrences.length === 0;
}
