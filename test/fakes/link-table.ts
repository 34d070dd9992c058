import type { Side } from '../../lib/domain/appointment';
import type { Link } from '../../lib/sync/link';

/** Links by key, and found by what the real store has indexes for. */
export interface LinkTable {
  readonly links: ReadonlyMap<string, Link>;
  /** Null: the link is forgotten. */
  set(key: string, link: Link | null): void;
  /** A record that is there counts before one of the same id that was proven gone. */
  byId(account: string, side: Side, id: string): Link | undefined;
  dirtyKeys(account: string): string[];
  ofSeries(account: string, masterId: string): readonly Link[];
  /** Looks through all. */
  where(fits: (link: Link) => boolean): Link[];
}

/** Keys by an index value. */
type Index = Map<string, Set<string>>;

/** The indexes of one account. */
interface Indexes {
  readonly ids: Readonly<Record<Side, Index>>;
  readonly series: Index;
  readonly dirty: Set<string>;
}

const sides: readonly Side[] = ['helpdesk', 'calendar'];

export function createLinkTable(): LinkTable {
  const links = new Map<string, Link>();
  const indexesByAccount = new Map<string, Indexes>();

  function indexesOf(account: string): Indexes {
    const known = indexesByAccount.get(account);
    if (known !== undefined) return known;
    const ids = { helpdesk: new Map(), calendar: new Map() };
    const made: Indexes = { ids, series: new Map(), dirty: new Set() };
    indexesByAccount.set(account, made);
    return made;
  }

  function found(index: Index, value: string): readonly Link[] {
    const keys = index.get(value);
    if (keys === undefined) return [];
    return [...keys].sort().flatMap((key) => links.get(key) ?? []);
  }

  /** The link's places in the indexes of an account. */
  function move(account: string, key: string, before: Link | null, after: Link | null): void {
    const { ids, series, dirty } = indexesOf(account);
    for (const side of sides) {
      if (before?.[side] !== after?.[side]) moveIn(ids[side], key, idOn(before, side), idOn(after, side));
    }
    moveIn(series, key, before?.occurrence?.masterId ?? null, after?.occurrence?.masterId ?? null);
    if (after?.dirty === 1) dirty.add(key);
    else dirty.delete(key);
  }

  return {
    links,
    set(key, link) {
      const before = links.get(key) ?? null;
      if (before === link) return;
      if (before !== null && before.account !== link?.account) move(before.account, key, before, null);
      if (link !== null) move(link.account, key, before?.account === link.account ? before : null, link);
      if (link === null) links.delete(key);
      else links.set(key, link);
    },
    byId(account, side, id) {
      const some = found(indexesOf(account).ids[side], id);
      return some.find((link) => link[side].kind === 'made') ?? some[0];
    },
    dirtyKeys: (account) => [...indexesOf(account).dirty],
    ofSeries: (account, masterId) => found(indexesOf(account).series, masterId),
    where(fits) {
      const some: Link[] = [];
      for (const link of links.values()) if (fits(link)) some.push(link);
      return some;
    },
  };
}

function moveIn(index: Index, key: string, from: string | null, to: string | null): void {
  if (from === to) return;
  if (from !== null) {
    const keys = index.get(from);
    keys?.delete(key);
    if (keys?.size === 0) index.delete(from);
  }
  if (to === null) return;
  const keys = index.get(to);
  if (keys === undefined) index.set(to, new Set([key]));
  else keys.add(key);
}

function idOn(link: Link | null, side: Side): string | null {
  const state = link?.[side];
  return state !== undefined && 'id' in state ? state.id : null;
}
