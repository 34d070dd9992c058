import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Side } from '../../lib/domain/appointment';
import { createDatabase } from '../../lib/storage/database';
import { createSyncStore } from '../../lib/storage/sync-store';
import type { Link, LinkSide } from '../../lib/sync/link';
import { newFeed, type PageWork, type SyncStore } from '../../lib/sync/store';
import { createMemorySyncStore } from '../fakes/memory-sync-store';
import { account, entryOf, gone, hourMs, linkOf, made, nineMs, none, otherAccount, seriesOf } from './link-samples';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Act = (store: SyncStore) => Promise<unknown>;

/** One random call, the same for whichever store it is made on. */
function nextAct(random: () => number): Act {
  const upTo = (count: number) => Math.floor(random() * count);
  const pick = <T>(some: readonly [T, ...T[]]): T => some[upTo(some.length)] ?? some[0];
  const key = () => `k${upTo(8)}`;
  const id = () => `r${upTo(6)}`;
  const of = pick([account, account, account, otherAccount]);
  const side: Side = pick(['helpdesk', 'calendar']);
  const sideState = (): LinkSide =>
    pick([none, made(id(), { listed: upTo(4) }), made(id(), { listed: upTo(4) }), gone(id()), { kind: 'dropped' }]);
  const link = (): Link => {
    const startMs = nineMs + upTo(5) * hourMs;
    return linkOf(key(), {
      account: of,
      startMs,
      endMs: startMs + upTo(3) * hourMs,
      helpdesk: sideState(),
      calendar: sideState(),
      occurrence: pick([null, { masterId: `m${upTo(3)}`, originalStart: '2027-02-01' }]),
      conflict: pick([[], ['subject']]),
      ...pick([{}, { dirty: 1 as const }]),
    });
  };
  const limit = 1 + upTo(4);
  const window = { startMs: nineMs + upTo(4) * hourMs, endMs: nineMs + (3 + upTo(4)) * hourMs };
  const some = <T>(make: () => T): readonly T[] => Array.from({ length: upTo(4) }, make);
  const lookUps = (work: PageWork, ids: readonly string[], keys: readonly string[]) => async () => [
    [...(await work.byRecordIds(ids))],
    [...(await work.byTwinIds(ids))],
    [...(await work.byKeys(keys))].sort(),
    [...(await work.keysOfOthers(keys))].sort(),
    await work.ofSeries('m1'),
    [...(await work.seriesById(['m0', 'm1', 'm2']))].sort(),
  ];
  switch (upTo(14)) {
    case 0: {
      const one = link();
      return (store) => store.insert(one, entryOf(one));
    }
    case 1: {
      const [one, subject, entry] = [key(), id(), pick([null, entryOf(linkOf('k0'))])];
      return (store) => store.change(one, (now) => ({ ...now, subject }), entry);
    }
    case 2: {
      const changes = some(() => ({ key: key(), to: pick([null, link()]) }));
      return (store) =>
        store.changeMany(
          changes.map(({ key: one, to }) => ({
            key: one,
            change: (now) => (to === null ? null : { ...to, key: one, subject: `${now.subject}.` }),
            entry: entryOf(linkOf(one)),
          })),
        );
    }
    case 3:
    case 4:
    case 5: {
      const [put, more, removed, ids, keys] = [some(link), some(link), some(key), some(id), some(key)];
      const fails = random() < 0.3;
      const masters = some(() => seriesOf(`m${upTo(3)}`, { account: of, listed: upTo(3) }));
      const knowsEpoch = random() < 0.8;
      return async (store) => {
        const feed = knowsEpoch ? await store.feed(of, side) : newFeed(of, side);
        return store
          .applyPage(of, side, async (work) => {
            await work.put(put);
            const first = await lookUps(work, ids, keys)();
            await work.remove(removed);
            await work.putSeries(masters);
            await work.put(more);
            if (fails) throw new Error('planned');
            await work.putFeed({ ...feed, generation: limit });
            return [first, await lookUps(work, ids, keys)()];
          })
          .catch((error: unknown) => String(error));
      };
    }
    case 6: {
      const after = pick([undefined, key()]);
      return (store) => store.dirty(of, limit, after);
    }
    case 7: {
      const generation = upTo(5);
      return async (store) => {
        const found: Link[] = [];
        for (let after: Link | undefined; ; after = found.at(-1)) {
          const batch = await store.unlisted({ account: of, side, generation }, window, limit, after);
          if (batch.length === 0) return found;
          found.push(...batch);
        }
      };
    }
    case 8:
      return async (store) => {
        const found: Link[] = [];
        for (let after: Link | undefined; ; after = found.at(-1)) {
          const batch = await store.startingIn(of, window, limit, after);
          if (batch.length === 0) return found;
          found.push(...batch);
        }
      };
    case 9:
      return (store) => store.countLinked(of, limit);
    case 10:
      return (store) => store.allSeries(of, limit, 'm0');
    case 11:
      return (store) => store.onSide(of, side, limit);
    case 12:
      return pick<Act>([
        (store) => store.forgetFeed(of, side),
        (store) => store.askForListing(of, side),
        (store) => store.feed(of, side),
      ]);
    default:
      return (store) => Promise.all([store.accounts(), store.ofAccount(of), store.series(of, 'm1')]);
  }
}

test('whatever is asked of them, the store in memory and the one in IndexedDB answer the same', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  const histories = Number(process.env['RUNS'] ?? 40);
  for (let history = 0; history < histories; history += 1) {
    const random = randomFrom(seed + history);
    const memory = createMemorySyncStore();
    const database = createDatabase(`agree-${crypto.randomUUID()}`);
    const real = createSyncStore(database);
    for (let step = 0; step < 40; step += 1) {
      const act = nextAct(random);
      const where = `seed ${seed + history}, step ${step}`;
      expect(await act(real), where).toStrictEqual(await act(memory));
    }
    const journal = (await database.journal.toArray()).map(({ seq: _seq, schema: _schema, ...entry }) => entry);
    expect(journal, `seed ${seed + history}, journal`).toEqual(memory.journal);
    expect(await real.ofAccount(account)).toStrictEqual(await memory.ofAccount(account));
    database.close();
  }
});
