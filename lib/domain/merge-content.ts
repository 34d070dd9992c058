import type { AppointmentContent } from './appointment';
import { type ContentField, contentFields, sameField } from './content-fields';

/** What one side holds now, and what it held when both last agreed; null: they never did. */
export interface MergeSide {
  readonly seen: AppointmentContent;
  readonly agreed: AppointmentContent | null;
  /** Fields that were changed although what is seen of them stayed as it was. */
  readonly alsoChanged?: readonly ContentField[];
  /** Of the first side: fields of `seen` that nobody has seen, since it does not keep them. */
  readonly unkept?: readonly ContentField[] | undefined;
}

export interface ContentMerge {
  /** Fields in which the second side follows the first. */
  readonly toSecond: readonly ContentField[];
  /** Fields in which the first side follows the second. */
  readonly toFirst: readonly ContentField[];
  /** Changed on both sides, and differently. */
  readonly conflicts: readonly ContentField[];
}

/**
 * The three-way merge, field by field: changed on one side → copied; on both to the same value → agreed; on both
 * differently → a conflict. Sides that never agreed have no common ancestor: every difference is one.
 */
export function mergeContent(first: MergeSide, second: MergeSide): ContentMerge {
  const toSecond: ContentField[] = [];
  const toFirst: ContentField[] = [];
  const conflicts: ContentField[] = [];
  for (const field of contentFields) {
    if (sameField(field, first.seen, second.seen)) continue;
    // Once both have agreed, what such a side holds by agreement is known.
    if (first.agreed === null && first.unkept?.includes(field)) continue;
    const firstChanged = isChanged(first, field);
    const secondChanged = isChanged(second, field);
    if (firstChanged && secondChanged) conflicts.push(field);
    else if (firstChanged) toSecond.push(field);
    else if (secondChanged) toFirst.push(field);
    // Neither changed: the sides hold it differently by agreement, e.g. a private subject shown as "Busy".
  }
  return { toSecond, toFirst, conflicts };
}

function isChanged({ seen, agreed, alsoChanged }: MergeSide, field: ContentField): boolean {
  return agreed === null || !sameField(field, seen, agreed) || alsoChanged?.includes(field) === true;
}
