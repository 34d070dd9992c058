import type { Database } from './database';
import type { ReviewRecord } from './review-row';

/** The review there is, without its rows; null: none. By itself, since every start of the worker asks. */
export async function currentReview({ reviews }: Database): Promise<ReviewRecord | null> {
  return (await reviews.get('current')) ?? null;
}
