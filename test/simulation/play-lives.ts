import { type Life, type LifeOp, makeLife } from './event-life';
import { playLife } from './play-life';

/** Lives one life per seed, until something does not hold: that, with the least of its life that makes it so. Null: all held. */
export async function firstFailure({
  from,
  count,
}: {
  readonly from: number;
  readonly count: number;
}): Promise<string | null> {
  for (let seed = from; seed < from + count; seed += 1) {
    const life = makeLife(seed);
    if ((await faultsOf(life)).length === 0) continue;
    const { ops, ...rest } = await shrunk(life);
    const faults = await faultsOf({ ...rest, ops });
    return [JSON.stringify(rest), ...ops.map((op) => JSON.stringify(op)), ...faults].join('\n');
  }
  return null;
}

async function faultsOf(life: Life): Promise<readonly string[]> {
  return playLife(life).catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
}

/** The same life with everything left out that is not needed to fail. */
async function shrunk(life: Life): Promise<Life> {
  for (const ops of shorter(life.ops)) {
    const smaller = { ...life, ops };
    if ((await faultsOf(smaller)).length > 0) return shrunk(smaller);
  }
  return life;
}

function* shorter(ops: readonly LifeOp[]): Generator<readonly LifeOp[]> {
  for (let size = Math.ceil(ops.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < ops.length; from += size) yield [...ops.slice(0, from), ...ops.slice(from + size)];
  }
}
