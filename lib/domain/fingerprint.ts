import type { AppointmentContent } from './appointment';
import { emailKey } from './email-address';
import { fnv1a64 } from './fnv1a';
import type { Span } from './span';

/**
 * Our digest of the fields both sides keep. Two contents that differ only in what one of the sides loses have the same
 * one: line ends and blanks at the end of lines, order and case of addresses, names and roles of attendees, and the
 * zone in which a timed span is thought of (the helpdesk keeps instants).
 */
export function fingerprint(content: AppointmentContent): string {
  const fields = [
    content.subject.trim(),
    normalText(content.notes),
    content.location.trim(),
    spanKey(content.span),
    [...new Set(content.attendees.map(({ email }) => emailKey(email)))].sort(),
    content.isPrivate,
    content.showAs,
  ];
  return fnv1a64(JSON.stringify(fields));
}

function normalText(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

function spanKey(span: Span): readonly (string | number)[] {
  switch (span.kind) {
    case 'timed':
      return ['timed', Date.parse(span.start), Date.parse(span.end)];
    case 'allDay':
      return ['allDay', span.start, span.end];
  }
}
