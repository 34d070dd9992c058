import { useEffect, useRef, useState } from 'preact/hooks';
import type { Side } from '../lib/domain/appointment';
import type { AttentionItem } from '../lib/domain/popup-view';
import { Icon } from './icon';
import { problemText, sideName } from './problem-text';
import { exactText, relativeText } from './relative-time';
import { useTexts } from './texts';

interface AttentionActions {
  onRetry(linkId: string): void;
  onDrop(linkId: string): void;
  onReconnect(side: Side): void;
}

export function PopupAttention(
  props: {
    readonly items: readonly AttentionItem[];
    /** The sync waits for the agent, and says so further up. */
    readonly isSyncWaiting: boolean;
    readonly now: number;
  } & AttentionActions,
) {
  const t = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section class="popup-section" aria-labelledby="popup-attention">
      <h2 id="popup-attention" ref={heading} tabIndex={-1}>
        {t('popupAttention')}
        {props.items.length > 0 && <span class="pill pill-count">{props.items.length}</span>}
      </h2>
      {props.items.length === 0 && props.isSyncWaiting && <p class="quiet">{t('popupAttentionAbove')}</p>}
      {props.items.length === 0 && !props.isSyncWaiting && (
        <p class="quiet all-saved">
          <Icon name="check" />
          {t('popupAttentionNone')}
        </p>
      )}
      {props.items.length > 0 && (
        <ul class="attention-rows">
          {props.items.map((item) => (
            <AttentionRow
              key={`${item.linkId} ${item.side}`}
              item={item}
              now={props.now}
              onRetry={props.onRetry}
              onReconnect={props.onReconnect}
              onDrop={(linkId) => {
                // The row is about to go away: the heading takes the focus before the browser drops it.
                heading.current?.focus();
                props.onDrop(linkId);
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function AttentionRow(props: { readonly item: AttentionItem; readonly now: number } & AttentionActions) {
  const t = useTexts();
  const { item } = props;
  const [isAsking, setAsking] = useState(false);
  const dropButton = useRef<HTMLButtonElement>(null);
  const subject = item.subject.trim() === '' ? t('popupNoSubject') : item.subject;
  const side = sideName(t, item.side);
  const mustSignIn = item.problem.kind === 'needsSignIn' || item.problem.kind === 'notConnected';
  const about = <span class="visually-hidden">: {`${subject}, ${side}`}</span>;
  return (
    <li class="attention-row">
      <p class="agenda-subject" dir="auto">
        {subject}
      </p>
      <p class="attention-problem">
        <Icon name="warning" />
        <span>
          <strong>{side}.</strong> {problemText(t, item.problem)}
        </span>
      </p>
      <NextTry retryAtMs={item.retryAtMs} now={props.now} />
      {isAsking ? (
        <DropQuestion
          subject={subject}
          side={side}
          onYes={() => props.onDrop(item.linkId)}
          onNo={() => {
            setAsking(false);
            requestAnimationFrame(() => dropButton.current?.focus());
          }}
        />
      ) : (
        <p class="row-actions">
          {mustSignIn ? (
            <button type="button" class="button button-small" onClick={() => props.onReconnect(item.side)}>
              {t('popupReconnect')}
              {about}
            </button>
          ) : (
            <button type="button" class="button button-small" onClick={() => props.onRetry(item.linkId)}>
              {t('popupRetry')}
              {about}
            </button>
          )}
          <button
            type="button"
            class="button button-small button-quiet button-danger"
            ref={dropButton}
            onClick={() => setAsking(true)}
          >
            {t('popupDrop')}
            {about}
          </button>
        </p>
      )}
    </li>
  );
}

function NextTry(props: { readonly retryAtMs: number | null; readonly now: number }) {
  const t = useTexts();
  if (props.retryAtMs === null) return <p class="quiet">{t('popupWaitsForYou')}</p>;
  const when = relativeText(Math.max(props.retryAtMs, props.now), props.now);
  return (
    <p class="quiet" title={exactText(props.retryAtMs)}>
      {t('popupNextTry', when ?? t('popupInAMoment'))}
    </p>
  );
}

function DropQuestion(props: { readonly subject: string; readonly side: string; onYes(): void; onNo(): void }) {
  const t = useTexts();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset class="notice notice-warning drop-question">
      <legend class="visually-hidden">{t('popupDrop')}</legend>
      <p dir="auto">
        <strong>{t('popupDropQuestion', props.subject, props.side)}</strong>
      </p>
      <p>{t('popupDropKept')}</p>
      <p class="row-actions">
        <button type="button" class="button button-small button-danger" onClick={props.onYes}>
          {t('popupDropYes')}
        </button>
        <button type="button" class="button button-small" ref={no} onClick={props.onNo}>
          {t('popupDropNo')}
        </button>
      </p>
    </fieldset>
  );
}
