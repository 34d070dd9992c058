import type { ReviewRow } from '../domain/sync-views';
import { currentReview } from './current-review';
import type { Database } from './database';
import type { ReviewItem, ReviewRecord } from './review-row';

/** The review and its rows: tens of thousands, read by the page and never all at once. */
export interface ReviewStore {
  read(): Promise<ReviewRecord | null>;
  /** A new review in place of the last one, without rows. */
  begin(review: ReviewRecord): Promise<void>;
  /** Null when there is none, or when it is another one by now: then nothing is written. */
  change(id: string, change: (review: ReviewRecord) => ReviewRecord): Promise<ReviewRecord | null>;
  addRows(rows: readonly ReviewItem[]): Promise<void>;
  rows(query: {
    readonly offset: number;
    readonly limit: number;
    /** Part of the subject, in any case. */
    readonly search: string;
  }): Promise<{ readonly rows: readonly ReviewRow[]; readonly found: number }>;
  tick(linkIds: readonly string[] | 'all', on: boolean): Promise<void>;
  ticked(): Promise<number>;
  /** Ticked rows that were not worked on, in batches after a position. */
  open(limit: number, afterPos?: number): Promise<readonly ReviewItem[]>;
  /** They were worked on. */
  close(positions: readonly number[]): Promise<void>;
  forget(): Promise<void>;
}

export function createReviewStore(database: Database): ReviewStore {
  const { reviews, reviewRows } = database;
  const slot = 'current';
  const both = [reviews, reviewRows];

  async function tickedByDefault(): Promise<boolean> {
    return (await reviews.get(slot))?.isTickedByDefault ?? true;
  }

  return {
    read: () => currentReview(database),

    async begin(review) {
      await database.transaction('rw', both, async () => {
        await reviewRows.clear();
        await reviews.put(review);
      });
    },

    async change(id, change) {
      return database.transaction('rw', reviews, async () => {
        const review = await reviews.get(slot);
        if (review === undefined || review.id !== id) return null;
        const changed = change(review);
        await reviews.put(changed);
        return changed;
      });
    },

    async addRows(rows) {
      if (rows.length > 0) await reviewRows.bulkPut([...rows]);
    },

    async rows({ offset, limit, search }) {
      const words = search.trim().toLocaleLowerCase();
      return database.transaction('r', both, async () => {
        const isDefault = await tickedByDefault();
        const shown = (row: ReviewItem): ReviewRow => toShown(row, isDefault);
        if (words === '') {
          // Positions have no gaps, so a page is a range and no walk.
          const page = await reviewRows
            .where('pos')
            .between(offset, offset + limit, true, false)
            .toArray();
          return { rows: page.map(shown), found: await reviewRows.count() };
        }
        const fits = await positionsOf(words);
        const page = await reviewRows.bulkGet(fits.slice(offset, offset + limit));
        return { rows: page.flatMap((row) => (row === undefined ? [] : [shown(row)])), found: fits.length };
      });
    },

    async tick(linkIds, on) {
      await database.transaction('rw', both, async () => {
        const review = await reviews.get(slot);
        if (review === undefined) return;
        if (linkIds === 'all') {
          await reviews.put({ ...review, isTickedByDefault: on });
          await putAll(await reviewRows.where('isFlipped').equals(1).toArray(), (row) => withFlip(row, false));
          return;
        }
        const rows = await reviewRows
          .where('linkId')
          .anyOf([...linkIds])
          .toArray();
        await putAll(rows, (row) => withFlip(row, on !== review.isTickedByDefault));
      });
    },

    async ticked() {
      return database.transaction('r', both, async () => {
        const flipped = await reviewRows.where('isFlipped').equals(1).count();
        return (await tickedByDefault()) ? (await reviewRows.count()) - flipped : flipped;
      });
    },

    async open(limit, afterPos = -1) {
      return database.transaction('r', both, async () => {
        const isDefault = await tickedByDefault();
        const range = reviewRows.where('pos').above(afterPos);
        return range
          .filter((row) => row.isOpen === 1 && (row.isFlipped === undefined) === isDefault)
          .limit(limit)
          .toArray();
      });
    },

    async close(positions) {
      await database.transaction('rw', reviewRows, async () => {
        const rows = await reviewRows.bulkGet([...positions]);
        await putAll(
          rows.flatMap((row) => row ?? []),
          ({ isOpen: _open, ...row }) => row,
        );
      });
    },

    async forget() {
      await database.transaction('rw', both, async () => {
        await reviewRows.clear();
        await reviews.clear();
      });
    },
  };

  async function positionsOf(words: string): Promise<number[]> {
    const positions: number[] = [];
    await reviewRows.orderBy('pos').each(({ pos, subject }) => {
      if (subject.toLocaleLowerCase().includes(words)) positions.push(pos);
    });
    return positions;
  }

  async function putAll(rows: readonly ReviewItem[], change: (row: ReviewItem) => ReviewItem): Promise<void> {
    if (rows.length > 0) await reviewRows.bulkPut(rows.map(change));
  }
}

function withFlip({ isFlipped: _was, ...row }: ReviewItem, isFlipped: boolean): ReviewItem {
  return isFlipped ? { ...row, isFlipped: 1 } : row;
}

function toShown(row: ReviewItem, isTickedByDefault: boolean): ReviewRow {
  const { pos: _pos, isFlipped, isOpen: _open, inverse: _inverse, ...shown } = row;
  return { ...shown, isTicked: (isFlipped === undefined) === isTickedByDefault };
}
