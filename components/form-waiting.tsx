import type { Problem } from '../lib/domain/problem';
import { Icon } from './icon';
import { ProblemNotice } from './loaded';
import { useTexts } from './texts';

/** In the form's place until it can be drawn, or why it cannot. */
export function FormWaiting(props: {
  readonly problem: Problem | null;
  onClose(): void;
  readonly onBack?: () => void;
}) {
  const t = useTexts();
  return (
    <div class="form-waiting">
      {props.onBack && (
        <p>
          <button type="button" class="button button-small button-quiet" onClick={props.onBack}>
            <Icon name="back" />
            {t('popupBack')}
          </button>
        </p>
      )}
      {props.problem === null ? (
        <p role="status" class="waiting-line">
          <span class="spinner" />
          {t('popupFormLoading')}
        </p>
      ) : (
        <>
          <ProblemNotice problem={props.problem} />
          {!props.onBack && (
            <p>
              <button type="button" class="button" onClick={props.onClose}>
                {t('optionsClose')}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}
