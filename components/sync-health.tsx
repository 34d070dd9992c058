import type { Health, SyncView } from '../lib/domain/sync-views';
import { Icon, type IconName } from './icon';
import { exactText, relativeText } from './relative-time';
import type { Pause, SyncActions } from './sync-actions';
import { brakeHeadingId } from './sync-brake';
import { healthText, nextText } from './sync-health-text';
import { PauseButtons } from './sync-pause';
import { useTexts } from './texts';

const looks: Record<Health['kind'], { readonly icon: IconName | 'spinner'; readonly tone: string }> = {
  off: { icon: 'minus', tone: 'quiet' },
  connected: { icon: 'check', tone: 'good' },
  needsSignIn: { icon: 'warning', tone: 'warn' },
  paused: { icon: 'clock', tone: 'warn' },
  reading: { icon: 'spinner', tone: 'quiet' },
  writing: { icon: 'spinner', tone: 'quiet' },
  attention: { icon: 'warning', tone: 'warn' },
};

type HealthActions = Pick<SyncActions, 'onPause' | 'onSyncNow'>;

/** One sentence, one action, when it last went well and when it goes on; below it the pause. */
export function SyncHealth(props: { readonly view: SyncView; readonly now: number } & HealthActions) {
  const { view, now } = props;
  const t = useTexts();
  const { icon, tone } = looks[view.health.kind];
  const last = view.lastGoodMs;
  const next = nextText(t, view.health, now);
  const canPause = view.twoWay && !(view.health.kind === 'paused' && view.health.why === 'agent');
  return (
    <div class="stack-small">
      <div class="sync-health">
        <p role="status" class={`sync-health-sentence sync-health-${tone}`}>
          {icon === 'spinner' ? <span class="spinner" /> : <Icon name={icon} />}
          <span>{healthText(t, view.health, now)}</span>
        </p>
        <HealthAction health={view.health} onPause={props.onPause} onSyncNow={props.onSyncNow} />
      </div>
      <p class="quiet sync-when">
        <span {...(last !== null && { title: exactText(last) })}>
          {t('syncLastGood', last === null ? t('syncNever') : (relativeText(last, now) ?? t('syncJustNow')))}
        </span>
        {next !== null && <span>{next}</span>}
      </p>
      {canPause && <PauseChoice onPause={props.onPause} />}
    </div>
  );
}

function HealthAction({ health, onPause, onSyncNow }: { readonly health: Health } & HealthActions) {
  const t = useTexts();
  switch (health.kind) {
    // The switch stands right above.
    case 'off':
      return null;
    case 'connected':
      return <PressHere text={t('syncActSyncNow')} onPress={onSyncNow} />;
    case 'needsSignIn':
      return <GoThere text={t('syncActReconnect')} section="accounts" />;
    case 'paused':
      return health.why === 'agent' ? (
        <PressHere text={t('syncActResume')} onPress={() => onPause('now')} />
      ) : (
        <GoThere text={t('syncActActivity')} section="activity" />
      );
    // It takes a moment: a button that came and went would take the focus along.
    case 'reading':
      return <PressHere text={t('syncActSyncNow')} isBusy onPress={onSyncNow} />;
    case 'writing':
      return <GoThere text={t('syncActActivity')} section="activity" />;
    case 'attention':
      return <AttentionAction what={health.what} />;
  }
}

function AttentionAction({ what }: { readonly what: (Health & { kind: 'attention' })['what'] }) {
  const t = useTexts();
  switch (what) {
    case 'brake':
      return <PressHere text={t('syncActBrake')} onPress={() => document.getElementById(brakeHeadingId)?.focus()} />;
    case 'conflicts':
      return <GoThere text={t('syncActConflicts')} section="conflicts" />;
    case 'failed':
      return <GoThere text={t('syncActActivity')} section="activity" />;
  }
}

function PressHere(props: { readonly text: string; readonly isBusy?: boolean; onPress(): void }) {
  const { text, isBusy = false, onPress } = props;
  return (
    <button type="button" class="button" aria-busy={isBusy} aria-disabled={isBusy} onClick={() => !isBusy && onPress()}>
      {text}
    </button>
  );
}

function GoThere({ text, section }: { readonly text: string; readonly section: string }) {
  return (
    <a class="button" href={`#${section}`}>
      {text}
    </a>
  );
}

function PauseChoice({ onPause }: { onPause(until: Pause): void }) {
  const t = useTexts();
  return (
    <fieldset class="sync-pause" aria-describedby="sync-pause-hint">
      <legend class="field-label">{t('syncPause')}</legend>
      <PauseButtons onPause={onPause} />
      <p id="sync-pause-hint" class="field-hint">
        {t('syncPauseHint')}
      </p>
    </fieldset>
  );
}
