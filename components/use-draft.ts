import { useCallback, useRef, useState } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';

/** The draft as it is typed: kept here, told outside at every change, and never replaced by what comes from there. */
export function useDraft(initial: Draft, onDraft: (draft: Draft) => void) {
  const [draft, setDraft] = useState(initial);
  // Two changes may come before the next render; the second must build on the first.
  const latest = useRef(initial);
  const tell = useRef(onDraft);
  tell.current = onDraft;
  const change = useCallback((patch: Partial<Draft>) => {
    latest.current = { ...latest.current, ...patch };
    setDraft(latest.current);
    tell.current(latest.current);
  }, []);
  return { draft, change };
}
