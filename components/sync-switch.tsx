import { useEffect, useRef, useState } from 'preact/hooks';
import type { SyncView } from '../lib/domain/sync-views';
import { Notice } from './loaded';
import { OtherSyncNotice } from './other-sync-notice';
import { type TextKey, useTexts } from './texts';

/** The switch. While it is off, what it would do stands under it; another sync at work is asked about first. */
export function SyncSwitch(props: { readonly view: SyncView; readonly now: number; onTwoWay(on: boolean): void }) {
  const { view } = props;
  const t = useTexts();
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  const hint = switchHint(view);

  function press() {
    if (!view.twoWay && view.otherSync !== null) setAsking(true);
    else props.onTwoWay(!view.twoWay);
  }

  function answer(isYes: boolean) {
    setAsking(false);
    button.current?.focus();
    if (isYes) props.onTwoWay(true);
  }

  return (
    <div class="stack-small">
      {view.otherSync !== null && <OtherSyncNotice other={view.otherSync} now={props.now} />}
      {view.areTimesInDoubt && (
        <Notice tone="warning">
          <p>
            <strong>{t('syncTimesInDoubt')}</strong>
          </p>
          <p>{t('syncTimesInDoubtWhat')}</p>
        </Notice>
      )}
      <button
        type="button"
        class="switch sync-switch"
        role="switch"
        ref={button}
        aria-checked={view.twoWay}
        {...(hint !== null && { 'aria-describedby': 'sync-two-way-hint' })}
        onClick={press}
      >
        <span class="switch-track" />
        {t('popupTwoWay')}
      </button>
      {hint !== null && (
        <p id="sync-two-way-hint" class="quiet">
          {t(hint)}
        </p>
      )}
      {isAsking && !view.twoWay && <Question onAnswer={answer} />}
      {!view.twoWay && <Before view={view} />}
    </div>
  );
}

/** What the switch means; null where the state, which stands below, says that it is not so at present. */
function switchHint({ twoWay, health }: SyncView): TextKey | null {
  if (!twoWay) return 'syncOffHint';
  const isHeldUp = health.kind === 'paused' || health.kind === 'attention' || health.kind === 'needsSignIn';
  return isHeldUp ? null : 'syncOnHint';
}

function Before({ view }: { readonly view: SyncView }) {
  const t = useTexts();
  return (
    <section class="sync-before stack-small" aria-labelledby="sync-before">
      <h2 id="sync-before" class="minor-heading">
        {t('syncBefore')}
      </h2>
      <ul class="bulleted">
        <li>{t('syncBefore1', view.daysBack, view.daysAhead)}</li>
        <li>{t('syncBefore2')}</li>
        <li>{t('syncBefore3')}</li>
        <li>{t('syncBefore4')}</li>
        <li>{t('syncBefore5')}</li>
      </ul>
      <p>{t('syncBeforeTry')}</p>
    </section>
  );
}

function Question({ onAnswer }: { onAnswer(isYes: boolean): void }) {
  const t = useTexts();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset class="notice notice-warning sync-question">
      <legend class="visually-hidden">{t('popupTwoWay')}</legend>
      <p>
        <strong>{t('syncOtherQuestion')}</strong>
      </p>
      <p class="row-actions">
        <button type="button" class="button button-small" onClick={() => onAnswer(true)}>
          {t('syncOtherYes')}
        </button>
        <button type="button" class="button button-small" ref={no} onClick={() => onAnswer(false)}>
          {t('syncOtherNo')}
        </button>
      </p>
    </fieldset>
  );
}
