import type { AppointmentContent } from '../../lib/domain/appointment';
import type { JournalEntry, Link, LinkStore } from '../../lib/sync/link';

/** Links in memory, one transaction per call like the real store. */
export function createMemoryLinkStore(): LinkStore & { readonly journal: readonly JournalEntry[] } {
  const links = new Map<string, Link>();
  const contents = new Map<string, AppointmentContent>();
  const journal: JournalEntry[] = [];
  return {
    journal,
    async read(key) {
      const link = links.get(key);
      const content = contents.get(key);
      return link === undefined || content === undefined ? null : { link, content };
    },
    async insert(link, content, entry) {
      if (links.has(link.key)) return false;
      links.set(link.key, link);
      contents.set(link.key, content);
      journal.push(entry);
      return true;
    },
    async change(key, change, entry) {
      const link = links.get(key);
      if (link === undefined) throw new Error(`There is no link ${key}`);
      const changed = change(link);
      links.set(key, changed);
      if (entry !== null) journal.push(entry);
      return changed;
    },
    async dirty() {
      return [...links.values()].filter(({ dirty }) => dirty === 1);
    },
  };
}
