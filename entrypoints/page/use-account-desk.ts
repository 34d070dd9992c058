import { useRef, useState } from 'preact/hooks';
import type { AccountsDesk } from '../../components/account-cards';
import type { AccountWork } from '../../components/account-work';
import { readGoogleClientId } from '../../lib/auth/google-client-id';
import { readHelpdeskAddress } from '../../lib/auth/halo-address';
import type { AccountsView, ConnectHelpdeskResult, SignInGoogleResult } from '../../lib/domain/account-views';
import type { Side } from '../../lib/domain/appointment';
import type { Reply } from '../../lib/messages/protocol';
import { send } from '../../lib/messages/send';
import { googleOrigins, requestOrigins } from './permissions';
import { useDisconnecting } from './use-disconnecting';
import { useMissingPermissions } from './use-missing-permissions';
import type { ReviewDesk } from './use-review';

type SignInReply = Reply<'connectHelpdesk'> | Reply<'signInGoogle'> | Reply<'reconnect'>;

/** What the presses on the account cards do. Permissions are asked for inside the press, before anything is awaited. */
export function useAccountDesk(
  view: AccountsView | null,
  reload: () => Promise<void>,
  review: ReviewDesk,
): AccountsDesk {
  const [works, setWorks] = useState<Record<Side, AccountWork>>({
    helpdesk: { kind: 'idle' },
    calendar: { kind: 'idle' },
  });
  const missing = useMissingPermissions(view);
  const disconnecting = useDisconnecting(view, reload, review);
  /** What to go on with once another host is allowed. */
  const afterwards = useRef<(() => Promise<SignInReply>) | null>(null);

  function show(side: Side, work: AccountWork) {
    setWorks((current) => ({ ...current, [side]: work }));
  }

  async function signIn(side: Side, granted: Promise<boolean>, host: string, ask: () => Promise<SignInReply>) {
    show(side, { kind: 'working' });
    afterwards.current = ask;
    try {
      if (!(await granted)) return show(side, { kind: 'permissionDenied', host });
    } catch (error) {
      return show(side, { kind: 'failed', problem: { kind: 'unexpected', detail: String(error) } });
    }
    const reply = await ask();
    show(side, reply.ok ? workOf(side, host, reply.answer) : { kind: 'failed', problem: reply.problem });
    await reload();
  }

  function connectHelpdesk(typed: string, clientId: string) {
    const address = readHelpdeskAddress(typed);
    if (address.kind === 'bad') return show('helpdesk', { kind: 'badAddress', why: address.why });
    if (clientId.trim() === '') return show('helpdesk', { kind: 'badClientId', why: 'empty' });
    const { origin } = address;
    void signIn('helpdesk', requestOrigins([origin]), new URL(origin).host, () =>
      send('connectHelpdesk', { address: origin, clientId: clientId.trim() }),
    );
  }

  function signInGoogle(typed: string) {
    const read = readGoogleClientId(typed);
    const isBuiltIn = view?.calendar.hasBuiltInClientId === true;
    if (!isBuiltIn && read.kind === 'bad') return show('calendar', { kind: 'badClientId', why: read.why });
    const clientId = read.kind === 'ok' ? read.clientId : '';
    void signIn('calendar', requestOrigins(googleOrigins), new URL(googleOrigins[0]).host, () =>
      send('signInGoogle', { clientId }),
    );
  }

  function reconnect(side: Side) {
    const address = readHelpdeskAddress(view?.helpdesk.address ?? '');
    const ownOrigins = address.kind === 'ok' ? [address.origin] : [];
    const origins = side === 'helpdesk' ? ownOrigins : googleOrigins;
    const granted = origins.length === 0 ? Promise.resolve(true) : requestOrigins(origins);
    void signIn(side, granted, hostOf(origins[0]), () => send('reconnect', { side }));
  }

  /** Another host of the helpdesk, or one that was taken away: with it, what was begun goes on. */
  function allow(side: Side, origins: readonly string[]) {
    const granted = requestOrigins(origins);
    const ask = works[side].kind === 'needsPermission' ? afterwards.current : null;
    if (ask !== null) void signIn(side, granted, hostOf(origins[0]), ask);
    else void granted.then((isGranted) => show(side, isGranted ? { kind: 'idle' } : denied(origins)));
  }

  return {
    helpdeskWork: works.helpdesk,
    googleWork: works.calendar,
    missingHelpdeskPermission: missing.helpdesk,
    missingGooglePermission: missing.google,
    helpdesk: {
      onConnect: connectHelpdesk,
      onAllow: (origin) => allow('helpdesk', [origin]),
      onReconnect: () => reconnect('helpdesk'),
      onDisconnect: () => disconnecting.begin('helpdesk'),
    },
    google: {
      onSignIn: signInGoogle,
      onAllow: () => allow('calendar', googleOrigins),
      onReconnect: () => reconnect('calendar'),
      onDisconnect: () => disconnecting.begin('calendar'),
    },
    disconnecting: disconnecting.state,
    onDecideDisconnect() {
      setWorks({ helpdesk: { kind: 'idle' }, calendar: { kind: 'idle' } });
      void disconnecting.decide();
    },
    onTakeBack: () => void disconnecting.takeBack(),
    onCloseDisconnect: disconnecting.close,
  };
}

function workOf(side: Side, host: string, result: ConnectHelpdeskResult | SignInGoogleResult): AccountWork {
  switch (result.kind) {
    case 'connected':
      return { kind: 'connected' };
    case 'needsPermission':
      return { kind: 'needsPermission', origin: result.origin };
    case 'refused':
      if ('missing' in result) return { kind: 'googleRefused', result };
      return side === 'helpdesk'
        ? { kind: 'helpdeskRefused', host, result }
        : { kind: 'failed', problem: { kind: 'unexpected', detail: result.detail } };
  }
}

function denied(origins: readonly string[]): AccountWork {
  return { kind: 'permissionDenied', host: hostOf(origins[0]) };
}

function hostOf(origin: string | undefined): string {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : '';
}
