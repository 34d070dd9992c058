import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import { OptionsWorkingHours } from '../../components/options-working-hours';
import type { Saving } from '../../components/saving-line';
import type { WorkingHoursView } from '../../lib/domain/account-views';
import { send } from '../../lib/messages/send';
import { toLoaded } from '../page/to-loaded';
import { useNow } from '../page/use-now';

export function WorkingHoursSection({ isConnected }: { readonly isConnected: boolean }) {
  const now = useNow();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const [hours, setHours] = useState<Loaded<WorkingHoursView>>({ kind: 'loading' });
  const [isReading, setReading] = useState(false);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });

  const read = useCallback(async (refresh: boolean) => {
    setReading(true);
    setHours(toLoaded(await send('workingHours', { refresh })));
    setReading(false);
  }, []);
  useEffect(() => {
    if (isConnected) void read(false);
  }, [isConnected, read]);

  function show(change: Partial<WorkingHoursView>) {
    setSaving({ kind: 'saving' });
    setHours((current) =>
      current.kind === 'ready' ? { kind: 'ready', value: { ...current.value, ...change } } : current,
    );
  }

  async function setFallbackZone(fallbackZone: string) {
    show({ fallbackZone });
    const reply = await send('setFallbackZone', { zone: fallbackZone });
    if (!reply.ok) return takeBack(reply.problem);
    setHours(toLoaded(reply));
    setSaving({ kind: 'saved' });
  }

  async function setDefaultLength(defaultLengthMinutes: number) {
    show({ defaultLengthMinutes });
    const reply = await send('setDefaultLength', { minutes: defaultLengthMinutes });
    if (!reply.ok) return takeBack(reply.problem);
    setSaving({ kind: 'saved' });
  }

  /** What was shown ahead is read again as it really is. */
  async function takeBack(problem: (Saving & { kind: 'failed' })['problem']) {
    await read(false);
    setSaving({ kind: 'failed', problem });
  }

  return (
    <OptionsWorkingHours
      hours={hours}
      isConnected={isConnected}
      isReading={isReading}
      saving={saving}
      now={now}
      zones={zones}
      onReadAgain={() => read(true)}
      onFallbackZone={setFallbackZone}
      onDefaultLength={setDefaultLength}
    />
  );
}
