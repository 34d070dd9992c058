import { type ContentField, fieldKey } from '../../lib/domain/content-fields';
import type { RemoteRecord } from '../../lib/sync/ports';
import { itemOf } from './content';
import { uniqueFields } from './history';
import { isInWindow, sides } from './records';
import type { Deletion, World } from './world';

/** Values by what they were written over. */
export type Over = ReadonlyMap<string, readonly string[]>;

/** What became of an item. */
export interface Fate {
  readonly item: number;
  readonly isAlive: boolean;
  readonly deletions: readonly Deletion[];
  /** Values that nobody who deleted it had seen. */
  readonly unseen: readonly string[];
}

/** The items of a history as it ends. Several checks ask the same of each of them, so it is gathered once. */
export interface Items {
  /** In the order in which somebody wrote them first. */
  readonly all: readonly number[];
  /** Of both sides. One of each, unless a repeated request has made more. */
  recordsOf(item: number): readonly RemoteRecord[];
  deletionsOf(item: number): readonly Deletion[];
  overOf(item: number, field: ContentField): Over;
  /** Without those of which nobody can say. */
  readonly fates: readonly Fate[];
}

/** Gathers what the checks at the end ask about items. */
export function gatherItems(world: World): Items {
  const { truth } = world;
  const all = [...new Set(truth.written.map(({ item }) => item))];
  const records = recordsByItem(world);
  const deletions = grouped(truth.deletions, ({ item }) => item);
  const overs = oversByField(world);
  const recordsOf = (item: number) => records.get(item) ?? [];
  const deletionsOf = (item: number) => deletions.get(item) ?? [];
  const overOf = (item: number, field: ContentField): Over => overs.get(`${field} ${item}`) ?? new Map();
  const fates = all.flatMap((item): Fate[] => {
    // Of two records of one item, a person may have deleted either.
    if (truth.series.has(item) || truth.flagged.has(item) || truth.repeated.has(item)) return [];
    const isAlive = recordsOf(item).length > 0;
    if (isAlive && !recordsOf(item).some((record) => isInWindow(world, record))) return [];
    const deleted = deletionsOf(item);
    return [{ item, isAlive, deletions: deleted, unseen: deleted.length === 0 ? [] : unseenBy(item, deleted) }];
  });
  return { all, recordsOf, deletionsOf, overOf, fates };

  function unseenBy(item: number, deleted: readonly Deletion[]): readonly string[] {
    return uniqueFields.flatMap((field) => {
      const over = overOf(item, field);
      const seen = closure(
        over,
        deleted.map((one) => fieldKey(field, one.held)),
      );
      return [...over.keys()].filter((value) => !seen.has(value)).map((value) => `${field} ${value}`);
    });
  }
}

/** The values, and all that they were written over. */
export function closure(over: Over, values: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (found.has(value)) continue;
    found.add(value);
    open.push(...(over.get(value) ?? []));
  }
  return found;
}

function recordsByItem({ sides: held, truth }: World): ReadonlyMap<number, readonly RemoteRecord[]> {
  const byItem = new Map<number, RemoteRecord[]>();
  const mayBeTwice = (item: number) => truth.repeated.has(item) || truth.editedAgain.has(item);
  for (const side of sides) {
    const onSide = new Set<number>();
    for (const record of held[side].records.values()) {
      const item = itemOf(record.content.subject);
      if (item === null || (onSide.has(item) && !mayBeTwice(item))) continue;
      onSide.add(item);
      add(byItem, item, record);
    }
  }
  return byItem;
}

function oversByField({ truth }: World): ReadonlyMap<string, Over> {
  const overs = new Map<string, Map<string, readonly string[]>>();
  for (const { item, field, value, over } of truth.written) {
    const name = `${field} ${item}`;
    const ofField = overs.get(name) ?? new Map<string, readonly string[]>();
    overs.set(name, ofField.set(value, [...(ofField.get(value) ?? []), ...over]));
  }
  return overs;
}

function grouped<Value>(values: readonly Value[], of: (value: Value) => number): ReadonlyMap<number, readonly Value[]> {
  const groups = new Map<number, Value[]>();
  for (const value of values) add(groups, of(value), value);
  return groups;
}

function add<Value>(groups: Map<number, Value[]>, name: number, value: Value): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [value]);
  else group.push(value);
}
