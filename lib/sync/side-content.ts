import type { AppointmentContent, Side } from '../domain/appointment';
import { type ContentField, differingFields, sameField } from '../domain/content-fields';
import type { MadeSide } from './link';
import type { SyncRules } from './rules';

/** What one side's content looks like on the other: private events reach the helpdesk as the agent has set. */
export function contentFor(
  to: Side,
  content: AppointmentContent,
  rules: Pick<SyncRules, 'privacy' | 'busyWord'>,
): AppointmentContent {
  if (to !== 'helpdesk' || !content.isPrivate) return content;
  switch (rules.privacy) {
    case 'full':
      return content;
    case 'title':
      return { ...content, notes: '', location: '', attendees: [] };
    case 'busy':
      return { ...content, subject: rules.busyWord, notes: '', location: '', attendees: [] };
  }
}

/**
 * Fields of which the helpdesk is shown something else than the event holds, and that count as changed in the calendar:
 * the event was edited there, or whoever edits them in the helpdesk never saw what that would throw out.
 */
export function hiddenChanges(
  helpdesk: MadeSide,
  calendar: MadeSide,
  shown: AppointmentContent,
): readonly ContentField[] {
  const isAlike = (field: ContentField, agreed: AppointmentContent | null, { content }: MadeSide) =>
    agreed === null || sameField(field, agreed, content);
  return differingFields(shown, calendar.content).filter((field) => {
    const isKnown = isAlike(field, helpdesk.agreed, helpdesk) || isAlike(field, helpdesk.agreed, calendar);
    return !isKnown || !isAlike(field, calendar.agreed, calendar);
  });
}
