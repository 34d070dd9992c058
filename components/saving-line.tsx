import type { Problem } from '../lib/domain/problem';
import { Icon } from './icon';
import { ProblemNotice } from './loaded';
import { useTexts } from './texts';

/** What became of the last change of a setting. */
export type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** One line of fixed height under settings that save themselves. */
export function SavingLine({ saving }: { readonly saving: Saving }) {
  const t = useTexts();
  if (saving.kind === 'failed') return <ProblemNotice problem={saving.problem} />;
  return (
    <p role="status" class="saving-line">
      {saving.kind === 'saving' && t('optionsSaving')}
      {saving.kind === 'saved' && (
        <>
          <Icon name="check" />
          {t('optionsSaved')}
        </>
      )}
    </p>
  );
}
