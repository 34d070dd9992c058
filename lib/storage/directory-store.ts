import type { Agent } from '../domain/agent';
import type { SkippedRow } from '../domain/problem';
import type { RecurringMasters } from '../domain/recurring-master';
import type { TenantSettings } from '../domain/tenant-settings';
import type { Ticket } from '../domain/ticket';
import type { Holiday, WorkingHours } from '../domain/workday';
import type { Database } from './database';

/** What is kept of the helpdesk's people, part by part. */
export interface DirectoryParts {
  readonly agents: { readonly agents: readonly Agent[]; readonly skipped: readonly SkippedRow[] };
  readonly hours: {
    readonly workingHours: readonly WorkingHours[];
    readonly holidays: readonly Holiday[];
    readonly skipped: readonly SkippedRow[];
  };
  /** Null when this agent may not read them. */
  readonly tenant: { readonly settings: TenantSettings | null };
  readonly recurring: RecurringMasters;
  /** A ticket last seen, so that its form opens without a network too. */
  readonly [ticket: `ticket/${number}`]: Ticket;
}

export interface DirectoryStore {
  read<N extends keyof DirectoryParts>(account: string, part: N): Promise<Dated<DirectoryParts[N]> | null>;
  write<N extends keyof DirectoryParts>(
    account: string,
    part: N,
    value: DirectoryParts[N],
    nowMs: number,
  ): Promise<void>;
  clear(): Promise<void>;
}

export interface Dated<T> {
  readonly readAtMs: number;
  readonly value: T;
}

export function createDirectoryStore(database: Database): DirectoryStore {
  return {
    async read<N extends keyof DirectoryParts>(account: string, part: N) {
      const row = await database.directory.get(`${account}/${part}`);
      // Only `write` puts rows here, under the same name and type.
      return row === undefined ? null : { readAtMs: row.readAtMs, value: row.value as DirectoryParts[N] };
    },
    async write(account, part, value, nowMs) {
      await database.directory.put({ name: `${account}/${part}`, schema: 1, readAtMs: nowMs, value });
    },
    async clear() {
      await database.directory.clear();
    },
  };
}
