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

/** Remembers the people that were last read or written, since every run asks for them. To be made once per worker. */
export function createDirectoryStore(database: Database): DirectoryStore {
  const known = new Map<string, Dated<unknown>>();
  return {
    async read<N extends keyof DirectoryParts>(account: string, part: N) {
      const name = `${account}/${part}`;
      // Only `write` puts rows here, under the same name and type.
      const remembered = known.get(name) as Dated<DirectoryParts[N]> | undefined;
      if (remembered !== undefined) return remembered;
      const row = await database.directory.get(name);
      if (row === undefined) return null;
      const stored = { readAtMs: row.readAtMs, value: row.value as DirectoryParts[N] };
      // Tickets are many, and each is asked for rarely. What was written meanwhile is newer.
      if (!part.startsWith('ticket/') && !known.has(name)) known.set(name, stored);
      return stored;
    },
    async write(account, part, value, nowMs) {
      const name = `${account}/${part}`;
      known.delete(name);
      await database.directory.put({ name, schema: 1, readAtMs: nowMs, value });
      if (!part.startsWith('ticket/')) known.set(name, { readAtMs: nowMs, value });
    },
    async clear() {
      known.clear();
      await database.directory.clear();
      known.clear();
    },
  };
}
