import { useRef } from 'preact/hooks';
import type { Problem } from '../lib/domain/problem';
import type { ConflictView } from '../lib/domain/sync-views';
import { ConflictCard, type ConflictChoice } from './conflict-card';
import { Icon } from './icon';
import { isNotConnected, type Loaded, LoadedView, NotConnected, ProblemNotice } from './loaded';
import { countText } from './sync-count';
import { useTexts } from './texts';

/** Options, "Conflicts": the same field changed on both sides, in two columns, for the agent to choose. */
export function ConflictSection(props: {
  readonly conflicts: Loaded<readonly ConflictView[]>;
  /** The link whose choice is being written. */
  readonly resolving: string | null;
  readonly problem: Problem | null;
  onResolve(linkId: string, choices: readonly ConflictChoice[]): void;
  onTryAgain(): void;
}) {
  const t = useTexts();
  const summary = useRef<HTMLParagraphElement>(null);
  if (isNotConnected(props.conflicts)) {
    return (
      <>
        <p class="intro">{t('conflictIntro')}</p>
        <NotConnected text={t('conflictNotConnected')} />
      </>
    );
  }
  return (
    <>
      <p class="intro">{t('conflictIntro')}</p>
      {props.problem !== null && <ProblemNotice problem={props.problem} />}
      <LoadedView of={props.conflicts} onTryAgain={props.onTryAgain}>
        {(conflicts) => (
          <>
            <p role="status" class="conflict-summary" tabIndex={-1} ref={summary}>
              {conflicts.length === 0 ? (
                <span class="result result-good">
                  <Icon name="check" />
                  {t('conflictNone')}
                </span>
              ) : (
                countText(t, 'conflictCount', conflicts.length)
              )}
            </p>
            {conflicts.length > 0 && (
              <ul class="stack" aria-label={t('conflictTitle')}>
                {conflicts.map((conflict) => (
                  <ConflictCard
                    key={conflict.linkId}
                    conflict={conflict}
                    isResolving={props.resolving === conflict.linkId}
                    onResolve={(choices) => {
                      // The card is about to go away: what remains is read out, and the focus does not get lost.
                      summary.current?.focus();
                      props.onResolve(conflict.linkId, choices);
                    }}
                  />
                ))}
              </ul>
            )}
          </>
        )}
      </LoadedView>
    </>
  );
}
