import {
  AuthError,
  ForbiddenError,
  GoneError,
  RateLimitError,
  RejectedError,
  StaleEtagError,
  UnreachableError,
  UnreadableError,
} from '../../http/errors';

/** So many at once: a lost answer puts no more than these in doubt. */
export const mostAtOnce = 25;

export interface ManySaves<Item, Result> {
  /** One request for all; throws what refuses them as a whole. */
  readonly together: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  readonly alone: (item: Item) => Promise<Result>;
}

/**
 * Saves in chunks. What refuses a chunk may be the fault of one item of it: they are then asked for one by one. After a
 * failure that any item would meet nothing more is sent, and it is the answer for the rest.
 */
export async function saveMany<Item, Result>(
  items: readonly Item[],
  saves: ManySaves<Item, Result>,
): Promise<readonly (Result | Error)[]> {
  const results: (Result | Error)[] = [];
  while (results.length < items.length) {
    const chunk = items.slice(results.length, results.length + mostAtOnce);
    const answer = await settled(() => saves.together(chunk));
    if (!(answer instanceof Error)) results.push(...answer);
    else if (!isOfItem(answer)) return [...results, ...items.slice(results.length).map(() => answer)];
    else if (chunk.length === 1) results.push(answer);
    else {
      for (const item of chunk) {
        const one = await settled(() => saves.alone(item));
        if (one instanceof Error && !isOfItem(one)) return [...results, ...items.slice(results.length).map(() => one)];
        results.push(one);
      }
    }
  }
  return results;
}

/** A failure of the side as a value; a mistake of our own stays a throw. */
export async function settled<T>(ask: () => Promise<T>): Promise<T | Error> {
  try {
    return await ask();
  } catch (error) {
    if (isOfItem(error) || isOfAll(error)) return error;
    throw error;
  }
}

function isOfItem(error: unknown): error is Error {
  return [RejectedError, ForbiddenError, GoneError, StaleEtagError].some((kind) => error instanceof kind);
}

function isOfAll(error: unknown): error is Error {
  return [AuthError, RateLimitError, UnreachableError, UnreadableError].some((kind) => error instanceof kind);
}
