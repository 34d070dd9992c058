import type { PopupView } from '../lib/domain/popup-view';
import type { Health } from '../lib/domain/sync-views';
import { Icon } from './icon';
import type { Pause } from './sync-actions';
import { countText } from './sync-count';
import { healthText } from './sync-health-text';
import { PauseButtons } from './sync-pause';
import { type TextKey, useTexts } from './texts';

export interface PopupSyncActions {
  onTwoWay(on: boolean): void;
  onPause(until: Pause): void;
  onSection(section: 'sync' | 'activity' | 'conflicts'): void;
}

type Standing = Pick<PopupView, 'sync' | 'lastProblem'>;

/** Whether something of the sync waits for the agent or was stopped: that comes before the agenda. */
export function isHeldUp(view: Standing): boolean {
  const { kind } = lastingHealth(view);
  return kind === 'paused' || kind === 'attention' || view.sync.conflictCount > 0;
}

/** Whether the sync itself needs a decision, a hand or a sign-in, which is shown above the agenda. */
export function isWaitingForAgent(view: PopupView): boolean {
  const isSignedOut = view.helpdesk.kind === 'needsSignIn' || view.calendar.kind === 'needsSignIn';
  return isSignedOut || lastingHealth(view).kind === 'attention' || view.sync.conflictCount > 0;
}

/** Whether it is said here, with its action, why the last run did not go well: once is enough. */
export function saysLastProblem(view: Standing): boolean {
  const health = lastingHealth(view);
  return health.kind === 'attention' && health.what === 'failed';
}

/** The switch, what holds the sync up, and the pause. */
export function PopupTwoWay(props: { readonly view: PopupView; readonly now: number } & PopupSyncActions) {
  const { view } = props;
  const t = useTexts();
  const { health } = view.sync;
  const isPausedByAgent = health.kind === 'paused' && health.why === 'agent';
  const hint = switchHint(view);
  return (
    <div class="popup-two-way">
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={view.twoWay}
        {...(hint !== null && { 'aria-describedby': 'popup-two-way-hint' })}
        onClick={() => props.onTwoWay(!view.twoWay)}
      >
        <span class="switch-track" />
        {t('popupTwoWay')}
      </button>
      {hint !== null && (
        <p id="popup-two-way-hint" class="quiet">
          {t(hint)}
        </p>
      )}
      <Hindrance {...props} />
      {view.twoWay && !isPausedByAgent && (
        <details class="popup-pause">
          <summary>{t('syncPause')}</summary>
          <PauseButtons onPause={props.onPause} />
        </details>
      )}
    </div>
  );
}

/** What the switch means; null where what holds the sync up, which stands below it, says otherwise. */
function switchHint(view: PopupView): TextKey | null {
  if (!view.twoWay) return 'syncOffHint';
  return isHeldUp(view) ? null : 'popupTwoWayHint';
}

/** What the agent can do something about, or has to know. A sign-in that expired is shown by the accounts. */
function Hindrance(props: { readonly view: PopupView; readonly now: number } & PopupSyncActions) {
  const t = useTexts();
  const { conflictCount } = props.view.sync;
  const health = lastingHealth(props.view);
  const isConflicts = health.kind === 'attention' && health.what === 'conflicts';
  return (
    <>
      {(health.kind === 'paused' || (health.kind === 'attention' && !isConflicts)) && (
        <div class="notice notice-warning">
          <Icon name={health.kind === 'paused' ? 'clock' : 'warning'} />
          <div class="notice-text">
            <p role="status">{healthText(t, health, props.now)}</p>
            <HindranceAction {...props} />
          </div>
        </div>
      )}
      {conflictCount > 0 && (
        <button type="button" class="button button-small popup-conflicts" onClick={() => props.onSection('conflicts')}>
          <Icon name="warning" />
          {countText(t, 'syncPopupConflicts', conflictCount)}
        </button>
      )}
    </>
  );
}

/** A run under way hides in `health` what waits for the agent; that must not come and go with every run. */
function lastingHealth({ sync, lastProblem }: Standing): Health {
  const { health, attention } = sync;
  const isRunning = health.kind === 'reading' || health.kind === 'writing';
  if (!isRunning || attention === null) return health;
  return { kind: 'attention', what: attention, problem: attention === 'failed' ? lastProblem : null };
}

function HindranceAction({ view, onPause, onSection }: { readonly view: PopupView } & PopupSyncActions) {
  const t = useTexts();
  const health = lastingHealth(view);
  if (health.kind === 'paused' && health.why === 'agent') {
    return (
      <button type="button" class="button button-small" onClick={() => onPause('now')}>
        {t('syncActResume')}
      </button>
    );
  }
  const isBrake = health.kind === 'attention' && health.what === 'brake';
  return (
    <button type="button" class="button button-small" onClick={() => onSection(isBrake ? 'sync' : 'activity')}>
      {t(isBrake ? 'syncActBrake' : 'syncActActivity')}
    </button>
  );
}
