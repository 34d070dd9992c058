/** Settles with the work, or with `late` when `limit` is over first; the work's later answer is dropped. */
export function withTimeLimit<T>(
  work: Promise<T>,
  limit: Promise<void>,
): Promise<{ readonly kind: 'done'; readonly value: T } | { readonly kind: 'late' }> {
  return Promise.race([
    work.then((value) => ({ kind: 'done' as const, value })),
    limit.then(() => ({ kind: 'late' as const })),
  ]);
}
