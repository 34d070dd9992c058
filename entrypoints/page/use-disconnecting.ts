import { useState } from 'preact/hooks';
import type { Disconnecting } from '../../components/account-cards';
import type { AccountsView } from '../../lib/domain/account-views';
import type { Side } from '../../lib/domain/appointment';
import { send } from '../../lib/messages/send';
import { toLoaded } from './to-loaded';

/** The question that "Disconnect" asks, from the press to what became of it. */
export function useDisconnecting(view: AccountsView | null, reload: () => Promise<void>) {
  const [state, setState] = useState<Disconnecting | null>(null);

  async function begin(side: Side) {
    const connection = side === 'helpdesk' ? view?.helpdesk.state : view?.calendar.state;
    const account = connection === undefined || connection.kind === 'none' ? '' : connection.account;
    setState({ side, account, made: { kind: 'loading' }, result: null });
    const made = toLoaded(await send('madeByDocket', { side }));
    setState((current) => current && { ...current, made });
  }

  async function decide(made: 'keep' | 'remove') {
    if (state === null) return;
    setState({ ...state, result: { kind: 'loading' } });
    const result = toLoaded(await send('disconnect', { side: state.side, made }));
    setState((current) => current && { ...current, result });
    await reload();
  }

  return { state, begin, decide, close: () => setState(null) };
}
