/**
 * The field of an appointment in which our creation key travels. Halo has no field of its own for such a thing;
 * `entryid` is free where no Exchange or Google integration writes it, and lists show it.
 */
export const creationMarkField = 'entryid';

/** Tells our keys from the ids that calendar integrations keep in the same field. */
export const creationMarkPrefix = 'docket:';

export interface CreationMark {
  readonly creationKey: string;
  /** Id of the calendar's record. */
  readonly twinId: string | null;
  /** How many have stood in its place before and were deleted; absent: none. */
  readonly again?: number | undefined;
}

export function toCreationMark({ creationKey, twinId, again }: CreationMark): string {
  const key = creationMarkPrefix + encodeURIComponent(creationKey);
  if (twinId === null) return key;
  return `${key}/${encodeURIComponent(twinId)}${again ? `/${again}` : ''}`;
}

/** Null when the field is empty or holds somebody else's id. */
export function fromCreationMark(text: string | null | undefined): CreationMark | null {
  const parts = /^docket:([^/]+)(?:\/([^/]+))?(?:\/(\d{1,3}))?$/.exec(text?.trim() ?? '');
  if (parts?.[1] === undefined) return null;
  const creationKey = decoded(parts[1]);
  const twinId = parts[2] === undefined ? null : decoded(parts[2]);
  return creationKey === null ? null : { creationKey, twinId, again: Number(parts[3] ?? 0) };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // Cut in the middle of an escape by a shorter column: not a key that can be compared.
    return null;
  }
}
