import type { Counted } from './halo-cursor';
import type { RowMark } from './newest-first';

/** What the head of the whole list tells of its length; absent where it does not say. */
export function countRows(
  marks: readonly RowMark[],
  { total, before }: { readonly total: number | null; readonly before: Counted | undefined },
): { readonly counted?: Counted } {
  if (total === null) return {};
  const ids = marks.map(({ id }) => Number(id)).filter(Number.isSafeInteger);
  return { counted: { rows: total, newestId: Math.max(before?.newestId ?? 0, ...ids) } };
}

/**
 * Whether rows must have left the list: it tells of no deletion, but it is shorter than it was, with what is new in it
 * counted. Only a hint, that a full listing is due now and not tomorrow.
 */
export function hasFewerRows(
  marks: readonly RowMark[],
  { total, before }: { readonly total: number | null; readonly before: Counted | undefined },
): boolean {
  if (total === null || before === undefined) return false;
  const added = marks.filter(({ id }) => Number(id) > before.newestId).length;
  return total < before.rows + added;
}
