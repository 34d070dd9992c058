import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import type { SyncView } from '../../lib/domain/sync-views';
import type { Reply } from '../../lib/messages/protocol';
import { send } from '../../lib/messages/send';
import { toLoaded } from '../page/to-loaded';
import { watchPopupRecord } from '../page/watch-popup-record';

/** How the sync is set and how it stands; looked at again whenever the background has done something. */
export function useSync() {
  const [sync, setSync] = useState<Loaded<SyncView>>({ kind: 'loading' });
  const isReading = useRef(false);
  const isOld = useRef(false);
  const openPresses = useRef(0);
  const reload = useCallback(async () => {
    // A run that writes prepares record after record: one reading at a time, and a last one after it.
    isOld.current = true;
    if (isReading.current) return;
    isReading.current = true;
    let reply: Reply<'sync'>;
    do {
      isOld.current = false;
      reply = await send('sync', {});
    } while (isOld.current);
    isReading.current = false;
    // It may not know yet what was pressed meanwhile; the end of the press reads again.
    if (openPresses.current > 0) return;
    // One reading that failed must not take away what was shown.
    setSync((current) => (reply.ok || current.kind !== 'ready' ? toLoaded(reply) : current));
  }, []);
  useEffect(() => {
    void reload();
    return watchPopupRecord(() => void reload());
  }, [reload]);
  /** Shows at once what a press changes, and keeps it shown until the background knows it: it has the last word. */
  const press = useCallback(
    async <T>(change: (view: SyncView) => SyncView, ask: () => Promise<T>): Promise<T> => {
      setSync((current) => (current.kind === 'ready' ? { kind: 'ready', value: change(current.value) } : current));
      openPresses.current += 1;
      const answer = await ask();
      openPresses.current -= 1;
      await reload();
      return answer;
    },
    [reload],
  );
  return { sync, press, reload };
}

export type SyncDesk = ReturnType<typeof useSync>;
