import type { AppointmentContent } from './appointment';
import { contentFields, fieldKey } from './content-fields';
import { fnv1a64 } from './fnv1a';

/** Our digest of the fields both sides keep: equal contents (`sameField`) have the same one. */
export function fingerprint(content: AppointmentContent): string {
  return fnv1a64(JSON.stringify(contentFields.map((field) => fieldKey(field, content))));
}
