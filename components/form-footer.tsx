import type { Problem } from '../lib/domain/problem';
import type { SaveStatus } from '../lib/domain/save-status';
import type { DraftErrors } from './draft-errors';
import { problemText } from './problem-text';
import { canRetry } from './save-result';
import { useTexts } from './texts';

interface FormFooterProps {
  readonly status: SaveStatus | null;
  readonly errors: DraftErrors;
  readonly problem: Problem | null;
  readonly onCreate: () => void;
  readonly onCancel: () => void;
  readonly onRetry: (linkId: string) => void;
  readonly onClose: () => void;
}

/** Stays in sight: the way forward, the way out, and why the way forward is not open. */
export function FormFooter({ status, errors, problem, onCreate, onCancel, onRetry, onClose }: FormFooterProps) {
  const t = useTexts();
  const messages = [...new Set(Object.values(errors))];
  return (
    <footer class="form-footer">
      <div role="alert" class="form-alert">
        {problem && <p>{t('formProblemKept', problemText(t, problem))}</p>}
        {messages.length > 0 && <p>{messages.length === 1 ? messages[0] : t('formErrorsOther', messages.length)}</p>}
      </div>
      {status === null ? (
        <>
          <button type="button" class="button" onClick={onCancel}>
            {t('formCancel')}
          </button>
          <button type="button" class="button button-primary" onClick={onCreate}>
            {t('formCreate')}
          </button>
        </>
      ) : (
        <>
          {canRetry(status) && (
            <button type="button" class="button" onClick={() => onRetry(status.linkId)}>
              {t('formRetry')}
            </button>
          )}
          {/* It stands where "Create" stood: the second half of a double click must not take the result away. */}
          <button type="button" class="button button-primary" onClick={({ detail }) => detail < 2 && onClose()}>
            {t('formClose')}
          </button>
        </>
      )}
    </footer>
  );
}
