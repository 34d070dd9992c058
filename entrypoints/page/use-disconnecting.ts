import { useEffect, useRef, useState } from 'preact/hooks';
import type { Disconnecting } from '../../components/account-cards';
import type { AccountsView } from '../../lib/domain/account-views';
import type { Side } from '../../lib/domain/appointment';
import { send } from '../../lib/messages/send';
import { toLoaded } from './to-loaded';
import type { ReviewDesk } from './use-review';

/** The question that "Disconnect" asks, from the press to what became of it. */
export function useDisconnecting(view: AccountsView | null, reload: () => Promise<void>, review: ReviewDesk) {
  const [state, setState] = useState<Disconnecting | null>(null);
  /** The side whose question waits for what is taken back first. */
  const [waiting, setWaiting] = useState<Side | null>(null);

  async function begin(side: Side) {
    const connection = side === 'helpdesk' ? view?.helpdesk.state : view?.calendar.state;
    const account = connection === undefined || connection.kind === 'none' ? '' : connection.account;
    setState({ side, account, made: { kind: 'loading' }, problem: null, result: null });
    const made = toLoaded(await send('madeByDocket', { side }));
    setState((current) => current && { ...current, made });
  }

  async function takeBack() {
    if (state === null) return;
    const problem = await review.start({ kind: 'disconnect', side: state.side });
    if (problem !== null) setState({ ...state, problem });
    else {
      setWaiting(state.side);
      setState(null);
    }
  }

  const newest = useRef(begin);
  newest.current = begin;
  useEffect(() => {
    // The list was put away, whatever came of it: the question comes back with what is there now.
    if (waiting === null || review.isShown) return;
    setWaiting(null);
    if (review.review === null) void newest.current(waiting);
  }, [waiting, review.isShown, review.review]);

  async function decide() {
    if (state === null) return;
    setState({ ...state, problem: null, result: { kind: 'loading' } });
    const result = toLoaded(await send('disconnect', { side: state.side }));
    setState((current) => current && { ...current, result });
    await reload();
  }

  return { state, begin, takeBack, decide, close: () => setState(null) };
}
