import type { AppointmentContent } from '../domain/appointment';
import { type ContentField, contentFields, sameField, withFields } from '../domain/content-fields';
import type { LinkSide, MadeSide } from './link';
import type { CalendarPort } from './ports';
import { creationTimeMs } from './repeated-record';

/**
 * Our own write, seen again. Where a side shows what was sent to it, the write acted: there both sides agree, and what
 * the other side holds by now counts from what was copied. Without this an edit made in between would look like a
 * conflict with ourselves. What the side cannot keep of it is no edit either (`normalise`).
 */
export function settle(
  before: LinkSide,
  seen: MadeSide,
  there: LinkSide,
  normalise: CalendarPort['normalise'],
): { readonly here: MadeSide; readonly there: LinkSide } {
  if (before.kind === 'asked') {
    const { content, basis } = before.intent;
    const sent = normalise(content, seen.content);
    const here = { ...seen, agreed: sent, madeAtMs: creationTimeMs(before, seen, sent) };
    return { here, there: basis === null ? there : agreedOnThere(there, () => basis) };
  }
  if (before.kind !== 'made' || before.intent?.kind !== 'write') return { here: seen, there };
  const { basis } = before.intent;
  const sent = normalise(before.intent.content, seen.content);
  const written = contentFields.filter((field) => !sameField(field, sent, before.content));
  const acted = written.filter((field) => sameField(field, seen.content, sent));
  const isUnread = written.some((field) => seen.unread?.includes(field) === true);
  // Whether it acted on fields that a list leaves out is known when the record is read, and only then.
  if (acted.length === 0) return { here: isUnread ? { ...seen, intent: before.intent } : seen, there };
  return {
    here: { ...seen, intent: isUnread ? before.intent : null, agreed: agreedWith(seen.agreed, acted, seen.content) },
    there: basis === null ? there : agreedOnThere(there, (agreed) => agreedWith(agreed, acted, basis)),
  };
}

/** Also of a record that is gone by now: an edit that outlives the deletion is put onto what both agreed on last. */
function agreedOnThere(
  there: LinkSide,
  agreed: (before: AppointmentContent | null) => AppointmentContent | null,
): LinkSide {
  return there.kind === 'made' || there.kind === 'gone' ? { ...there, agreed: agreed(there.agreed) } : there;
}

/** Sides that never agreed do not begin to by one field: the others would lose their conflict. */
export function agreedWith(
  agreed: AppointmentContent | null,
  fields: readonly ContentField[],
  from: AppointmentContent,
): AppointmentContent | null {
  return agreed === null ? null : withFields(agreed, fields, from);
}
