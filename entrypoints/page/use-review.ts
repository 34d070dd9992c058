import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../lib/domain/problem';
import type { ReviewView } from '../../lib/domain/sync-views';
import type { Reply, RequestData } from '../../lib/messages/protocol';
import { send } from '../../lib/messages/send';

/** Often enough for a bar that moves, seldom enough for a worker that has other things to do. */
const lookEveryMs = 500;

/** The one dry run there can be: kept in the background, looked at while it is being prepared or applied. */
export function useReview() {
  const [review, setReview] = useState<ReviewView | null>(null);
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const look = useCallback(async () => {
    const reply = await send('review', {});
    if (reply.ok) setReview(reply.answer);
    return reply.ok;
  }, []);
  useEffect(() => {
    void look();
  }, [look]);

  const isWorking = review?.state === 'preparing' || review?.state === 'applying';
  useEffect(() => {
    if (!isWorking) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const again = async () => {
      await look();
      if (!isOver) timer = setTimeout(again, lookEveryMs);
    };
    timer = setTimeout(again, lookEveryMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isWorking, look]);

  const take = useCallback((reply: Reply<'startReview'>): Problem | null => {
    const refused = reply.ok ? null : reply.problem;
    setProblem(refused);
    if (reply.ok) setReview(reply.answer);
    return refused;
  }, []);

  return {
    review,
    isShown: isShown && review !== null,
    problem,
    take,
    show: () => setShown(true),
    hide: () => setShown(false),
    async start(data: RequestData<'startReview'>): Promise<Problem | null> {
      const refused = take(await send('startReview', data));
      if (refused === null) setShown(true);
      return refused;
    },
    apply: async () => take(await send('applyReview', {})),
    stop: async () => take(await send('stopReview', {})),
    async close(): Promise<void> {
      const reply = await send('closeReview', {});
      // Together: out of sight and still there means that it was only hidden.
      setShown(false);
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setReview(null);
    },
  };
}

export type ReviewDesk = ReturnType<typeof useReview>;

/** A value that is always the newest, for work that outlives one drawing. */
export function useNewest<T>(value: T): { readonly current: T } {
  const newest = useRef(value);
  newest.current = value;
  return newest;
}
