import type { Draft } from '../lib/domain/draft';
import { type DraftProblem, validateDraft } from '../lib/domain/draft-content';
import type { Texts } from './texts';

export type ErrorField = 'subject' | 'date' | 'start' | 'end' | 'repeat' | 'until' | 'count' | 'addAttendee';
export type DraftErrors = Partial<Record<ErrorField, string>>;

/** What is wrong, beside the field where it can be put right; the first problem of a field counts. */
export function draftErrors(t: Texts, draft: Draft): DraftErrors {
  const errors: DraftErrors = {};
  for (const problem of validateDraft(draft)) {
    const { field, text } = errorOf(t, problem);
    errors[field] ??= text;
  }
  // Saved as it is, the person being typed would be missing, or be mailed without having been listed.
  if (draft.attendeeInput.trim() !== '') errors.addAttendee ??= t('formErrorPendingAttendee');
  return errors;
}

function errorOf(t: Texts, problem: DraftProblem): { readonly field: ErrorField; readonly text: string } {
  switch (problem.kind) {
    case 'noSubject':
      return { field: 'subject', text: t('formErrorNoSubject') };
    case 'subjectTooLong':
      return { field: 'subject', text: t('formErrorSubjectTooLong', problem.length, problem.limit) };
    case 'noDate':
      return { field: 'date', text: t('formErrorNoDate') };
    case 'badDate':
      return { field: 'date', text: t('formErrorBadDate') };
    case 'noStart':
      return { field: 'start', text: t('formErrorNoStart') };
    case 'noEnd':
      return { field: 'end', text: t('formErrorNoEnd') };
    case 'endBeforeStart':
      return { field: 'end', text: t('formErrorEndBeforeStart') };
    case 'unknownZone':
      return { field: 'date', text: t('formErrorUnknownZone', problem.zone) };
    case 'badUntil':
      return { field: 'until', text: t('formErrorBadUntil') };
    case 'badCount':
      return { field: 'count', text: t('formErrorBadCount', problem.limit) };
    case 'startsOnWeekend':
      return { field: 'repeat', text: t('formErrorStartsOnWeekend') };
    case 'badAttendee':
      return { field: 'addAttendee', text: t('formErrorBadAttendee', problem.email) };
    case 'tooManyAttendees':
      return { field: 'addAttendee', text: t('formErrorTooManyAttendees', problem.count, problem.limit) };
  }
}
