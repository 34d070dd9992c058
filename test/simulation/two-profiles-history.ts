import { type History, type Op, type PersonOp, type Trouble, uniqueFields } from './history';
import { createRandom, type Random } from './random';

const sides = ['helpdesk', 'calendar'] as const;
const hourMs = 3_600_000;

/**
 * A history of an agent who has Docket in two browser profiles, both with two-way sync: edits, deletions and copies, runs
 * of either, some of them in the middle of one of the other's, and deaths. The seed repeats it.
 */
export function makeProfilesHistory(seed: number, { hasDeletions = true } = {}): History {
  const random = createRandom(seed);
  const maker = createMaker(random, hasDeletions);
  const ops: Op[] = [maker.create()];
  while (ops.length < 18) {
    const dice = random.next();
    if (dice < 0.48) ops.push(maker.person());
    else if (dice < 0.92) ops.push(maker.run());
    else ops.push({ do: 'wait', ms: random.pick([60_000, hourMs, 25 * hourMs]) });
  }
  return {
    seed,
    pageSize: random.pick([1, 2, 50]),
    helpdeskReading: random.chance(0.15) ? 'listings' : 'changes',
    keyFactor: 7919,
    ops,
  };
}

function createMaker(random: Random, hasDeletions: boolean) {
  let items = 0;
  let edits = 0;
  const side = () => random.pick(sides);
  const item = () => 1 + random.whole(Math.max(1, items));
  const deleted = new Set<number>();
  const create = (): PersonOp => ({ do: 'create', side: side(), item: ++items, e: ++edits });

  function person(): PersonOp {
    const dice = random.next();
    if (dice < 0.1) return create();
    const of = item();
    // What the helpdesk's own copy of an appointment that was made again holds cannot be told from it, once that is gone.
    if (dice < 0.18 && !deleted.has(of)) return { do: 'copy', side: side(), item: of, as: ++items, e: ++edits };
    const fields = [random.pick(uniqueFields)];
    if (dice < 0.65 || !hasDeletions) return { do: 'edit', side: side(), item: of, e: ++edits, fields };
    deleted.add(of);
    return { do: 'delete', side: side(), item: of };
  }

  function trouble(): Trouble {
    const at = 1 + random.whole(60);
    return random.chance(0.5) ? { at, what: 'death' } : { at, what: 'person', op: person() };
  }

  function run(): Op {
    return {
      do: 'run',
      want: random.chance(0.3) ? 'listing' : 'changes',
      pages: 'plain',
      troubles: random.chance(0.75) ? [] : [trouble()],
      ...(random.chance(0.5) && { profile: 'second' }),
      ...(random.chance(0.3) && { otherAt: 1 + random.whole(8) }),
    };
  }

  return { create, person, run };
}
