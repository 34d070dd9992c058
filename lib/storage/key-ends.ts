/** Below every number, text and list that is used as a key. */
export const first = Number.NEGATIVE_INFINITY;

/** Above them: IndexedDB puts lists last, and a list in a list behind others. Without the library, for the second script. */
export const last = [[]];
