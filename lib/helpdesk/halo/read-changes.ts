import type { ChangePage, Reading, ReadRequest } from '../../sync/ports';
import { type Reached, readCursor, readResume } from './halo-cursor';
import { readHiddenChanges } from './hidden-changes';
import type { HaloContext } from './mapping';
import { type ChangeDeps, type NeedsListing, readNewestFirst, resumeNewestFirst } from './newest-first';
import { listWindow, resumeListing } from './window-listing';

/**
 * Halo has no filter for what was modified and tells of no deletion. Where its list is proven to come newest first, changes
 * are read from its head; otherwise, when that order fails, or when the list has become shorter, the window is listed.
 */
export async function readHaloChanges(
  deps: ChangeDeps,
  context: HaloContext,
  { cursor, resume, want, window }: ReadRequest,
): Promise<Reading> {
  if (resume !== null) {
    const stored = readResume(deps.agentId, resume);
    return stored.kind === 'listing'
      ? { kind: 'listing', pages: resumeListing(deps, context, stored) }
      : { kind: 'changes', pages: resumeNewestFirst(deps, context, stored) };
  }
  const before = cursor === null ? null : readCursor(deps.agentId, cursor);
  const position = want === 'listing' ? null : before;
  const head = position === null || position.mode === 'window' ? null : await readHead(deps, context, position);
  if (head !== null && !('counted' in head)) return { kind: 'changes', pages: head };
  // Where changes could not be told when the last full listing tried, only the next one tries again.
  const hiddenOrder = position?.mode === 'window' ? 'leave' : 'prove';
  const counted = head?.counted ?? (before === null || before.mode === 'window' ? undefined : before.reached.counted);
  return { kind: 'listing', pages: listWindow(deps, context, { window, hiddenOrder, counted }) };
}

async function readHead(
  deps: ChangeDeps,
  context: HaloContext,
  { mode, reached }: { readonly mode: 'newestFirst' | 'hidden'; readonly reached: Reached },
): Promise<AsyncGenerator<ChangePage> | NeedsListing> {
  switch (mode) {
    case 'newestFirst':
      return readNewestFirst(deps, context, reached);
    case 'hidden': {
      const page = await readHiddenChanges(deps, context, reached);
      return 'counted' in page ? page : only(page);
    }
  }
}

async function* only<T>(item: T): AsyncGenerator<T> {
  yield item;
}
