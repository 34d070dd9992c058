import type { DBCore, Middleware } from 'dexie';

/**
 * Which transactions are on the disk when they end, and which are only with the operating system: those survive the
 * worker's death, but not a power cut. What asks a server for something, and what came of it, must be on the disk
 * (links and journal). A page of a reading need not: its cursor stands in the same transaction, so what is lost is read
 * again. Nothing is turned round by that, since the browser writes one log in order: a strict transaction takes all that
 * went before it along.
 */
export const durability: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'durability',
  create: (core) => ({
    ...core,
    transaction: (tables, mode) =>
      core.transaction(tables, mode, { durability: mustLast(tables) ? 'strict' : 'relaxed' }),
  }),
};

function mustLast(tables: readonly string[]): boolean {
  const isPage = tables.includes('feeds');
  return !isPage && (tables.includes('links') || tables.includes('journal'));
}
