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

const sides: readonly Side[] = ['helpdesk', 'calendar'];

export function createLinkTable(): LinkTable {
  const links = new Map<string, Link>();
  const ids: Record<Side, Index> = { helpdesk: new Map(), calendar: new Map() };
  const dirty: Index = new Map();
  const series: Index = new Map();

  function move(index: Index, key: string, from: string | null, to: string | null): void {
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

  function found(index: Index, value: string): Link[] {
    const keys = index.get(value);
    return keys === undefined ? [] : [...keys].sort().flatMap((key) => links.get(key) ?? []);
  }

  return {
    links,
    set(key, link) {
      const before = links.get(key) ?? null;
      if (before === link) return;
      for (const side of sides) move(ids[side], key, idValue(before, side), idValue(link, side));
      move(dirty, key, before?.dirty === 1 ? before.account : null, link?.dirty === 1 ? link.account : null);
      move(series, key, seriesValue(before), seriesValue(link));
      if (link === null) links.delete(key);
      else links.set(key, link);
    },
    byId(account, side, id) {
      const some = found(ids[side], `${account}\n${id}`);
      return some.find((link) => link[side].kind === 'made') ?? some[0];
    },
    dirtyKeys: (account) => [...(dirty.get(account) ?? [])],
    ofSeries: (account, masterId) => found(series, `${account}\n${masterId}`),
    where(fits) {
      const some: Link[] = [];
      for (const link of links.values()) if (fits(link)) some.push(link);
      return some;
    },
  };
}

function idValue(link: Link | null, side: Side): string | null {
  const state = link?.[side];
  return link === null || state === undefined || !('id' in state) ? null : `${link.account}\n${state.id}`;
}

function seriesValue(link: Link | null): string | null {
  return link === null || link.occurrence === null ? null : `${link.account}\n${link.occurrence.masterId}`;
}
