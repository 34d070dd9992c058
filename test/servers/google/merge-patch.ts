type Json = Readonly<Record<string, unknown>>;

/** Applies a JSON merge patch (RFC 7396): null removes, objects merge, arrays are replaced. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** The patch without its removals, for checking the shape of what is left. */
export function withoutNulls(value: unknown): unknown {
  return mergePatch({}, value);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
