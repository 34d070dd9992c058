import type { AppointmentContent } from '../domain/appointment';
import { type ContentField, sameField } from '../domain/content-fields';
import type { CalendarPort } from './ports';

const day = { start: '2000-01-01', end: '2000-01-02' };
const probes: readonly AppointmentContent[] = (['x', 'y'] as const).map((text) => ({
  subject: text,
  notes: text,
  location: text,
  span: text === 'x' ? { kind: 'allDay', ...day } : { kind: 'allDay', start: day.end, end: '2000-01-03' },
  attendees: text === 'x' ? [] : [{ email: 'y@acme.example', name: '', role: 'guest' }],
  isPrivate: text === 'x',
  showAs: text === 'x' ? 'free' : 'busy',
}));

/** Whether a side keeps a field at all: what it never keeps is not worth a read, and no difference. */
export function keeps(field: ContentField, normalise: CalendarPort['normalise']): boolean {
  const [one, other] = probes;
  return one !== undefined && other !== undefined && sameField(field, normalise(one, other), one);
}
