import type { Side } from '../domain/appointment';
import type { Interval } from '../domain/span';
import { toInterval } from '../domain/span-interval';
import type { RemoteRecord } from '../sync/ports';
import type { Database, MirrorRow } from './database';

export interface MirrorStore {
  /** What the side holds in the window is now exactly `records`: rows of the window that are not among them are forgotten. */
  replaceWindow(
    account: string,
    side: Side,
    window: Interval,
    records: readonly RemoteRecord[],
    zone: string,
  ): Promise<void>;
  put(account: string, side: Side, record: RemoteRecord, zone: string): Promise<void>;
  forget(account: string, side: Side, id: string): Promise<void>;
  /** Records that touch the window. */
  inWindow(account: string, side: Side, window: Interval): Promise<readonly RemoteRecord[]>;
  forgetSide(account: string, side: Side): Promise<void>;
  /** For all accounts: the side's own account is disconnected. */
  forgetSideOfAll(side: Side): Promise<void>;
}

/** Longest stretch a record may have and still be found by its start: a month. */
const longestMs = 31 * 24 * 3_600_000;

/** Our copy of both sides, for the agenda. Forgetting a row never removes anything anywhere else. */
export function createMirrorStore(database: Database): MirrorStore {
  const startingIn = (account: string, side: Side, fromMs: number, toMs: number) =>
    database.mirror
      .where('[account+side+startMs]')
      .between([account, side, fromMs], [account, side, toMs], true, false);
  return {
    async replaceWindow(account, side, window, records, zone) {
      await database.transaction('rw', database.mirror, async () => {
        const kept = new Set(records.map(({ id }) => id));
        const stale = await startingIn(account, side, window.startMs, window.endMs)
          .and((row) => !kept.has(row.id))
          .primaryKeys();
        await database.mirror.bulkDelete(stale);
        await database.mirror.bulkPut(records.map((record) => toRow(account, side, record, zone)));
      });
    },
    async put(account, side, record, zone) {
      await database.mirror.put(toRow(account, side, record, zone));
    },
    async forget(account, side, id) {
      await database.mirror.delete([account, side, id]);
    },
    async inWindow(account, side, window) {
      const rows = await startingIn(account, side, window.startMs - longestMs, window.endMs).toArray();
      return rows.filter((row) => row.endMs > window.startMs).map((row) => row.record);
    },
    async forgetSideOfAll(side) {
      await database.mirror.filter((row) => row.side === side).delete();
    },
    async forgetSide(account, side) {
      await startingIn(account, side, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).delete();
    },
  };
}

function toRow(account: string, side: Side, record: RemoteRecord, zone: string): MirrorRow {
  const { startMs, endMs } = toInterval(record.content.span, zone);
  return { schema: 1, account, side, id: record.id, startMs, endMs, record };
}
