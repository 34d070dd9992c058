import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountsView } from '../lib/domain/account-views';
import { ConnectedAccount } from './account-connected';
import { GoogleGuide } from './account-guides';
import { AccountOutcome, GoogleBoxes, googleBoxes } from './account-outcome';
import { type AccountWork, clientIdTexts } from './account-work';
import { Field } from './field';
import { Notice } from './loaded';
import { sideName } from './problem-text';
import { useTexts } from './texts';

export interface GoogleAccountActions {
  /** Called inside the press itself: the browser asks for a permission only then. */
  onSignIn(clientId: string): void;
  onAllow(origin: string): void;
  onReconnect(): void;
  onDisconnect(): void;
}

interface GoogleAccountProps extends GoogleAccountActions {
  readonly account: AccountsView['calendar'];
  readonly agentName: string;
  readonly redirectAddress: string;
  readonly work: AccountWork;
  readonly missingPermission: string | null;
}

export function GoogleAccount(props: GoogleAccountProps) {
  const t = useTexts();
  const { account, work } = props;
  return (
    <section class="card account" aria-labelledby="account-google">
      <h2 id="account-google" tabIndex={-1}>
        {sideName(t, 'calendar')}
      </h2>
      {account.state.kind === 'none' ? (
        <GoogleForm {...props} />
      ) : (
        <>
          <ConnectedAccount
            state={account.state}
            detail={null}
            isWorking={work.kind === 'working'}
            missingPermission={props.missingPermission}
            onAllow={props.onAllow}
            onReconnect={props.onReconnect}
            onDisconnect={props.onDisconnect}
          />
          {account.match === 'differs' && (
            <Notice tone="warning">{t('optionsMatchDiffers', account.state.account, props.agentName)}</Notice>
          )}
          {account.match === 'caseDiffers' && (
            <Notice tone="warning">{t('optionsMatchCase', account.state.account)}</Notice>
          )}
        </>
      )}
      <AccountOutcome work={work} onAllow={props.onAllow} />
      {!account.hasBuiltInClientId && <GoogleGuide redirectAddress={props.redirectAddress} />}
    </section>
  );
}

function GoogleForm({ account, work, onSignIn }: GoogleAccountProps) {
  const t = useTexts();
  const [clientId, setClientId] = useState(account.clientId);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (work.kind === 'badClientId') box.current?.focus();
  }, [work]);
  const isWorking = work.kind === 'working';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWorking) onSignIn(clientId);
      }}
    >
      <p class="quiet">{t('optionsGoogleIntro')}</p>
      {!account.hasBuiltInClientId && (
        <Field
          label={t('optionsGoogleClientId')}
          hint={t('optionsGoogleClientIdHint')}
          error={work.kind === 'badClientId' ? t(clientIdTexts[work.why]) : undefined}
        >
          {(control) => (
            <input
              {...control}
              ref={box}
              class="input"
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={clientId}
              onInput={(event) => setClientId(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <div class="consent-ahead">
        <p>{t('optionsConsentAhead')}</p>
        <GoogleBoxes boxes={googleBoxes} look="ticked" />
        {!account.hasBuiltInClientId && <p class="field-hint">{t('optionsUnverified')}</p>}
      </div>
      <p>
        <button type="submit" class="button button-primary" aria-busy={isWorking} aria-disabled={isWorking}>
          {t('optionsSignInGoogle')}
        </button>
      </p>
    </form>
  );
}
