import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Loaded } from '../../components/loaded';
import type { Saving } from '../../components/saving-line';
import type { CalendarsView } from '../../lib/domain/account-views';
import type { Reply } from '../../lib/messages/protocol';
import { send } from '../../lib/messages/send';
import { toLoaded } from './to-loaded';

/** The account's calendars and the two choices among them. A choice is shown at once and taken back if it fails. */
export function useCalendars(isConnected: boolean) {
  const [calendars, setCalendars] = useState<Loaded<CalendarsView>>({ kind: 'loading' });
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const reload = useCallback(async () => setCalendars(toLoaded(await send('calendars', {}))), []);
  useEffect(() => {
    if (isConnected) void reload();
  }, [isConnected, reload]);

  async function change(shown: Partial<CalendarsView>, request: Promise<Reply<'chooseCalendar'>>) {
    const before = calendars;
    if (calendars.kind === 'ready') setCalendars({ kind: 'ready', value: { ...calendars.value, ...shown } });
    setSaving({ kind: 'saving' });
    const reply = await request;
    setCalendars(reply.ok ? toLoaded(reply) : before);
    setSaving(reply.ok ? { kind: 'saved' } : { kind: 'failed', problem: reply.problem });
  }

  return {
    calendars,
    saving,
    reload,
    choose: (id: string) => change({ chosenId: id }, send('chooseCalendar', { id })),
    setCountsAsBusy: (ids: readonly string[]) =>
      change({ countsAsBusy: ids }, send('setCountsAsBusy', { ids: [...ids] })),
  };
}
