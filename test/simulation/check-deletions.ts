import { fieldKey } from '../../lib/domain/content-fields';
import type { Link } from '../../lib/sync/link';
import { closure, overOf } from './check-values';
import { itemOf } from './content';
import { uniqueFields } from './history';
import { describe, isInWindow, recordsOf } from './records';
import type { Deletion, World } from './world';

/** What became of an item. */
interface Fate {
  readonly item: number;
  readonly isAlive: boolean;
  readonly deletions: readonly Deletion[];
  /** Values that nobody who deleted it had seen. */
  readonly unseen: readonly string[];
}

/** What nobody deleted is there. */
export function lostItems(world: World): readonly string[] {
  return fatesOf(world).flatMap(({ item, isAlive, deletions }) =>
    isAlive || deletions.length > 0 ? [] : [`item ${item} is lost`],
  );
}

/** An edit outlives a deletion. */
export function deletedEdits(world: World): readonly string[] {
  if (world.truth.hasDecidedByRule) return [];
  return fatesOf(world).flatMap(({ item, isAlive, deletions, unseen }) =>
    isAlive || deletions.length === 0 || unseen.length === 0
      ? []
      : [`item ${item} was deleted with edits that nobody saw: ${unseen.join(', ')}`],
  );
}

/** A deletion of what nobody edited since, at a time when nothing was under way, stays one. */
export function resurrections(world: World, links: readonly Link[]): readonly string[] {
  return fatesOf(world).flatMap(({ item, isAlive, deletions, unseen }) => {
    if (!isAlive || unseen.length > 0 || deletions.length !== 1 || deletions[0]?.isQuiet !== true) return [];
    const link = links.find((one) => itemOf(one.subject) === item);
    return [`item ${item} came back from the dead: ${link === undefined ? '' : describe(link)}`];
  });
}

function fatesOf(world: World): readonly Fate[] {
  const { truth } = world;
  return [...new Set(truth.written.map((one) => one.item))].flatMap((item) => {
    // Of two records of one item, a person may have deleted either.
    if (truth.series.has(item) || truth.flagged.has(item) || truth.repeated.has(item)) return [];
    const records = recordsOf(world, item);
    const isAlive = records.length > 0;
    if (isAlive && !records.some((record) => isInWindow(world, record))) return [];
    const deletions = truth.deletions.filter((one) => one.item === item);
    return [{ item, isAlive, deletions, unseen: deletions.length === 0 ? [] : unseenBy(world, item, deletions) }];
  });
}

function unseenBy(world: World, item: number, deletions: readonly Deletion[]): readonly string[] {
  return uniqueFields.flatMap((field) => {
    const over = overOf(world, item, field);
    const seen = closure(
      over,
      deletions.map((one) => fieldKey(field, one.held)),
    );
    return [...over.keys()].filter((value) => !seen.has(value)).map((value) => `${field} ${value}`);
  });
}
