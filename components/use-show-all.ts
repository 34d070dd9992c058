import { useMemo, useState } from 'preact/hooks';

/** The first rows of a long list, and all of them once asked for: 200 attendees must not slow every keystroke down. */
export function useShowAll<T>(rows: readonly T[], limit: number) {
  const [isAll, setIsAll] = useState(false);
  const shown = useMemo(() => (isAll ? rows : rows.slice(0, limit)), [rows, isAll, limit]);
  return { shown, hiddenCount: rows.length - shown.length, showAll: () => setIsAll(true) };
}
