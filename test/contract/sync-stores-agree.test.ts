import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Side } from '../../lib/domain/appointment';
import { createDatabase, type Database } from '../../lib/storage/database';
import { linksOfPack } from '../../lib/storage/pack-links';
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

/** One random call, the same for whichever store it is made on. `begun`: keys that were made for links so far. */
function nextAct(random: () => number, begun: string[]): Act {
  const upTo = (count: number) => Math.floor(random() * count);
  const pick = <T>(some: readonly [T, ...T[]]): T => some[upTo(some.length)] ?? some[0];
  const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', ...begun.slice(-8)];
  const key = () => keys[upTo(keys.length)] ?? 'k0';
  const newKey = () => {
    begun.push(`n${begun.length}`);
    return `n${begun.length - 1}`;
  };
  const id = () => `r${upTo(6)}`;
  const of = pick([account, account, account, otherAccount]);
  const side: Side = pick(['helpdesk', 'calendar']);
  const sideState = (): LinkSide =>
    pick([none, made(id(), { listed: upTo(4) }), made(id(), { listed: upTo(4) }), gone(id()), { kind: 'dropped' }]);
  /** Seen on one side only, with nothing to be done: what may be packed. */
  const quiet = (): Partial<Link> =>
    pick([
      { helpdesk: none, calendar: made(id(), { listed: upTo(4) }) },
      { helpdesk: made(id(), { listed: upTo(4) }), calendar: { kind: 'notConnected' } },
    ]);
  const link = (under = key()): Link => {
    const startMs = nineMs + upTo(5) * hourMs;
    const any = linkOf(under, {
      account: of,
      startMs,
      endMs: startMs + upTo(3) * hourMs,
      helpdesk: sideState(),
      calendar: sideState(),
      occurrence: pick([null, { masterId: `m${upTo(3)}`, originalStart: '2027-02-01' }]),
      conflict: pick([[], ['subject']]),
      ...pick([{}, { dirty: 1 as const }]),
    });
    const { dirty: _dirty, ...clean } = any;
    return random() < 0.6 ? { ...clean, ...quiet(), conflict: [] } : any;
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
  switch (upTo(15)) {
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
      const [put, more, removed, ids, asked] = [some(() => link()), some(() => link()), some(key), some(id), some(key)];
      const added = some(() => link(newKey()));
      const fails = random() < 0.3;
      const masters = some(() => seriesOf(`m${upTo(3)}`, { account: of, listed: upTo(3) }));
      const knowsEpoch = random() < 0.8;
      return async (store) => {
        const feed = knowsEpoch ? await store.feed(of, side) : newFeed(of, side);
        return store
          .applyPage(of, side, async (work) => {
            await work.put(put);
            const first = await lookUps(work, ids, asked)();
            await work.remove(removed);
            await work.add(added);
            await work.putSeries(masters);
            await work.put(more);
            if (fails) throw new Error('planned');
            await work.putFeed({ ...feed, generation: limit });
            return [first, await lookUps(work, ids, asked)()];
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
      // In whatever order: as many as are asked for, of those that there are.
      return async (store) => {
        const [part, all] = [await store.onSide(of, side, limit), await store.onSide(of, side, 1_000)];
        const keysOfAll = all.map(({ key: one }) => one).sort();
        return [part.length, part.every((one) => keysOfAll.includes(one.key)), keysOfAll];
      };
    case 12:
      return pick<Act>([
        (store) => store.forgetFeed(of, side),
        (store) => store.askForListing(of, side),
        (store) => store.feed(of, side),
      ]);
    case 13: {
      // Which of several go first is nobody's business: all that ended go.
      const beforeMs = nineMs + upTo(5) * hourMs;
      return (store) => store.forgetEnded(beforeMs, 1_000);
    }
    default: {
      const one = key();
      return async (store) => {
        const onCalendars = await store.onCalendarsOf(linkOf('k0').calendarOf?.email ?? '');
        const found = await Promise.all([
          store.accounts(),
          store.ofAccount(of),
          store.series(of, 'm1'),
          store.read(one),
        ]);
        return [...found, onCalendars.map((held) => held.key).sort()];
      };
    }
  }
}

/** Keys that are stored more than once, packs without a link left, and notes of packs that are not there. */
async function doubled({ links, packs, unpacked }: Database): Promise<readonly unknown[]> {
  const left = new Map((await unpacked.toArray()).map(({ pack, keys }) => [pack, new Set(keys)]));
  const stored: unknown[] = await links.toCollection().primaryKeys();
  const faults: unknown[] = [];
  for (const pack of await packs.toArray()) {
    const keys = linksOfPack(pack)
      .map(({ key }) => key)
      .filter((key) => left.get(pack.id)?.has(key) !== true);
    if (keys.length === 0) faults.push(`nothing is left of pack ${pack.id}`);
    stored.push(...keys);
    left.delete(pack.id);
  }
  for (const pack of left.keys()) faults.push(`there is no pack ${pack}`);
  return [...faults, ...stored.filter((key, position) => stored.indexOf(key) !== position)];
}

test('whatever is asked of them, the store in memory and the one in IndexedDB answer the same', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  const histories = Number(process.env['RUNS'] ?? 40);
  for (let history = 0; history < histories; history += 1) {
    const random = randomFrom(seed + history);
    const memory = createMemorySyncStore();
    const database = createDatabase(`agree-${crypto.randomUUID()}`);
    // Packs from the first link on, so that every history packs, unpacks and removes.
    const real = createSyncStore(database, { fewest: 1 + (history % 2), size: 1 + (history % 4) });
    const begun: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      const act = nextAct(random, begun);
      const where = `seed ${seed + history}, step ${step}`;
      expect(await act(real), where).toStrictEqual(await act(memory));
    }
    const journal = (await database.journal.toArray()).map(({ seq: _seq, schema: _schema, ...entry }) => entry);
    expect(journal, `seed ${seed + history}, journal`).toEqual(memory.journal);
    expect(await real.ofAccount(account)).toStrictEqual(await memory.ofAccount(account));
    expect(await doubled(database), `seed ${seed + history}`).toEqual([]);
    database.close();
  }
});
