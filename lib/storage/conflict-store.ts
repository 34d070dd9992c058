import type { Link } from '../sync/link';
import { type Database, linkIndex } from './database';
import { last } from './key-ends';
import { toLink } from './link-row';

/** Links with fields that wait for the agent: only those are in the index. */
export interface ConflictStore {
  list(account: string, limit: number): Promise<readonly Link[]>;
  count(account: string): Promise<number>;
}

export function createConflictStore({ links }: Database): ConflictStore {
  const of = (account: string) => links.where(linkIndex.conflict).between([account, 1, ''], [account, 1, last]);
  return {
    list: async (account, limit) => (await of(account).limit(limit).toArray()).map(toLink),
    count: async (account) => of(account).count(),
  };
}
