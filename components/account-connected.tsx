import type { ConnectionState } from '../lib/domain/popup-view';
import { AllowHost } from './account-outcome';
import { Icon } from './icon';
import { Notice } from './loaded';
import { useTexts } from './texts';

/** An account that Docket is signed in with, or was until the sign-in expired. */
export function ConnectedAccount(props: {
  readonly state: Exclude<ConnectionState, { kind: 'none' }>;
  readonly detail: string | null;
  readonly isWorking: boolean;
  readonly missingPermission: string | null;
  onAllow(origin: string): void;
  onReconnect(): void;
  onDisconnect(): void;
}) {
  const t = useTexts();
  const { state, missingPermission } = props;
  const isSignedIn = state.kind === 'connected';
  return (
    <>
      <div class="account-row">
        <div class="account-who">
          <p class={isSignedIn ? 'account-state account-good' : 'account-state account-warn'}>
            <Icon name={isSignedIn ? 'check' : 'warning'} />
            <strong>{isSignedIn ? t('optionsConnectedAs', state.account) : t('popupSignedOut', state.account)}</strong>
          </p>
          {props.detail !== null && <p class="quiet">{props.detail}</p>}
        </div>
        <div class="row-actions">
          {!isSignedIn && (
            <button
              type="button"
              class="button button-primary"
              aria-busy={props.isWorking}
              aria-disabled={props.isWorking}
              onClick={() => !props.isWorking && props.onReconnect()}
            >
              {t('optionsReconnect')}
            </button>
          )}
          <button type="button" class="button" onClick={props.onDisconnect}>
            {t('optionsDisconnect')}
          </button>
        </div>
      </div>
      {!isSignedIn && <Notice tone="warning">{t('optionsSignedOut')}</Notice>}
      {isSignedIn && missingPermission !== null && (
        <AllowHost
          text={t('optionsMissingPermission', new URL(missingPermission).host)}
          host={new URL(missingPermission).host}
          onAllow={() => props.onAllow(missingPermission)}
        />
      )}
    </>
  );
}
