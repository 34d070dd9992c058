import type { Side } from '../lib/domain/appointment';
import type { ConnectionState } from '../lib/domain/popup-view';
import { Icon } from './icon';
import { sideName } from './problem-text';
import { useTexts } from './texts';

/** One line per side: whom Docket is signed in as, or the one press that helps. */
export function PopupAccounts(props: {
  readonly helpdesk: ConnectionState;
  readonly calendar: ConnectionState;
  readonly reconnecting: Side | null;
  onReconnect(side: Side): void;
  onConnect(side: Side): void;
}) {
  const t = useTexts();
  return (
    <ul class="popup-accounts" aria-label={t('popupAccounts')}>
      {(['helpdesk', 'calendar'] as const).map((side) => (
        <li key={side} class="popup-account">
          <AccountState side={side} state={props[side]} />
          {props[side].kind === 'needsSignIn' && (
            <button
              type="button"
              class="button button-small"
              aria-busy={props.reconnecting === side}
              onClick={() => props.onReconnect(side)}
            >
              {t('popupReconnect')}
              <span class="visually-hidden">: {sideName(t, side)}</span>
            </button>
          )}
          {props[side].kind === 'none' && (
            <button type="button" class="button button-small" onClick={() => props.onConnect(side)}>
              {t('popupConnect')}
              <span class="visually-hidden">: {sideName(t, side)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function AccountState({ side, state }: { readonly side: Side; readonly state: ConnectionState }) {
  const t = useTexts();
  const name = sideName(t, side);
  switch (state.kind) {
    case 'connected':
      return (
        <p class="account-state account-good">
          <Icon name="check" />
          <span>
            {name}
            <span class="visually-hidden"> {t('popupConnected')}:</span>{' '}
            <span class="account-name">{state.account}</span>
          </span>
        </p>
      );
    case 'needsSignIn':
      return (
        <p class="account-state account-warn">
          <Icon name="warning" />
          <span>
            {name} <span class="account-name">{t('popupSignedOut', state.account)}</span>
          </span>
        </p>
      );
    case 'none':
      return (
        <p class="account-state">
          <Icon name="minus" />
          <span>
            {name} <span class="account-name">{t('popupNotConnected')}</span>
          </span>
        </p>
      );
  }
}
