import type { AppointmentContent } from '../domain/appointment';
import type { JournalEntry, Link, LinkStore } from '../sync/link';
import type { Database, JournalRow, LinkRow } from './database';

/** Links, their contents and their journal: one transaction per step, so that none can tell another story. */
export function createLinkStore(database: Database): LinkStore & {
  /** Links of an account that start in the window, by start. */
  inWindow(account: string, startMs: number, endMs: number): Promise<readonly Link[]>;
  ofAccount(account: string): Promise<readonly Link[]>;
  /** Links whose events belong to an account's calendars. Looks through all: for disconnecting, not for every day. */
  onCalendarsOf(email: string): Promise<readonly Link[]>;
} {
  const tables = [database.links, database.contents, database.journal];
  return {
    async read(key) {
      return database.transaction('r', tables, async () => {
        const [row, content] = await Promise.all([database.links.get(key), database.contents.get(key)]);
        return row === undefined || content === undefined ? null : { link: toLink(row), content: content.wanted };
      });
    },

    async insert(link, content, entry) {
      return database.transaction('rw', tables, async () => {
        if ((await database.links.get(link.key)) !== undefined) return false;
        await database.links.add({ ...link, schema: 1 });
        await database.contents.put({ key: link.key, schema: 1, wanted: content satisfies AppointmentContent });
        await addEntry(database, entry);
        return true;
      });
    },

    async change(key, change, entry) {
      return database.transaction('rw', tables, async () => {
        const row = await database.links.get(key);
        if (row === undefined) throw new Error(`There is no link ${key}`);
        const changed = change(toLink(row));
        await database.links.put({ ...changed, schema: 1 });
        if (entry !== null) await addEntry(database, entry);
        return changed;
      });
    },

    async dirty() {
      return (await database.links.where('dirty').equals(1).toArray()).map(toLink);
    },

    async inWindow(account, startMs, endMs) {
      const rows = await database.links
        .where('[account+startMs]')
        .between([account, startMs], [account, endMs], true, false)
        .toArray();
      return rows.map(toLink);
    },

    async onCalendarsOf(email) {
      return (await database.links.filter(({ calendarOf }) => calendarOf?.email === email).toArray()).map(toLink);
    },

    async ofAccount(account) {
      return (
        await database.links
          .where('[account+startMs]')
          .between([account, Number.NEGATIVE_INFINITY], [account, Number.POSITIVE_INFINITY])
          .toArray()
      ).map(toLink);
    },
  };
}

function toLink(row: LinkRow): Link {
  const { schema: _schema, ...link } = row;
  return link;
}

async function addEntry(database: Database, entry: JournalEntry): Promise<void> {
  await database.journal.add({ ...entry, schema: 1 } satisfies Omit<JournalRow, 'seq'>);
}
