import type { DraftAttendee } from '../lib/domain/draft';
import { emailKey } from '../lib/domain/email-address';
import type { FormView } from '../lib/domain/form-view';
import type { Span } from '../lib/domain/span';
import { isOutsideHours, workdayFindings } from '../lib/domain/working-hours';
import { Icon } from './icon';
import { warningText } from './person-hours-text';
import { type Texts, useTexts } from './texts';
import { useShowAll } from './use-show-all';

export interface HoursWarning {
  readonly email: string;
  readonly name: string;
  readonly text: string;
}

/** Everybody ticked whose hours the span leaves in part or in full. */
export function hoursWarnings(
  t: Texts,
  span: Span,
  attendees: readonly DraftAttendee[],
  people: FormView['people'],
): readonly HoursWarning[] {
  return attendees.flatMap((attendee) => {
    const person = people[emailKey(attendee.email)];
    if (!attendee.isTicked || !person) return [];
    const findings = workdayFindings(span, person);
    if (!isOutsideHours(findings)) return [];
    const text = warningText(t, span, person, findings);
    return [{ email: attendee.email, name: attendee.name || attendee.email, text }];
  });
}

const linesAtFirst = 8;

/** Warns, never blocks. The region stands even when it is empty, so that its first sentence is read out too. */
export function WorkingHoursWarning({ warnings }: { readonly warnings: readonly HoursWarning[] }) {
  const t = useTexts();
  const { shown, hiddenCount, showAll } = useShowAll(warnings, linesAtFirst);
  return (
    <div role="status" class={warnings.length > 0 ? 'notice notice-warning hours-warning' : 'hours-warning'}>
      {warnings.length > 0 && (
        <>
          <Icon name="warning" />
          <div>
            <p class="hours-warning-title">{t('formOutsideHours')}</p>
            <ul>
              {shown.map((warning) => (
                <li key={warning.email}>{t('formHoursLine', warning.name, warning.text)}</li>
              ))}
            </ul>
            {hiddenCount > 0 && (
              <button type="button" class="button button-quiet button-small" onClick={showAll}>
                {t('formShowMore', hiddenCount)}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
