import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ConflictChoice } from '../../components/conflict-card';
import { ConflictSection } from '../../components/conflict-section';
import type { Loaded } from '../../components/loaded';
import type { Problem } from '../../lib/domain/problem';
import type { ConflictView } from '../../lib/domain/sync-views';
import { send } from '../../lib/messages/send';
import { toLoaded } from '../page/to-loaded';
import { watchPopupRecord } from '../page/watch-popup-record';

export function ConflictOptions({ onResolved }: { onResolved(): void }) {
  const [conflicts, setConflicts] = useState<Loaded<readonly ConflictView[]>>({ kind: 'loading' });
  const [resolving, setResolving] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const read = useCallback(async () => {
    const reply = await send('conflicts', {});
    setConflicts((current) => (reply.ok || current.kind !== 'ready' ? toLoaded(reply) : current));
  }, []);
  useEffect(() => {
    void read();
    return watchPopupRecord(() => void read());
  }, [read]);

  async function resolve(linkId: string, choices: readonly ConflictChoice[]) {
    setProblem(null);
    setResolving(linkId);
    const reply = await send('resolveConflict', { linkId, choices: [...choices] });
    setResolving(null);
    if (reply.ok) setConflicts(toLoaded(reply));
    else setProblem(reply.problem);
    onResolved();
  }

  return (
    <ConflictSection
      conflicts={conflicts}
      resolving={resolving}
      problem={problem}
      onResolve={(linkId, choices) => void resolve(linkId, choices)}
      onTryAgain={() => void read()}
    />
  );
}
