import type { Side } from '../domain/appointment';
import type { Link, LinkSide } from '../sync/link';
import type { PackRow } from './database';

/** How links are packed. */
export interface Packing {
  /** So many of one account have to be written at once: fewer stay rows. */
  readonly fewest: number;
  /** About so many in a pack: reading one of them reads them all. */
  readonly size: number;
}

export const usualPacking: Packing = { fewest: 100, size: 100 };

/**
 * Whether a link may lie in a pack: seen on one side only, nothing under way, nothing to be done, nothing in doubt. No
 * index but those by record, series, key and start has to find it, and it never counts as linked.
 */
function isPackable({ helpdesk, calendar, wanted, conflict, dirty, startMs }: Link): boolean {
  const isQuiet = dirty === undefined && wanted === null && conflict.length === 0 && Number.isFinite(startMs);
  return isQuiet && ((isSeen(helpdesk) && isEmpty(calendar)) || (isSeen(calendar) && isEmpty(helpdesk)));
}

/** Longer notes, an attendee counting as 50 characters, are not packed: whoever reads one link of a pack reads them all. */
const longest = 5_000;

function isSeen(side: LinkSide): boolean {
  if (side.kind !== 'made' || side.intent !== null || side.attempt !== null) return false;
  return side.content.notes.length + side.content.attendees.length * 50 <= longest;
}

function isEmpty(side: LinkSide): boolean {
  return side.kind === 'notConnected' || (side.kind === 'none' && side.attempt === null);
}

/** What a link in a pack is looked up by. A name leads to the pack; whoever asks looks at the links themselves. */
export const packName = {
  key: (key: string) => `key ${key}`,
  record: (account: string, side: Side, id: string) => `${side} ${account} ${id}`,
  series: (account: string, masterId: string) => `series ${account} ${masterId}`,
} as const;

export function byStart(one: Link, other: Link): number {
  return one.startMs - other.startMs || byKey(one, other);
}

export function byKey(one: Link, other: Link): number {
  return one.key === other.key ? 0 : one.key < other.key ? -1 : 1;
}

/** Sorts links into packs, each by start and key, and those that become rows. Of one key only the last counts. */
export function packLinks(
  links: readonly Link[],
  { fewest, size }: Packing,
): { readonly packs: readonly (readonly Link[])[]; readonly rows: readonly Link[] } {
  const rows: Link[] = [];
  const packs: (readonly Link[])[] = [];
  for (const own of byAccount(new Map(links.map((link) => [link.key, link])).values())) {
    const packable = own.filter(isPackable);
    if (packable.length < fewest) {
      rows.push(...own);
      continue;
    }
    rows.push(...own.filter((link) => !isPackable(link)));
    // Sorted before they are cut, so that each pack covers a short stretch: whoever asks for a day reads few of them.
    packable.sort(byStart);
    const count = Math.max(1, Math.round(packable.length / size));
    for (let nth = 0; nth < count; nth += 1) {
      packs.push(packable.slice(share(packable.length, nth, count), share(packable.length, nth + 1, count)));
    }
  }
  return { packs, rows };
}

function byAccount(links: Iterable<Link>): Iterable<Link[]> {
  const accounts = new Map<string, Link[]>();
  for (const link of links) {
    const own = accounts.get(link.account);
    if (own === undefined) accounts.set(link.account, [link]);
    else own.push(link);
  }
  return accounts.values();
}

function share(length: number, nth: number, count: number): number {
  return Math.floor((length * nth) / count);
}

/** The row of a pack; of no links: none. */
export function toPackRow(links: readonly Link[]): Omit<PackRow, 'id'>[] {
  const [first, last] = [links[0], links.at(-1)];
  if (first === undefined || last === undefined) return [];
  const names = new Set<string>();
  for (const { key, account, helpdesk, calendar, occurrence } of links) {
    names.add(packName.key(key));
    if ('id' in helpdesk) names.add(packName.record(account, 'helpdesk', helpdesk.id));
    if ('id' in calendar) names.add(packName.record(account, 'calendar', calendar.id));
    if (occurrence !== null) names.add(packName.series(account, occurrence.masterId));
  }
  const { account, startMs: firstMs } = first;
  const text = JSON.stringify(links);
  return [{ schema: 1, account, firstMs, lastMs: last.startMs, names: [...names], size: links.length, text }];
}

export function linksOfPack({ text }: Pick<PackRow, 'text'>): readonly Link[] {
  return JSON.parse(text);
}
