import type { Link } from '../../lib/sync/link';
import type { JournalEntry } from '../../lib/sync/store';
import { deletedEdits, lostItems, resurrections } from './check-deletions';
import { mailFaults, missingMails } from './check-mails';
import { convergence, duplicates, sharedIds } from './check-story';
import { falseConflicts, lostValues, oldValues } from './check-values';
import { gatherItems, type Items } from './items';
import { describe } from './records';
import type { World } from './world';

/** What a check looks at. */
interface Looked {
  readonly world: World;
  readonly links: readonly Link[];
}

/** What a check at the end looks at beside. */
interface LookedAtEnd extends Looked {
  readonly journal: readonly JournalEntry[];
  readonly items: Items;
}

/** What must hold after every step, whatever has gone wrong. Progress does, too: `stepsBack`. */
const always: Readonly<Record<string, (looked: Looked) => readonly string[]>> = {
  '5 no duplicate': ({ world, links }) => [...sharedIds(links), ...duplicates(world, false)],
  '8 one mail': ({ world }) => mailFaults(world),
};

/**
 * What must hold when everything works again and some runs have healed what could be healed. The rest of the thirteen is
 * asked of runs, not of what they leave: 6 no ping-pong, 9 monotone progress and 10 bounded work by `playHistory`, 11
 * crash everywhere by `every-await.test.ts`, 12 determinism and 13 other ways to the same end by `same-history.test.ts`.
 */
const healed: Readonly<Record<string, (looked: LookedAtEnd) => readonly string[]>> = {
  '1 convergence': ({ world, links }) => convergence(world, links),
  '2 no loss': ({ world, items }) => [...lostItems(items), ...deletedEdits(world, items)],
  '3 no silent overwrite': ({ world, links, journal, items }) => [
    ...lostValues(world, items, journal),
    ...falseConflicts(world, items, links, journal),
  ],
  '4 no old value': ({ world, items }) => oldValues(world, items),
  '5 no duplicate': ({ world, links }) => [...sharedIds(links), ...duplicates(world, true)],
  '7 no resurrection': ({ items, links }) => resurrections(items, links),
  '8 one mail': ({ world }) => [...mailFaults(world), ...missingMails(world)],
  '9 progress': ({ links }) => links.flatMap((link) => (link.dirty === 1 ? [`dirty for ever: ${describe(link)}`] : [])),
};

export async function stepFaults(world: World): Promise<readonly string[]> {
  return faultsOf(always, { world, links: await world.at.links() });
}

export async function endFaults(world: World): Promise<readonly string[]> {
  const [links, journal] = [await world.at.links(), await world.at.journal()];
  return faultsOf(healed, { world, links, journal, items: gatherItems(world) });
}

function faultsOf<Seen>(
  checks: Readonly<Record<string, (looked: Seen) => readonly string[]>>,
  looked: Seen,
): readonly string[] {
  return Object.entries(checks).flatMap(([name, check]) => check(looked).map((fault) => `${name}: ${fault}`));
}
