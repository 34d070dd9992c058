import { overlaps } from '../domain/intervals';
import type { SkippedRow } from '../domain/problem';
import { normalOriginalStart } from '../domain/recurrence/original-start';
import { toInterval } from '../domain/span-interval';
import { type FoldContext, foldGone, foldRecord } from './fold-record';
import { adoptable, forget, keep, latest, orSkipped, type PageLinks } from './page-links';
import { isDead } from './plan-link';
import type { RemoteRecord, SeriesException } from './ports';
import type { PageWork } from './store';

/** Changed instances that may have an appointment already: which of them is its own is known when their series is expanded. */
export async function adoptedLater(
  work: PageWork,
  exceptions: readonly SeriesException[],
  context: FoldContext,
  links: PageLinks,
): Promise<readonly SeriesException[]> {
  const strangers = exceptions.filter(({ id }) => !links.byRecordId.has(id));
  if (strangers.length === 0) return [];
  const byKey = await work.byKeys(strangers.flatMap(({ record }) => record?.creationKey ?? []));
  // Of an event that was single until now, the first date goes on with its link.
  const single = await work.byRecordIds([...new Set(strangers.map(({ masterId }) => masterId))]);
  return strangers.filter(
    ({ masterId, record }) =>
      single.get(masterId)?.occurrence === null ||
      adoptable(latest(links, byKey, record?.creationKey ?? null), context) !== undefined,
  );
}

/** Changed instances are observed as they are, whatever their rule says by now. */
export function foldExceptions(
  exceptions: readonly SeriesException[],
  context: FoldContext,
  links: PageLinks,
): readonly SkippedRow[] {
  const skipped: SkippedRow[] = [];
  for (const { id, masterId, originalStart, record, isUnreadable } of exceptions) {
    if (isUnreadable === true) continue;
    const found = links.byRecordId.get(id) ?? null;
    // Cancelled and made again by somebody: a new one.
    const known = found !== null && record !== null && isDead(found) ? null : found;
    if (known === null && found !== null) forget(links, found.key);
    if (record === null) {
      if (known !== null) keep(links, id, known, foldGone(known, context.side, context.rules));
      continue;
    }
    const result = orSkipped(record, () => {
      const { window, zone } = context.rules;
      if (known === null && !overlaps(toInterval(record.content.span, zone), window)) return {};
      const start = originalStart === null ? null : normalOriginalStart(originalStart);
      const occurrence = start === null ? null : { masterId, originalStart: start };
      return { link: foldRecord(known, asOccurrence(record), context, occurrence) };
    });
    if ('reason' in result) skipped.push(result);
    else if ('link' in result && result.link !== undefined) {
      keep(links, id, known, result.link);
      if (known === null) links.fresh.add(result.link.key);
    }
  }
  return skipped;
}

/** Key and twin on an instance are its master's: they name no single occurrence, but say whose Docket made the series. */
export function asOccurrence(record: RemoteRecord): RemoteRecord {
  const { creationKey, twinId, traits } = record;
  const foreignTwinId = creationKey === null ? (twinId ?? traits.foreignTwinId) : traits.foreignTwinId;
  return { ...record, creationKey: null, twinId: null, traits: { ...traits, foreignTwinId } };
}
