import type { Side } from '../../lib/domain/appointment';
import type { Link, LinkSide } from '../../lib/sync/link';
import type { CalendarPort, ChangePage, Creation, Reading, RecordVersion } from '../../lib/sync/ports';
import type { PageWork, SyncStore } from '../../lib/sync/store';
import type { Sabotage } from './world';

/** Mistakes that an engine can make, each made of what the engine is given. A simulation that misses one is worth nothing. */
export const sabotages = {
  'records carry neither key nor twin': () => {
    let made = 0;
    const bare = (creation: Creation): Creation => ({ ...creation, creationKey: `lost ${++made}`, twinId: null });
    return onPort((port) => {
      const { createMany } = port;
      return {
        ...port,
        create: (creation) => port.create(bare(creation)),
        ...(createMany && { createMany: (creations) => createMany.call(port, creations.map(bare)) }),
      };
    });
  },
  'what a listing does not show is deleted': () => {
    const seen: Record<Side, Set<string>> = { helpdesk: new Set(), calendar: new Set() };
    return onPort((port) => ({
      ...port,
      async readChanges(request) {
        const reading = await port.readChanges(request);
        if (reading.kind === 'changes' || request.resume !== null) return noting(reading, seen[port.side]);
        return { kind: 'listing', pages: withAbsent(reading, seen[port.side]) };
      },
    }));
  },
  'the cursor is saved before the last page': () =>
    onPort((port) => ({
      ...port,
      async readChanges(request) {
        const reading = await port.readChanges(request);
        return { kind: reading.kind, pages: cursorFirst(reading.pages) };
      },
    })),
  'own writes are not known again': () => ({ store: (store: SyncStore) => storing(store, withoutIntents) }),
  'an uncertain creation is repeated blindly': () =>
    onPort((port) => ({ ...port, findCopies: null, findCreated: async () => null })),
  'writes name no version': () =>
    onPort((port) => {
      const { updateMany } = port;
      const blind = ({ seen: _seen, ...target }: RecordVersion): RecordVersion => ({ ...target, etag: '' });
      return {
        ...port,
        update: (target, content, fields) => port.update(blind(target), content, fields),
        remove: (target) => port.remove(blind(target)),
        ...(updateMany && {
          updateMany: (updates) =>
            updateMany.call(
              port,
              updates.map((one) => ({ ...one, target: blind(one.target) })),
            ),
        }),
      };
    }),
} satisfies Readonly<Record<string, () => Sabotage>>;

function onPort(change: (port: CalendarPort) => CalendarPort): Sabotage {
  const changed = new Map<CalendarPort, CalendarPort>();
  return {
    port(port) {
      const known = changed.get(port) ?? change(port);
      changed.set(port, known);
      return known;
    },
  };
}

function noting({ kind, pages }: Reading, seen: Set<string>): Reading {
  async function* noted(): AsyncGenerator<ChangePage> {
    for await (const page of pages) {
      for (const { id } of page.records) seen.add(id);
      yield page;
    }
  }
  return { kind, pages: noted() };
}

async function* withAbsent({ pages }: Reading, seen: Set<string>): AsyncGenerator<ChangePage> {
  const shown = new Set<string>();
  for await (const page of pages) {
    for (const { id } of page.records) shown.add(id);
    const absent = page.resume === null ? [...seen].filter((id) => !shown.has(id)) : [];
    for (const id of shown) seen.add(id);
    yield { ...page, gone: [...page.gone, ...absent] };
  }
}

async function* cursorFirst(pages: AsyncGenerator<ChangePage>): AsyncGenerator<ChangePage> {
  const all: ChangePage[] = [];
  for await (const page of pages) all.push(page);
  const next = all.at(-1)?.next ?? null;
  for (const page of all) yield { ...page, resume: null, next };
}

function withoutIntents(link: Link): Link {
  const without = (side: LinkSide): LinkSide => (side.kind === 'made' ? { ...side, intent: null } : side);
  return { ...link, helpdesk: without(link.helpdesk), calendar: without(link.calendar) };
}

/** A store that keeps something else than it is given. */
function storing(store: SyncStore, altered: (link: Link) => Link): SyncStore {
  const changing = (change: (link: Link) => Link | null) => (link: Link) => {
    const changed = change(link);
    return changed === null ? null : altered(changed);
  };
  const page = (work: PageWork): PageWork => ({
    ...work,
    put: (links) => work.put(links.map(altered)),
    add: (links) => work.add(links.map(altered)),
  });
  return {
    ...store,
    change: (key, change, entry) => store.change(key, changing(change), entry),
    applyPage: (account, side, work) => store.applyPage(account, side, (one) => work(page(one))),
  };
}
