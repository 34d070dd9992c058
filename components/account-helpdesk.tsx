import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountsView } from '../lib/domain/account-views';
import { ConnectedAccount } from './account-connected';
import { HelpdeskGuide } from './account-guides';
import { AccountOutcome } from './account-outcome';
import { type AccountWork, addressTexts, clientIdTexts } from './account-work';
import { Field } from './field';
import { sideName } from './problem-text';
import { type Texts, useTexts } from './texts';

export interface HelpdeskAccountActions {
  /** Called inside the press itself: the browser asks for a permission only then. */
  onConnect(address: string, clientId: string): void;
  onAllow(origin: string): void;
  onReconnect(): void;
  onDisconnect(): void;
}

interface HelpdeskAccountProps extends HelpdeskAccountActions {
  readonly account: AccountsView['helpdesk'];
  readonly redirectAddress: string;
  readonly work: AccountWork;
  /** Origin that the browser does not let Docket reach any more. */
  readonly missingPermission: string | null;
}

export function HelpdeskAccount(props: HelpdeskAccountProps) {
  const t = useTexts();
  const { account, work } = props;
  return (
    <section class="card account" aria-labelledby="account-helpdesk">
      <h2 id="account-helpdesk" tabIndex={-1}>
        {sideName(t, 'helpdesk')}
      </h2>
      {account.state.kind === 'none' ? (
        <HelpdeskForm {...props} />
      ) : (
        <ConnectedAccount
          state={account.state}
          detail={helpdeskDetail(t, account)}
          isWorking={work.kind === 'working'}
          missingPermission={props.missingPermission}
          onAllow={props.onAllow}
          onReconnect={props.onReconnect}
          onDisconnect={props.onDisconnect}
        />
      )}
      <AccountOutcome work={work} onAllow={props.onAllow} />
      <HelpdeskGuide redirectAddress={props.redirectAddress} />
    </section>
  );
}

function HelpdeskForm({ account, work, onConnect }: HelpdeskAccountProps) {
  const t = useTexts();
  const [address, setAddress] = useState(account.address);
  const [clientId, setClientId] = useState(account.clientId);
  const addressBox = useRef<HTMLInputElement>(null);
  const clientIdBox = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (work.kind === 'badAddress') addressBox.current?.focus();
    if (work.kind === 'badClientId') clientIdBox.current?.focus();
  }, [work]);
  const isWorking = work.kind === 'working';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWorking) onConnect(address, clientId);
      }}
    >
      <p class="quiet">{t('optionsHelpdeskIntro')}</p>
      <Field
        label={t('optionsHelpdeskAddress')}
        hint={t('optionsHelpdeskAddressHint')}
        error={work.kind === 'badAddress' ? t(addressTexts[work.why]) : undefined}
      >
        {(control) => (
          <input
            {...control}
            ref={addressBox}
            class="input"
            type="text"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            value={address}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label={t('optionsHelpdeskClientId')}
        hint={t('optionsHelpdeskClientIdHint')}
        error={work.kind === 'badClientId' ? t(clientIdTexts[work.why]) : undefined}
      >
        {(control) => (
          <input
            {...control}
            ref={clientIdBox}
            class="input"
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={clientId}
            onInput={(event) => setClientId(event.currentTarget.value)}
          />
        )}
      </Field>
      <p>
        <button type="submit" class="button button-primary" aria-busy={isWorking} aria-disabled={isWorking}>
          {t('optionsConnectHelpdesk')}
        </button>
      </p>
    </form>
  );
}

/** The address and the agent, where the account's own name does not hold them already. */
function helpdeskDetail(t: Texts, account: AccountsView['helpdesk']): string | null {
  const name = account.state.kind === 'none' ? '' : account.state.account;
  const parts = [
    name.includes(account.address) ? '' : account.address,
    account.agentName === '' || name.includes(account.agentName) ? '' : t('optionsAgent', account.agentName),
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}
