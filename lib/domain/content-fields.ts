import type { AppointmentContent } from './appointment';
import { emailKey } from './email-address';
import type { Span } from './span';

export type ContentField = keyof AppointmentContent;

export const contentFields: readonly ContentField[] = [
  'subject',
  'notes',
  'location',
  'span',
  'attendees',
  'isPrivate',
  'showAs',
];

/**
 * Whether two contents say the same in one field. What a side loses on the way does not count: line ends, blanks at the
 * end of lines, order, case, names and roles of attendees, and the zone in which a timed span is thought of.
 */
export function sameField(field: ContentField, one: AppointmentContent, other: AppointmentContent): boolean {
  // Most contents that are compared are the same value: the planner asks this of every field of every link it touches.
  return one[field] === other[field] || fieldKey(field, one) === fieldKey(field, other);
}

export function differingFields(one: AppointmentContent, other: AppointmentContent): readonly ContentField[] {
  if (one === other) return [];
  return contentFields.filter((field) => !sameField(field, one, other));
}

/** One content with some fields of another. */
export function withFields(
  base: AppointmentContent,
  fields: readonly ContentField[],
  from: AppointmentContent,
): AppointmentContent {
  const changed = { ...base };
  for (const field of fields) take(changed, field, from);
  return changed;
}

function take<Field extends ContentField>(
  content: { -readonly [Some in ContentField]: AppointmentContent[Some] },
  field: Field,
  from: AppointmentContent,
): void {
  content[field] = from[field];
}

/** A field in the form in which it is compared. */
export function fieldKey(field: ContentField, content: AppointmentContent): string {
  switch (field) {
    case 'subject':
      return content.subject.trim();
    case 'notes':
      return normalText(content.notes);
    case 'location':
      return content.location.trim();
    case 'span':
      return spanKey(content.span);
    case 'attendees':
      return [...new Set(content.attendees.map(({ email }) => emailKey(email)))].sort().join('\n');
    case 'isPrivate':
      return String(content.isPrivate);
    case 'showAs':
      return content.showAs;
  }
}

function normalText(text: string): string {
  if (!/[\r\n]/.test(text)) return text.trim();
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

function spanKey(span: Span): string {
  switch (span.kind) {
    case 'timed':
      return `${Date.parse(span.start)} ${Date.parse(span.end)}`;
    case 'allDay':
      return `${span.start} ${span.end}`;
  }
}
