import { refusals, violate } from './google-error';
import type { GoogleWorld } from './google-state';
import type { Query } from './query-parameters';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
}

interface Rest<Item> {
  readonly items: readonly Item[];
  readonly fingerprint: string;
  readonly nextSyncToken: string | null;
  readonly isAfterEmpty: boolean;
}

/** Cuts listings into pages. A listing is fixed when its first page is read; what changes later, the next sync brings. */
export interface Pages<Item> {
  take(
    query: Query,
    path: string,
    start: () => { readonly items: readonly Item[]; readonly nextSyncToken: string | null },
    limits: { readonly usual: number; readonly most: number },
  ): Page<Item>;
}

export function createPages<Item>(world: GoogleWorld): Pages<Item> {
  const rests = new Map<string, Rest<Item>>();

  return {
    take(query, path, start, limits) {
      const fingerprint = `${path}?${query.fingerprint(['pageToken', 'maxResults'])}`;
      const token = query.text('pageToken');
      const found = token === null ? { ...start(), fingerprint, isAfterEmpty: false } : rests.get(token);
      if (found === undefined) throw refusals.invalid('pageToken', 'Invalid page token value.');
      if (found.fingerprint !== fingerprint) {
        throw violate(world, `page 2 is asked for with other parameters than page 1: ${fingerprint}`, 'pageToken');
      }
      const keep = (rest: Rest<Item>) => {
        const next = world.mint('page');
        rests.set(next, rest);
        return next;
      };
      // A page may be empty and still not be the last one.
      if (world.settings.emptyPages && !found.isAfterEmpty) {
        return { items: [], nextPageToken: keep({ ...found, isAfterEmpty: true }) };
      }
      const size = Math.min(query.count('maxResults', limits.usual), limits.most, world.settings.pageSize);
      const items = found.items.slice(0, size);
      if (found.items.length > size) {
        return { items, nextPageToken: keep({ ...found, items: found.items.slice(size), isAfterEmpty: false }) };
      }
      return found.nextSyncToken === null ? { items } : { items, nextSyncToken: found.nextSyncToken };
    },
  };
}
