import type { Link } from '../../lib/sync/link';
import { itemOf } from './content';
import type { Items } from './items';
import { describe } from './records';
import type { World } from './world';

/** What nobody deleted is there. */
export function lostItems({ fates }: Items): readonly string[] {
  return fates.flatMap(({ item, isAlive, deletions }) =>
    isAlive || deletions.length > 0 ? [] : [`item ${item} is lost`],
  );
}

/** An edit outlives a deletion. */
export function deletedEdits({ truth }: World, { fates }: Items): readonly string[] {
  if (truth.hasDecidedByRule) return [];
  return fates.flatMap(({ item, isAlive, deletions, unseen }) =>
    isAlive || deletions.length === 0 || unseen.length === 0
      ? []
      : [`item ${item} was deleted with edits that nobody saw: ${unseen.join(', ')}`],
  );
}

/** A deletion of what nobody edited since, at a time when nothing was under way, stays one. */
export function resurrections({ fates }: Items, links: readonly Link[]): readonly string[] {
  return fates.flatMap(({ item, isAlive, deletions, unseen }) => {
    if (!isAlive || unseen.length > 0 || deletions.length !== 1 || deletions[0]?.isQuiet !== true) return [];
    const link = links.find((one) => itemOf(one.subject) === item);
    return [`item ${item} came back from the dead: ${link === undefined ? '' : describe(link)}`];
  });
}
