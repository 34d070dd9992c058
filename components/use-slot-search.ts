import { useEffect, useState } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';
import type { FormView } from '../lib/domain/form-view';
import type { SlotAnswer } from '../lib/domain/free-time';
import type { Interval } from '../lib/domain/span';
import type { SearchState } from './find-time';
import { isTimeRead, searchSlots, searchWindow } from './slot-search';

interface SlotSearch {
  readonly draft: Draft;
  readonly view: Pick<FormView, 'time' | 'people'>;
  readonly now: number;
  readonly lengthMinutes: number;
}

/** A source that does not answer must not keep the search waiting: what is known by then is searched. */
const longestWaitMs = 8_000;

/** Waits until everybody's time is read for the coming days, then looks for slots in it. */
export function useSlotSearch({ draft, view, now, lengthMinutes }: SlotSearch) {
  const [window, setWindow] = useState<Interval | null>(null);
  const [isLate, setIsLate] = useState(false);
  const [found, setFound] = useState<{ readonly asked: string; readonly answer: SlotAnswer } | null>(null);
  // Slots found for other people, or for another length, would be false.
  const asked = `${lengthMinutes} ${draft.attendees.map((one) => `${one.email} ${one.isTicked} ${one.isRequired}`).join()}`;

  useEffect(() => {
    if (window === null || !(isLate || isTimeRead(draft, view, window))) return;
    setFound({ asked, answer: searchSlots(draft, view, { window, now, lengthMinutes }) });
    setWindow(null);
  }, [window, isLate, draft, view, now, lengthMinutes, asked]);
  useEffect(() => {
    if (window === null) return;
    const timer = setTimeout(() => setIsLate(true), longestWaitMs);
    return () => clearTimeout(timer);
  }, [window]);

  const start = () => {
    if (window !== null) return;
    setIsLate(false);
    setFound(null);
    setWindow(searchWindow(draft, now));
  };
  return { search: stateOf(), start, window };

  function stateOf(): SearchState {
    if (window !== null) return { kind: 'reading' };
    return found?.asked === asked ? { kind: 'done', answer: found.answer } : { kind: 'idle' };
  }
}
