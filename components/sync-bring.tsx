import type { Problem } from '../lib/domain/problem';
import { Icon } from './icon';
import { type Loaded, ProblemNotice } from './loaded';
import type { BringKind, SyncActions } from './sync-actions';
import { type TextKey, useTexts } from './texts';

const kinds: readonly BringKind[] = ['import', 'importRecurring', 'push'];
const names: Record<BringKind, TextKey> = {
  import: 'syncImport',
  importRecurring: 'syncImportRecurring',
  push: 'syncPush',
};
const hints: Record<BringKind, TextKey> = {
  import: 'syncImportHint',
  importRecurring: 'syncImportRecurringHint',
  push: 'syncPushHint',
};

/** The dry runs, and "Repair". With a list still open, a press leads to that one first. */
export function SyncBring(
  props: {
    readonly repair: Loaded<string> | null;
    readonly hasReview: boolean;
    /** Asked for, and not there yet. */
    readonly bringing: BringKind | null;
    /** Why the last list could not be begun. */
    readonly problem: Problem | null;
  } & Pick<SyncActions, 'onBring' | 'onRepair' | 'onShowReview'>,
) {
  const t = useTexts();
  const isRepairing = props.repair?.kind === 'loading';

  function press(kind: BringKind) {
    if (props.hasReview) props.onShowReview();
    else if (props.bringing === null) props.onBring(kind);
  }

  return (
    <section class="card stack" aria-labelledby="sync-bring">
      <div class="stack-small">
        <h2 id="sync-bring">{t('syncBring')}</h2>
        <p class="field-hint">{t('syncBringHint')}</p>
      </div>
      <ul class="sync-presses">
        {kinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              class="button"
              aria-describedby={`sync-hint-${kind}`}
              aria-busy={props.bringing === kind}
              onClick={() => press(kind)}
            >
              {t(names[kind])}
            </button>
            <p id={`sync-hint-${kind}`} class="field-hint">
              {t(hints[kind])}
            </p>
          </li>
        ))}
        <li>
          <button
            type="button"
            class="button"
            aria-describedby="sync-hint-repair"
            aria-busy={isRepairing}
            aria-disabled={isRepairing}
            onClick={() => !isRepairing && props.onRepair()}
          >
            {t('syncRepair')}
          </button>
          <p id="sync-hint-repair" class="field-hint">
            {t('syncRepairHint')}
          </p>
        </li>
      </ul>
      {props.problem !== null && <ProblemNotice problem={props.problem} />}
      {props.repair?.kind === 'failed' && <ProblemNotice problem={props.repair.problem} />}
      <p role="status" class="saving-line">
        {isRepairing && t('syncRepairing')}
        {props.repair?.kind === 'ready' && (
          <>
            <Icon name="check" />
            {props.repair.value}
          </>
        )}
      </p>
    </section>
  );
}
