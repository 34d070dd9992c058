/** Asks in their turn; asks of one series one after the other, since each write of one changes its master. */
export type Lanes = <T>(masterId: string | null, ask: () => Promise<T>) => Promise<T>;

/** So many lanes side by side; in each, one ask after the other, whatever came of the one before. */
export function createLanes(count: number): Lanes {
  const lanes: Promise<unknown>[] = Array.from({ length: count }, () => Promise.resolve());
  const laneOf = new Map<string, number>();
  let asks = 0;
  return (masterId, ask) => {
    const lane = (masterId === null ? undefined : laneOf.get(masterId)) ?? asks % count;
    asks += 1;
    if (masterId !== null) laneOf.set(masterId, lane);
    const answer = Promise.resolve(lanes[lane]).then(ask);
    lanes[lane] = answer.catch(() => null);
    return answer;
  };
}
