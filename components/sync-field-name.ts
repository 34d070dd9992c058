import type { ContentField } from '../lib/domain/content-fields';
import type { TextKey, Texts } from './texts';

const names: Record<ContentField, TextKey> = {
  subject: 'syncFieldSubject',
  notes: 'syncFieldNotes',
  location: 'syncFieldLocation',
  span: 'syncFieldSpan',
  attendees: 'syncFieldAttendees',
  isPrivate: 'syncFieldIsPrivate',
  showAs: 'syncFieldShowAs',
};

/** What people call a field that both sides keep. */
export function fieldName(t: Texts, field: ContentField): string {
  return t(names[field]);
}
