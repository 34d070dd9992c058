import { beforeEach, describe, expect, test } from 'vitest';
import type { Side } from '../../lib/domain/appointment';
import type { Link } from '../../lib/sync/link';
import {
  type Feed,
  type JournalEntry,
  newFeed,
  type PageWork,
  ReadingOverError,
  type SyncStore,
} from '../../lib/sync/store';
import {
  account,
  content,
  dayMs,
  entryOf,
  gone,
  hourMs,
  linkOf,
  made,
  nineMs,
  none,
  otherAccount,
  seriesOf,
} from './link-samples';

/** An empty store, and its journal from the first line on. */
export interface StoreUnderTest {
  readonly store: SyncStore;
  journal(): Promise<readonly JournalEntry[]>;
}

const day = { startMs: nineMs - 9 * hourMs, endMs: nineMs + 15 * hourMs };
const always = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

/** What a `SyncStore` promises, whoever implements it. */
export function describeSyncStore(name: string, setup: () => StoreUnderTest): void {
  describe(name, () => {
    let store: SyncStore;
    let journal: StoreUnderTest['journal'];

    beforeEach(() => {
      ({ store, journal } = setup());
    });

    function put(...links: readonly Link[]): Promise<void> {
      return store.applyPage(account, 'calendar', (work) => work.put(links));
    }

    async function dirtyKeys(limit = 10, afterKey?: string): Promise<readonly string[]> {
      return keysOf(await store.dirty(account, limit, afterKey));
    }

    describe('one link', () => {
      test('comes back as it was written, with whatever its sides hold', async () => {
        const links = [
          linkOf('a', { dirty: 1, conflict: ['subject', 'span'], ticket: { id: 7, url: 'https://acme.example/7' } }),
          linkOf('b', { helpdesk: made('17', { agreed: content, unread: ['notes'] }), calendar: gone('event-b') }),
          linkOf('c', { occurrence: { masterId: 'weekly', originalStart: '2027-02-01' }, wanted: content }),
          linkOf('d', { calendarOf: null, helpdesk: { kind: 'notConnected' }, calendar: { kind: 'removed' } }),
        ];
        for (const link of links) await store.insert(link, entryOf(link));
        for (const link of links) expect(await store.read(link.key)).toStrictEqual(link);
        expect(await store.read('e')).toBeNull();
      });

      test('is inserted once: a second save of one form changes nothing', async () => {
        expect(await store.insert(linkOf('a'), entryOf(linkOf('a')))).toBe(true);
        expect(await store.insert(linkOf('a', { subject: 'Again' }), entryOf(linkOf('a')))).toBe(false);
        expect(await store.read('a')).toStrictEqual(linkOf('a'));
        expect(await journal()).toHaveLength(1);
      });

      test('is changed together with its journal line', async () => {
        await put(linkOf('a'));
        const entry = entryOf(linkOf('a'), { action: 'update' });
        const answer = await store.change('a', (link) => ({ ...link, subject: 'Moved' }), entry);
        expect(answer).toStrictEqual(linkOf('a', { subject: 'Moved' }));
        expect(await store.read('a')).toStrictEqual(answer);
        expect(await journal()).toEqual([expect.objectContaining(entry)]);
      });

      test('is left alone, and so is the journal, when its change fails', async () => {
        await put(linkOf('a'));
        const fails = () => {
          throw new Error('no');
        };
        await expect(store.change('a', fails, entryOf(linkOf('a')))).rejects.toThrow('no');
        expect(await store.read('a')).toStrictEqual(linkOf('a'));
        expect(await journal()).toEqual([]);
      });

      test('is forgotten for good, and found by nothing', async () => {
        await put(linkOf('a', { dirty: 1 }));
        expect(await store.change('a', () => null, entryOf(linkOf('a')))).toBeNull();
        expect(await store.read('a')).toBeNull();
        expect(await dirtyKeys()).toEqual([]);
        expect(await foundBy('calendar', ['event-a'])).toEqual([]);
        expect(await journal()).toHaveLength(1);
      });

      test('that is gone already is neither changed nor journalled', async () => {
        expect(await store.change('a', (link) => link, entryOf(linkOf('a')))).toBeNull();
        expect(await store.read('a')).toBeNull();
        expect(await journal()).toEqual([]);
      });

      test('keeps every one of many changes at once', async () => {
        await put(linkOf('a', { ownerAgentId: 0 }));
        const add = (link: Link): Link => ({ ...link, ownerAgentId: link.ownerAgentId + 1 });
        await Promise.all(Array.from({ length: 20 }, () => store.change('a', add, null)));
        expect((await store.read('a'))?.ownerAgentId).toBe(20);
      });
    });

    describe('several links', () => {
      test('are changed in one step, one change after the other', async () => {
        await put(linkOf('a'), linkOf('b'), linkOf('c'));
        const rename = (subject: string) => (link: Link) => ({ ...link, subject: `${link.subject}${subject}` });
        const answers = await store.changeMany([
          { key: 'a', change: () => linkOf('a', { subject: '1' }), entry: entryOf(linkOf('a')) },
          { key: 'b', change: () => null, entry: entryOf(linkOf('b')) },
          { key: 'a', change: rename('2'), entry: null },
          { key: 'b', change: rename('3'), entry: entryOf(linkOf('b')) },
          { key: 'nobody', change: rename('4'), entry: entryOf(linkOf('nobody')) },
        ]);
        expect(answers.map((link) => link?.subject ?? null)).toEqual(['1', null, '12', null, null]);
        expect(keysOf(await store.ofAccount(account))).toEqual(['a', 'c']);
        expect((await journal()).map(({ linkKey }) => linkKey)).toEqual(['a', 'b']);
      });

      test('stay as they were, all of them, when one change fails', async () => {
        await put(linkOf('a'), linkOf('b'));
        const changes = [
          { key: 'a', change: () => linkOf('a', { subject: 'Moved' }), entry: entryOf(linkOf('a')) },
          {
            key: 'b',
            change: () => {
              throw new Error('no');
            },
            entry: null,
          },
        ];
        await expect(store.changeMany(changes)).rejects.toThrow('no');
        expect(await store.read('a')).toStrictEqual(linkOf('a'));
        expect(await journal()).toEqual([]);
      });

      test('no change at all is none', async () => {
        expect(await store.changeMany([])).toEqual([]);
      });
    });

    describe('what is left to do', () => {
      test('is found by account, in batches by key', async () => {
        await put(...['d', 'a', 'c', 'e'].map((key) => linkOf(key, { dirty: 1 })), linkOf('b'));
        await put(linkOf('f', { account: otherAccount, dirty: 1 }));
        expect(await dirtyKeys()).toEqual(['a', 'c', 'd', 'e']);
        expect(await dirtyKeys(2)).toEqual(['a', 'c']);
        expect(await dirtyKeys(2, 'c')).toEqual(['d', 'e']);
        expect(await dirtyKeys(2, 'e')).toEqual([]);
      });

      test('is not there any more once it is done, and no other is missed meanwhile', async () => {
        await put(...['a', 'b', 'c'].map((key) => linkOf(key, { dirty: 1 })));
        await store.change('a', () => linkOf('a'), null);
        expect(await dirtyKeys(1, 'a')).toEqual(['b']);
        expect(await dirtyKeys()).toEqual(['b', 'c']);
      });
    });

    async function foundBy(side: Side, ids: readonly string[], of = account): Promise<readonly string[]> {
      return store.applyPage(of, side, async (work) => keysOf((await work.byRecordIds(ids)).values()));
    }

    describe('a page', () => {
      test('finds links by record, by twin, by key and by series, of its own account only', async () => {
        const occurrence = { masterId: 'weekly', originalStart: '2027-02-01T09:00:00Z' };
        await put(linkOf('a', { helpdesk: made('17') }), linkOf('b', { occurrence }), linkOf('c', { occurrence }));
        await put(linkOf('x', { account: otherAccount, calendar: made('event-a'), occurrence }));
        await store.applyPage(account, 'calendar', async (work) => {
          const byId = await work.byRecordIds(['event-a', 'event-a', 'event-b', '17', 'nobody']);
          expect([...byId].map(([id, { key }]) => [id, key])).toEqual([
            ['event-a', 'a'],
            ['event-b', 'b'],
          ]);
          expect(byId.get('event-a')).toStrictEqual(linkOf('a', { helpdesk: made('17') }));
          expect([...(await work.byTwinIds(['17', 'event-b'])).keys()]).toEqual(['17']);
          expect([...(await work.byKeys(['b', 'b', 'x', 'nobody'])).keys()]).toEqual(['b']);
          expect([...(await work.keysOfOthers(['b', 'x', 'x', 'nobody']))]).toEqual(['x']);
          expect((await work.keysOfOthers([])).size).toBe(0);
          expect(keysOf(await work.ofSeries('weekly'))).toEqual(['b', 'c']);
          expect(await work.ofSeries('daily')).toEqual([]);
          for (const find of [work.byRecordIds, work.byTwinIds, work.byKeys]) expect((await find([])).size).toBe(0);
        });
        expect(await foundBy('helpdesk', ['17', 'event-a'])).toEqual(['a']);
        expect(await foundBy('calendar', ['event-a'], otherAccount)).toEqual(['x']);
      });

      test('finds a record that was proven gone, unless it is there again', async () => {
        await put(linkOf('a', { calendar: gone('event') }));
        expect(await foundBy('calendar', ['event'])).toEqual(['a']);
        await put(linkOf('b', { calendar: made('event') }));
        expect(await foundBy('calendar', ['event'])).toEqual(['b']);
      });

      test('finds a record under its new id, and no more under the old one', async () => {
        await put(linkOf('a'));
        await put(linkOf('a', { calendar: made('moved') }));
        expect(await foundBy('calendar', ['event-a'])).toEqual([]);
        expect(await foundBy('calendar', ['moved'])).toEqual(['a']);
      });

      test('sees what it has written itself', async () => {
        await store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('a'), linkOf('b')]);
          await work.remove(['b']);
          await work.putSeries([seriesOf('weekly'), seriesOf('daily')]);
          await work.removeSeries(['daily']);
          expect([...(await work.byRecordIds(['event-a', 'event-b'])).keys()]).toEqual(['event-a']);
          expect([...(await work.seriesById(['weekly', 'daily', 'weekly'])).values()]).toEqual([seriesOf('weekly')]);
        });
      });

      test('writes links, series and feed together', async () => {
        const feed: Feed = { ...newFeed(account, 'calendar'), cursor: 'next', generation: 3, unfolded: ['weekly'] };
        const answer = await store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('a')]);
          await work.putSeries([seriesOf('weekly')]);
          await work.putFeed(feed);
          return 'applied';
        });
        expect(answer).toBe('applied');
        expect(await store.read('a')).toStrictEqual(linkOf('a'));
        expect(await store.series(account, 'weekly')).toStrictEqual(seriesOf('weekly'));
        expect(await store.feed(account, 'calendar')).toStrictEqual(feed);
        expect(await store.feed(account, 'helpdesk')).toStrictEqual(newFeed(account, 'helpdesk'));
      });

      test('writes nothing at all when it fails at its end', async () => {
        const feed = { ...newFeed(account, 'calendar'), cursor: 'before' };
        await store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('a'), linkOf('b')]);
          await work.putSeries([seriesOf('weekly')]);
          await work.putFeed(feed);
        });
        const page = store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('a', { subject: 'Moved', dirty: 1 }), linkOf('c', { dirty: 1 })]);
          await work.put([linkOf('a', { subject: 'Moved twice', dirty: 1, calendar: made('elsewhere') })]);
          await work.remove(['b']);
          await work.putSeries([seriesOf('daily'), seriesOf('weekly', { listed: 2 })]);
          await work.removeSeries(['weekly']);
          await work.putFeed({ ...feed, cursor: 'after' });
          throw new Error('the worker died');
        });
        await expect(page).rejects.toThrow('the worker died');
        expect(await store.ofAccount(account)).toStrictEqual([linkOf('a'), linkOf('b')]);
        expect(await dirtyKeys()).toEqual([]);
        expect(await foundBy('calendar', ['event-a', 'elsewhere'])).toEqual(['a']);
        expect(await store.allSeries(account, 10)).toStrictEqual([seriesOf('weekly')]);
        expect(await store.feed(account, 'calendar')).toStrictEqual(feed);
        await put(linkOf('c'));
        expect(keysOf(await store.ofAccount(account))).toEqual(['a', 'b', 'c']);
      });

      test('is seen whole or not at all by whoever reads or writes meanwhile', async () => {
        await put(linkOf('a', { subject: '0' }));
        const page = store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('a', { subject: '1' })]);
          await work.byKeys(['a']);
          await work.put([linkOf('b')]);
        });
        const seen = store.ofAccount(account);
        const changed = store.change('a', (link) => ({ ...link, subject: `${link.subject}+` }), null);
        await page;
        expect([1, 2]).toContain((await seen).length);
        expect((await seen).map(({ subject }) => subject)).not.toEqual(['1']);
        expect(['0+', '1+']).toContain((await changed)?.subject);
        expect((await store.read('a'))?.subject).toBe((await changed)?.subject === '0+' ? '1' : '1+');
      });

      test('of a first listing knows what an earlier page, a save or an edit has brought meanwhile', async () => {
        const ids = (from: number, count: number) => Array.from({ length: count }, (_, index) => `r${from + index}`);
        const apply = (some: readonly string[]) =>
          store.applyPage(account, 'calendar', async (work) => {
            const found = await work.byRecordIds(some);
            const fresh = some.filter((id) => !found.has(id));
            await work.put(fresh.map((id) => linkOf(`of-${id}`, { calendar: made(id) })));
            return [...found.keys()];
          });
        expect(await apply(ids(0, 150))).toEqual([]);
        // One page repeats the end of the one before.
        expect(await apply(ids(100, 150))).toEqual(ids(100, 50));
        await store.insert(linkOf('saved', { calendar: made('r300') }), entryOf(linkOf('saved')));
        await store.change('of-r0', (link) => ({ ...link, calendar: made('r301') }), null);
        await store.changeMany([
          { key: 'of-r1', change: (link) => ({ ...link, calendar: gone('r302') }), entry: null },
        ]);
        const dies = store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('lost', { calendar: made('r303') })]);
          throw new Error('the worker died');
        });
        await expect(dies).rejects.toThrow('the worker died');
        expect(await apply(ids(250, 150))).toEqual(['r300', 'r301', 'r302']);
        expect(await foundBy('calendar', ['r0', ...ids(250, 3)])).toEqual(['of-r250', 'of-r251', 'of-r252']);
      });

      test('that is over takes nothing more', async () => {
        const work = await store.applyPage(account, 'calendar', async (open) => ({ open }));
        await expect(work.open.put([linkOf('a')])).rejects.toThrow();
        expect(await store.read('a')).toBeNull();
      });
    });

    describe('links that begin with a page', () => {
      const begin = (...links: readonly Link[]) => store.applyPage(account, 'calendar', (work) => work.add(links));
      const occurrence = { masterId: 'weekly', originalStart: '2027-02-01T09:00:00Z' };

      test('are found by record, by twin, by key, by series and by start, in the same page and after it', async () => {
        const [one, other] = [linkOf('a', { occurrence }), linkOf('b', { calendar: none, helpdesk: made('17') })];
        const look = (find: (work: PageWork) => Promise<Iterable<Link>>) =>
          store.applyPage(account, 'calendar', async (work) => [...(await find(work))]);
        await store.applyPage(account, 'calendar', async (work) => {
          await work.add([one, other, linkOf('c', { dirty: 1, conflict: ['subject'] })]);
          expect([...(await work.byRecordIds(['event-a'])).values()]).toStrictEqual([one]);
          expect([...(await work.byTwinIds(['17'])).values()]).toStrictEqual([other]);
        });
        expect(await look(async (work) => (await work.byRecordIds(['event-a', '17'])).values())).toStrictEqual([one]);
        expect(await look(async (work) => (await work.byTwinIds(['event-a', '17'])).values())).toStrictEqual([other]);
        expect(await look(async (work) => (await work.byKeys(['a', 'nobody'])).values())).toStrictEqual([one]);
        expect(await look((work) => work.ofSeries('weekly'))).toStrictEqual([one]);
        expect(keysOf(await store.startingIn(account, day, 10))).toEqual(['a', 'b', 'c']);
        expect(await dirtyKeys()).toEqual(['c']);
        expect(await store.countLinked(account, 10)).toBe(0);
      });

      test('are changed, forgotten, put again and kept from others like any link', async () => {
        await begin(linkOf('a'), linkOf('b'), linkOf('c'), linkOf('d'));
        expect(await store.insert(linkOf('a', { subject: 'Again' }), entryOf(linkOf('a')))).toBe(false);
        await store.change('a', (link) => ({ ...link, dirty: 1, helpdesk: made('17') }), null);
        expect(await store.change('b', () => null, null)).toBeNull();
        await store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('c', { calendar: made('moved') })]);
          await work.remove(['d', 'nobody']);
          expect(keysOf((await work.byRecordIds(['event-b', 'event-c', 'event-d', 'moved'])).values())).toEqual(['c']);
        });
        expect(keysOf(await store.ofAccount(account))).toEqual(['a', 'c']);
        expect(await dirtyKeys()).toEqual(['a']);
        expect(await store.countLinked(account, 10)).toBe(1);
        expect(await foundBy('helpdesk', ['17'])).toEqual(['a']);
        expect(await store.change('d', (link) => link, null)).toBeNull();
      });

      test('leave nothing behind when their page fails', async () => {
        await begin(linkOf('a'));
        const page = store.applyPage(account, 'calendar', async (work) => {
          await work.add([linkOf('b'), linkOf('c')]);
          await work.put([linkOf('a', { subject: 'Moved' }), linkOf('b', { subject: 'Moved' })]);
          await work.remove(['a', 'c']);
          throw new Error('the worker died');
        });
        await expect(page).rejects.toThrow('the worker died');
        expect(await store.ofAccount(account)).toStrictEqual([linkOf('a')]);
        expect(await foundBy('calendar', ['event-a', 'event-b', 'event-c'])).toEqual(['a']);
      });
    });

    test('what ended before is forgotten, a few at a time, and never what is left to do', async () => {
      const endsAt = (key: string, endMs: number, changes: Partial<Link> = {}) =>
        linkOf(key, { startMs: endMs - hourMs, endMs, ...changes });
      await put(
        ...['a', 'b', 'c'].map((key) => endsAt(key, nineMs - dayMs)),
        endsAt('d', nineMs - dayMs, { dirty: 1 }),
      );
      await put(endsAt('e', nineMs), endsAt('x', nineMs - dayMs, { account: otherAccount }));
      expect(await store.forgetEnded(nineMs - dayMs, 10)).toBe(0);
      expect(await store.forgetEnded(nineMs, 3)).toBe(3);
      expect(await store.forgetEnded(nineMs, 10)).toBe(1);
      expect(keysOf(await store.ofAccount(account))).toEqual(['d', 'e']);
      expect(await store.accounts()).toEqual([account]);
    });

    describe('what a listing did not show', () => {
      const listed = (key: string, generation: number, changes: Partial<Link> = {}) =>
        linkOf(key, { calendar: made(`event-${key}`, { listed: generation }), ...changes });
      const missed = async (generation: number, limit = 10, after?: Link) =>
        store.unlisted({ account, side: 'calendar', generation }, day, limit, after);

      test('is what has a record there, lies in the window, and was shown by an earlier one at most', async () => {
        const at = (startMs: number, endMs: number) => ({ startMs, endMs });
        await put(
          listed('now', 3),
          listed('later', 4),
          listed('before', 2),
          listed('long-ago', 0),
          listed('over', 2, at(day.startMs - hourMs, day.startMs)),
          listed('begins-before', 2, at(day.startMs - dayMs, day.startMs + 1)),
          listed('begins-at-the-end', 2, at(day.endMs, day.endMs + hourMs)),
          listed('ends-after', 2, at(day.endMs - 1, day.endMs + dayMs)),
          linkOf('gone', { calendar: gone('event') }),
          linkOf('other-side', { calendar: none, helpdesk: made('17') }),
          linkOf('named', { calendar: { kind: 'named', id: 'event-named' } }),
          linkOf('left', { calendar: { kind: 'left', id: 'event-left', agreed: null } }),
          linkOf('left-of-series', {
            calendar: { kind: 'left', id: 'weekly_1', agreed: null },
            occurrence: { masterId: 'weekly', originalStart: '2027-02-01' },
          }),
        );
        await put(listed('stranger', 2, { account: otherAccount }));
        const found = keysOf(await missed(3));
        expect([...found].sort()).toEqual([
          'before',
          'begins-before',
          'ends-after',
          'left',
          'left-of-series',
          'long-ago',
          'named',
        ]);
        expect(await missed(0)).toEqual([]);
        expect(keysOf(await store.unlisted({ account, side: 'helpdesk', generation: 1 }, day, 10))).toEqual([
          'other-side',
        ]);
      });

      test('is found among thousands that it did show', async () => {
        const links = Array.from({ length: 1_200 }, (_, index) =>
          listed(`k${index}`, index % 400 === 7 ? 2 : 3, { startMs: nineMs + index, endMs: nineMs + hourMs }),
        );
        await put(...links);
        expect(keysOf(await missed(3))).toEqual(['k7', 'k407', 'k807']);
        const [one, two] = await missed(3, 2);
        expect([one?.key, two?.key]).toEqual(['k7', 'k407']);
        expect(keysOf(await missed(3, 2, two))).toEqual(['k807']);
      });

      test('comes in batches that miss none, also where many begin at once and some are settled meanwhile', async () => {
        const links = Array.from({ length: 23 }, (_, index) => {
          const startMs = nineMs + (index % 3) * hourMs;
          return listed(`k${String(index).padStart(2, '0')}`, index % 4, { startMs, endMs: startMs + hourMs });
        });
        await put(...links);
        const seen: string[] = [];
        let settled = 0;
        for (let after: Link | undefined; ; ) {
          const some = await missed(4, 4, after);
          seen.push(...keysOf(some));
          for (const link of some.slice(0, 2))
            await store.change(link.key, () => ({ ...link, calendar: made('shown', { listed: 4 }) }), null);
          settled += Math.min(2, some.length);
          after = some.at(-1);
          if (after === undefined) break;
        }
        expect(seen.toSorted()).toEqual(keysOf(links));
        expect(new Set(seen).size).toBe(seen.length);
        expect(await missed(4, 100)).toHaveLength(links.length - settled);
      });
    });

    describe('links by their start', () => {
      test('are those that begin in the stretch', async () => {
        const at = (key: string, startMs: number) => linkOf(key, { startMs, endMs: startMs + hourMs });
        await put(at('a', day.startMs), at('b', day.endMs), at('c', day.startMs - 1), at('d', day.endMs - 1));
        await put(linkOf('x', { account: otherAccount }));
        expect(keysOf(await store.startingIn(account, day, 10))).toEqual(['a', 'd']);
        expect(keysOf(await store.startingIn(account, always, 10))).toEqual(['c', 'a', 'd', 'b']);
      });

      test('come in batches that miss none, also where many begin at once or are changed meanwhile', async () => {
        const links = Array.from({ length: 23 }, (_, index) =>
          linkOf(`k${String(index).padStart(2, '0')}`, { startMs: nineMs + Math.floor(index / 9) * hourMs }),
        );
        await put(...links);
        const seen: string[] = [];
        for (let after: Link | undefined; ; ) {
          const some = await store.startingIn(account, day, 4, after);
          seen.push(...keysOf(some));
          // What has been seen may go anywhere, or vanish.
          for (const [index, { key }] of some.entries()) {
            await store.change(key, (link) => (index % 2 === 0 ? null : { ...link, startMs: nineMs - hourMs }), null);
          }
          after = some.at(-1);
          if (after === undefined) break;
        }
        expect(seen).toEqual(keysOf(links));
      });
    });

    test('linked items are counted as far as anybody wants to know', async () => {
      const both = (key: string) => linkOf(key, { helpdesk: made(`h-${key}`) });
      await put(both('a'), both('b'), both('c'), linkOf('d'), linkOf('e', { helpdesk: gone('h-e') }));
      await put({ ...both('x'), account: otherAccount });
      expect(await store.countLinked(account, 100)).toBe(3);
      expect(await store.countLinked(account, 2)).toBe(2);
      expect(await store.countLinked(account, 1.5)).toBe(2);
      expect(await store.countLinked(account, 0)).toBe(0);
    });

    describe('series', () => {
      test('come in batches by master', async () => {
        const some = ['c', 'a', 'b'].map((id) => seriesOf(id));
        await store.applyPage(account, 'calendar', (work) => work.putSeries(some));
        await store.applyPage(otherAccount, 'calendar', (work) =>
          work.putSeries([seriesOf('d', { account: otherAccount, master: null })]),
        );
        const masters = async (limit: number, after?: string) =>
          (await store.allSeries(account, limit, after)).map(({ masterId }) => masterId);
        expect(await masters(10)).toEqual(['a', 'b', 'c']);
        expect(await masters(2)).toEqual(['a', 'b']);
        expect(await masters(2, 'b')).toEqual(['c']);
        expect(await masters(2, 'c')).toEqual([]);
        expect(await store.series(account, 'd')).toBeNull();
      });

      test('are forgotten with the calendar, and not with the helpdesk', async () => {
        for (const side of ['helpdesk', 'calendar'] as const) {
          await store.applyPage(account, side, async (work) => {
            await work.putSeries([seriesOf('weekly')]);
            await work.putFeed({ ...newFeed(account, side), cursor: 'next' });
          });
        }
        await store.applyPage(otherAccount, 'calendar', (work) =>
          work.putSeries([seriesOf('weekly', { account: otherAccount })]),
        );
        await store.forgetFeed(account, 'helpdesk');
        expect((await store.feed(account, 'helpdesk')).cursor).toBeNull();
        expect(await store.series(account, 'weekly')).not.toBeNull();
        await store.forgetFeed(account, 'calendar');
        expect(await store.feed(account, 'calendar')).toStrictEqual({ ...newFeed(account, 'calendar'), epoch: 1 });
        expect(await store.allSeries(account, 10)).toEqual([]);
        expect(await store.allSeries(otherAccount, 10)).toHaveLength(1);
      });
    });

    describe('a reading under way', () => {
      const started: Feed = { ...newFeed(account, 'calendar'), cursor: 'before', listedAtMs: nineMs };
      const begin = async () => {
        await store.applyPage(account, 'calendar', (work) => work.putFeed(started));
        return store.feed(account, 'calendar');
      };
      /** Its next page, which shows one new link. */
      const nextPage = (feed: Feed) =>
        store.applyPage(account, 'calendar', async (work) => {
          await work.put([linkOf('late')]);
          await work.putFeed({ ...feed, cursor: 'after' });
        });

      test('writes nothing more after its side was let go of', async () => {
        const feed = await begin();
        await store.forgetFeed(account, 'calendar');
        await expect(nextPage(feed)).rejects.toThrow(ReadingOverError);
        expect(await store.read('late')).toBeNull();
        expect(await store.feed(account, 'calendar')).toMatchObject({ cursor: null, listedAtMs: 0 });
        await nextPage(await store.feed(account, 'calendar'));
        expect(await store.read('late')).not.toBeNull();
      });

      test('does not take a listing back that was asked for meanwhile', async () => {
        const feed = await begin();
        await store.askForListing(account, 'calendar');
        await expect(nextPage(feed)).rejects.toThrow(ReadingOverError);
        expect(await store.feed(account, 'calendar')).toMatchObject({ cursor: 'before', listing: null, listedAtMs: 1 });
      });

      test('goes on when a listing is asked of a side that was never listed', async () => {
        await store.askForListing(account, 'calendar');
        await nextPage(newFeed(account, 'calendar'));
        expect((await store.feed(account, 'calendar')).cursor).toBe('after');
      });
    });

    describe('disconnecting', () => {
      test('finds what has a record on the side, until all of it is let go', async () => {
        await put(...['a', 'b', 'c'].map((key) => linkOf(key)), linkOf('d', { calendar: none, helpdesk: made('17') }));
        const seen: string[] = [];
        for (;;) {
          const some = await store.onSide(account, 'calendar', 2);
          if (some.length === 0) break;
          seen.push(...keysOf(some));
          await store.changeMany(
            some.map(({ key }) => ({
              key,
              change: (link) => ({ ...link, calendar: { kind: 'dropped' } }),
              entry: null,
            })),
          );
        }
        expect(seen.toSorted()).toEqual(['a', 'b', 'c']);
      });

      test('finds the links of an account, of the calendars of one, and every account', async () => {
        const calendarOf = { email: 'amir.haddad@acme.example', calendarId: 'work' };
        await put(linkOf('a'), linkOf('b', { calendarOf }), linkOf('c', { account: otherAccount, calendarOf }));
        expect(keysOf(await store.ofAccount(account))).toEqual(['a', 'b']);
        expect(keysOf(await store.onCalendarsOf(calendarOf.email)).toSorted()).toEqual(['b', 'c']);
        expect(await store.accounts()).toEqual([account, otherAccount]);
      });
    });

    test('lines that belong to no link are journalled in their order', async () => {
      const lines = ['1', '2', '3'].map((recordId) => entryOf(linkOf('a'), { action: 'unreadable', recordId }));
      await store.append(lines);
      await store.append([]);
      expect((await journal()).map(({ recordId }) => recordId)).toEqual(['1', '2', '3']);
    });
  });
}

function keysOf(links: Iterable<Link>): string[] {
  return [...links].map(({ key }) => key);
}
