import type { Side } from '../../lib/domain/appointment';
import type { SkippedRow } from '../../lib/domain/problem';
import { SyncTokenExpiredError } from '../../lib/http/errors';
import type { ChangePage, Reading, ReadRequest } from '../../lib/sync/ports';

/** One thing that a page tells of. */
export type MemoryItem = Pick<ChangePage, 'records' | 'series' | 'exceptions' | 'gone' | 'skipped'>;
export const noItem: MemoryItem = { records: [], series: [], exceptions: [], gone: [], skipped: [] };

export interface MemoryReadings {
  readChanges(request: ReadRequest): Promise<Reading>;
  /** All cursors and places that were given are no longer good. */
  expire(): void;
}

/** What readings are made of. */
export interface ReadableSide {
  readonly side: Side;
  /** Of several calendars: no cursor of one is good for another. */
  readonly place: number;
  readonly pageSize: number;
  readonly hasChanges: boolean;
  /** Ids in the order of their changes; a cursor is a place in it. */
  readonly log: readonly string[];
  readonly itemOf: (id: string) => MemoryItem | null;
  readonly listing: (request: ReadRequest) => readonly MemoryItem[];
  readonly skipped: readonly SkippedRow[];
  /** One request. */
  readonly call: <T>(name: string, act: () => T) => Promise<T>;
}

interface Place {
  readonly number: number;
  readonly from: number;
}

interface Begun {
  readonly kind: Reading['kind'];
  readonly items: readonly MemoryItem[];
  /** Length of the log when it was begun. */
  readonly at: number;
  readonly era: number;
}

/** All that several things tell, as one. */
function joined(items: readonly MemoryItem[]): MemoryItem {
  const [first, ...more] = items;
  if (first === undefined || more.length === 0) return first ?? noItem;
  return {
    records: items.flatMap(({ records }) => records),
    series: items.flatMap(({ series }) => series),
    exceptions: items.flatMap(({ exceptions }) => exceptions),
    gone: items.flatMap(({ gone }) => gone),
    skipped: items.flatMap(({ skipped }) => skipped),
  };
}

/** Readings that can be gone on with; older places are forgotten, as page tokens are. */
const mostReadings = 16;

/** Pages of changes and listings. A reading is fixed with its first page: what changes later, the next one brings. */
export function createMemoryReadings(readable: ReadableSide): MemoryReadings {
  const { side, pageSize, log, call } = readable;
  const readings = new Map<number, Begun>();
  let lastNumber = 0;
  let era = readable.place * 1_000;

  function begin(request: ReadRequest, kind: Reading['kind'], since: number): Place {
    const number = ++lastNumber;
    const items =
      kind === 'listing'
        ? readable.listing(request)
        : [...new Set(log.slice(since))].map(readable.itemOf).filter((item) => item !== null);
    readings.set(number, { kind, items, at: log.length, era });
    readings.delete(number - mostReadings);
    return { number, from: 0 };
  }

  function pageAt({ number, from }: Place): ChangePage {
    const reading = readings.get(number);
    if (reading === undefined || reading.era !== era) throw expired();
    const { kind, at } = reading;
    const told = joined(reading.items.slice(from, from + pageSize));
    const isLast = from + pageSize >= reading.items.length;
    const skipped = from === 0 && kind === 'listing' ? [...readable.skipped, ...told.skipped] : told.skipped;
    return {
      resume: isLast ? null : JSON.stringify({ era, number, from: from + pageSize, kind }),
      next: isLast ? JSON.stringify({ era, at }) : null,
      ...told,
      skipped,
    };
  }

  async function* pagesFrom(start: () => Place): AsyncGenerator<ChangePage> {
    let place: Place | null = null;
    let isLast = false;
    while (!isLast) {
      const begun: Place | null = place;
      const read: { readonly here: Place; readonly page: ChangePage } = await call('readPage', () => {
        const here = begun ?? start();
        return { here, page: pageAt(here) };
      });
      place = { number: read.here.number, from: read.here.from + pageSize };
      isLast = read.page.resume === null;
      yield read.page;
    }
  }

  function readPlace(text: string): Readonly<Record<string, unknown>> {
    // A text that is none of ours is like one that is too old.
    const place: Readonly<Record<string, unknown>> = text.startsWith('{"era"') ? JSON.parse(text) : {};
    if (place['era'] !== era) throw expired();
    return place;
  }

  function expired(): SyncTokenExpiredError {
    return new SyncTokenExpiredError(`the ${side} no longer knows this place`);
  }

  return {
    async readChanges(request) {
      const { resume, cursor, want } = request;
      if (resume !== null) {
        const { number, from, kind } = readPlace(resume);
        const place = { number: Number(number), from: Number(from) };
        return { kind: kind === 'changes' ? 'changes' : 'listing', pages: pagesFrom(() => place) };
      }
      const since = want === 'listing' || cursor === null ? null : Number(readPlace(cursor)['at']);
      if (since === null || !readable.hasChanges) {
        return { kind: 'listing', pages: pagesFrom(() => begin(request, 'listing', 0)) };
      }
      return { kind: 'changes', pages: pagesFrom(() => begin(request, 'changes', since)) };
    },
    expire() {
      era += 1;
    },
  };
}
