import type { SkippedRow } from '../domain/problem';
import type { FoldContext } from './fold-record';
import type { Link } from './link';
import type { RemoteRecord } from './ports';

/** What a page changes, and what it has looked at: an item may come twice, and by several ways. */
export interface PageLinks {
  readonly changed: Map<string, Link>;
  /** Keys of those among them that begin here, and bring no key along. */
  readonly fresh: Set<string>;
  readonly forgotten: Set<string>;
  readonly byRecordId: Map<string, Link>;
}

export function keep(links: PageLinks, recordId: string, before: Link | null, after: Link): void {
  links.byRecordId.set(recordId, after);
  if (after !== before) links.changed.set(after.key, after);
}

export function forget({ changed, forgotten }: PageLinks, key: string): void {
  changed.delete(key);
  forgotten.add(key);
}

/** The link of a key or id as the page has left it so far. */
export function latest(links: PageLinks, stored: ReadonlyMap<string, Link>, id: string | null): Link | undefined {
  if (id === null) return undefined;
  const link = stored.get(id);
  return links.changed.get(link?.key ?? id) ?? link;
}

/** A link may take the record as its own only while it has none on this side. */
export function adoptable(link: Link | undefined, { side }: Pick<FoldContext, 'side'>): Link | undefined {
  if (link === undefined) return undefined;
  const { kind } = link[side];
  return kind === 'made' || kind === 'gone' || kind === 'removed' ? undefined : link;
}

/** One row that makes no sense (a day that does not exist) must not stop the others. */
export function orSkipped<T extends object>(record: RemoteRecord, fold: () => T): T | SkippedRow {
  try {
    return fold();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { what: 'event', id: record.id, subject: record.content.subject, reason: error.message };
  }
}
