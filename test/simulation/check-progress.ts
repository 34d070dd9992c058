import type { Feed } from '../../lib/sync/store';
import { sides } from './records';
import type { World } from './world';

/** Where both readings stand, to be compared with where they stood. */
export async function feedsOf(world: World): Promise<readonly Feed[]> {
  return Promise.all(sides.map((side) => world.feed(side)));
}

/** Cursors and generations never go back; a cursor that is given up for a listing is null first. */
export function stepsBack(before: readonly Feed[], now: readonly Feed[]): readonly string[] {
  return now.flatMap((feed, nth) => {
    const earlier = before[nth];
    if (earlier === undefined) return [];
    const faults: string[] = [];
    if (feed.generation < earlier.generation) {
      faults.push(`generation ${feed.generation} of the ${feed.side} came after ${earlier.generation}`);
    }
    if (isBefore(feed.cursor, earlier.cursor)) {
      faults.push(`the cursor of the ${feed.side} went back from ${earlier.cursor} to ${feed.cursor}`);
    }
    return faults;
  });
}

/** Cursors of sides in memory are an era and a place in it. */
function isBefore(cursor: string | null, earlier: string | null): boolean {
  if (cursor === null || earlier === null) return false;
  const [now, then] = [cursor, earlier].map((text): { era: number; at: number } => JSON.parse(text));
  if (now === undefined || then === undefined) return false;
  return now.era === then.era ? now.at < then.at : now.era < then.era;
}
