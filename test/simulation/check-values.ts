import type { Side } from '../../lib/domain/appointment';
import { type ContentField, fieldKey, sameField } from '../../lib/domain/content-fields';
import type { Link } from '../../lib/sync/link';
import type { JournalEntry } from '../../lib/sync/store';
import { itemOf } from './content';
import { uniqueFields } from './history';
import { closure, type Items } from './items';
import { isInWindow } from './records';
import type { World } from './world';

/**
 * Whatever a person wrote last stands on both sides, or in a conflict. Each value knows what it was
 * written over, so a value is lost when neither it nor anything written over it has survived.
 */
export function lostValues(world: World, items: Items, journal: readonly JournalEntry[]): readonly string[] {
  const { truth } = world;
  const faults: string[] = [];
  for (const item of items.all) {
    if (truth.series.has(item) || truth.hasChangedPrivacy) continue;
    const records = items.recordsOf(item);
    if (!records.some((record) => isInWindow(world, record))) continue;
    for (const field of uniqueFields) {
      const over = items.overOf(item, field);
      const survived = closure(
        over,
        records.map(({ content }) => fieldKey(field, content)),
      );
      for (const { held: dead } of items.deletionsOf(item)) {
        for (const value of closure(over, [fieldKey(field, dead)])) survived.add(value);
      }
      if (truth.hasDecidedByRule) {
        for (const value of closure(over, replaced(journal, item, field))) survived.add(value);
      }
      for (const value of over.keys()) {
        if (survived.has(value)) continue;
        faults.push(`${field} of item ${item} lost: ${value}`);
      }
      for (const { content } of records) {
        const value = fieldKey(field, content);
        if (!over.has(value)) faults.push(`${field} of item ${item} was written by nobody: ${value}`);
      }
    }
  }
  return faults;
}

/** What both sides hold is the last that a person wrote, nothing that was written over on purpose. */
export function oldValues(world: World, items: Items): readonly string[] {
  const { truth } = world;
  if (truth.hasDecidedByRule || truth.hasChangedPrivacy) return [];
  return items.all.flatMap((item) => {
    const [record, other, ...more] = items.recordsOf(item);
    if (truth.series.has(item) || items.deletionsOf(item).length > 0) return [];
    if (record === undefined || other === undefined || more.length > 0) return [];
    if (!isInWindow(world, record) && !isInWindow(world, other)) return [];
    return uniqueFields.flatMap((field) => {
      if (!sameField(field, record.content, other.content)) return [];
      const value = fieldKey(field, record.content);
      const later = truth.written.find((one) => one.item === item && one.field === field && one.over.includes(value));
      return later === undefined ? [] : [`${field} of item ${item} is ${value}, and ${later.value} came after`];
    });
  });
}

/** A conflict has two newest values: one that knew the other is no conflict, but our own write seen again. */
export function falseConflicts(
  { truth }: World,
  items: Items,
  links: readonly Link[],
  journal: readonly JournalEntry[],
): readonly string[] {
  return links.flatMap((link) => {
    const item = itemOf(link.subject);
    const { helpdesk, calendar } = link;
    if (item === null || helpdesk.kind !== 'made' || calendar.kind !== 'made') return [];
    if (truth.series.has(item) || truth.flagged.has(item) || truth.coincided.has(item)) return [];
    // Somebody may have edited one of two that a repeated request has made: it is asked, as with two of two profiles.
    if (truth.repeated.has(item)) return [];
    return uniqueFields.flatMap((field) => {
      if (!link.conflict.includes(field)) return [];
      const [one, other] = [fieldKey(field, helpdesk.content), fieldKey(field, calendar.content)];
      const over = items.overOf(item, field);
      // A write without an answer, and edited over before it was seen again: nobody can tell it from an edit of what was there.
      const isHidden = (side: Side) => {
        const writes = journal.filter(
          (one) =>
            one.linkKey === link.key && one.side === side && one.action === 'update' && one.fields.includes(field),
        );
        const asked = writes.filter(({ outcome }) => outcome === 'asked').length;
        return asked > writes.filter(({ outcome }) => outcome === 'done').length;
      };
      const knows =
        (closure(over, [one]).has(other) && !isHidden('helpdesk')) ||
        (closure(over, [other]).has(one) && !isHidden('calendar'));
      return knows ? [`no conflict, but kept as one: ${field} of item ${item}, ${one} and ${other}`] : [];
    });
  });
}

/** What was written over by the rule that the agent chose for conflicts stands in the journal. */
function replaced(journal: readonly JournalEntry[], item: number, field: ContentField): readonly string[] {
  return journal.flatMap(({ action, before }) =>
    action === 'update' && before !== null && itemOf(before.subject) === item ? [fieldKey(field, before)] : [],
  );
}
