import { useState } from 'preact/hooks';
import type { DisconnectResult, MadeByDocket } from '../lib/domain/account-views';
import type { Side } from '../lib/domain/appointment';
import type { Problem } from '../lib/domain/problem';
import { type Loaded, LoadedView, Notice, ProblemNotice } from './loaded';
import { problemText } from './problem-text';
import { whenText } from './review-text';
import { type TextKey, type Texts, useTexts } from './texts';
import { useModal } from './use-modal';

type WhatWasMade = 'keep' | 'remove';

interface DisconnectDialogProps {
  readonly side: Side;
  readonly account: string;
  readonly made: Loaded<MadeByDocket>;
  /** Null: not decided yet. */
  readonly result: Loaded<DisconnectResult> | null;
  /** Why the list of what would be removed could not be begun. */
  readonly problem: Problem | null;
  onDisconnect(): void;
  /** A dry run of the removal; nothing is removed, and nothing disconnected, before the agent says so there. */
  onTakeBack(): void;
  onClose(): void;
}

/** Asks what becomes of what was made, then says what became of it. */
export function DisconnectDialog(props: DisconnectDialogProps) {
  const t = useTexts();
  // The button that was pressed goes away with the account: its card takes the focus.
  const dialog = useModal(props.side === 'helpdesk' ? 'account-helpdesk' : 'account-google');
  const isWorking = props.result?.kind === 'loading';
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="disconnect-title"
      onCancel={(event) => {
        event.preventDefault();
        if (!isWorking) props.onClose();
      }}
    >
      <h2 id="disconnect-title">
        {t(props.side === 'helpdesk' ? 'optionsDisconnectHelpdesk' : 'optionsDisconnectGoogle')}
      </h2>
      {props.result === null ? (
        <Question {...props} />
      ) : (
        <LoadedView of={props.result} loadingText={t('optionsDisconnecting')}>
          {(result) => <Outcome side={props.side} result={result} />}
        </LoadedView>
      )}
      {props.result !== null && !isWorking && (
        <p class="row-actions">
          <button type="button" class="button button-primary" onClick={props.onClose}>
            {t('optionsClose')}
          </button>
        </p>
      )}
    </dialog>
  );
}

function Question(props: DisconnectDialogProps) {
  const t = useTexts();
  const [choice, setChoice] = useState<WhatWasMade>('keep');
  const canDecide = props.made.kind !== 'loading';
  return (
    <>
      <p>{t(props.side === 'helpdesk' ? 'optionsForgetWhat' : 'optionsDisconnectWhat', props.account)}</p>
      {props.made.kind === 'failed' ? (
        <>
          <ProblemNotice problem={props.made.problem} />
          <p>{t('optionsMadeUnknown')}</p>
        </>
      ) : (
        <LoadedView of={props.made} loadingText={t('optionsLookingUpMade')}>
          {(made) => (
            <>
              <MadeChoice made={made} choice={choice} onChoice={setChoice} />
              {made.waiting > 0 && <Notice tone="info">{count(t, waitingTexts, made.waiting)}</Notice>}
            </>
          )}
        </LoadedView>
      )}
      {props.problem !== null && <ProblemNotice problem={props.problem} />}
      <p class="row-actions">
        <button type="button" class="button" onClick={props.onClose}>
          {t('optionsCancel')}
        </button>
        {choice === 'remove' ? (
          <button type="button" class="button button-primary" onClick={props.onTakeBack}>
            {t('reviewTitle')}
          </button>
        ) : (
          <button type="button" class="button button-danger" disabled={!canDecide} onClick={props.onDisconnect}>
            {t('optionsDisconnect')}
          </button>
        )}
      </p>
    </>
  );
}

function MadeChoice(props: {
  readonly made: MadeByDocket;
  readonly choice: WhatWasMade;
  onChoice(choice: WhatWasMade): void;
}) {
  const t = useTexts();
  const { items } = props.made;
  if (items.length === 0) return <p>{t('optionsMadeNothing')}</p>;
  return (
    <fieldset class="stack-small">
      <legend class="field-label">{t('optionsDisconnectMade')}</legend>
      <label class="check">
        <input
          type="radio"
          name="made"
          checked={props.choice === 'keep'}
          onChange={() => props.onChoice('keep')}
          aria-describedby="disconnect-keep"
        />
        <span>
          {t('optionsKeepAll')}
          <span id="disconnect-keep" class="field-hint">
            {t('optionsKeepAllHint')}
          </span>
        </span>
      </label>
      <label class="check">
        <input
          type="radio"
          name="made"
          checked={props.choice === 'remove'}
          onChange={() => props.onChoice('remove')}
          aria-describedby="disconnect-remove"
        />
        <span>
          {count(t, removeTexts, items.length)}
          <span id="disconnect-remove" class="field-hint">
            {t('optionsRemoveHint')}
          </span>
        </span>
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reachable by keyboard */}
      <ul class="made-list" tabIndex={0} aria-label={count(t, removeTexts, items.length)}>
        {items.map((item) => (
          <li key={item.linkId}>
            <span dir="auto">{item.subject.trim() === '' ? t('popupNoSubject') : item.subject}</span>
            <span class="quiet">{whenText(t, item)}</span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Outcome({ side, result }: { readonly side: Side; readonly result: DisconnectResult }) {
  const t = useTexts();
  // Halo names no way to give an access back; Google does.
  const isOver = side === 'helpdesk' ? 'optionsForgotten' : 'optionsRevoked';
  return (
    <div class="stack-small" role="status">
      <Notice tone="good">
        <p>
          <strong>{t('optionsDisconnected')}.</strong> {t('optionsRemovedNone')}{' '}
          {result.revoke.kind !== 'failed' && t(isOver)}
        </p>
      </Notice>
      {result.revoke.kind === 'failed' && (
        <Notice tone="warning">
          <p>{t('optionsRevokeFailedGoogle')}</p>
          <p class="server-words">{problemText(t, result.revoke.problem)}</p>
        </Notice>
      )}
    </div>
  );
}

const removeTexts = { one: 'optionsRemoveOne', other: 'optionsRemoveOther' } as const;
const waitingTexts = { one: 'optionsWaitingOne', other: 'optionsWaitingOther' } as const;

function count(t: Texts, texts: { readonly one: TextKey; readonly other: TextKey }, items: number): string {
  return items === 1 ? t(texts.one) : t(texts.other, items);
}
