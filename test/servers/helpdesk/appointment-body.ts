import { appointmentFields, fitsFieldType, isAppointmentField } from './appointment-fields';
import { checkAgainstHalo } from './halo-schema';

export type AppointmentBody = Readonly<Record<string, unknown>>;

export type BodyReading =
  | { readonly kind: 'read'; readonly items: readonly AppointmentBody[] }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads the body of `POST /Appointment`: a JSON array, every field known and of its type. */
export async function readAppointmentBody(request: Request): Promise<BodyReading> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(type)) return refused(`the body is not JSON but "${type}"`);
  const parsed = parseJson(await request.text());
  if (parsed.kind === 'broken') return refused('the body is no valid JSON');
  if (!Array.isArray(parsed.value)) return refused('the body is not an array');
  if (parsed.value.length === 0) return refused('the array is empty');
  const items: AppointmentBody[] = [];
  for (const item of parsed.value) {
    if (!isRecord(item)) return refused('an item of the array is not an object');
    const why = findFault(item);
    if (why !== null) return refused(why);
    items.push(item);
  }
  const [fault] = items.flatMap((item) => checkAgainstHalo('Appointment', item));
  return fault === undefined ? { kind: 'read', items } : refused(fault);
}

function findFault(item: AppointmentBody): string | null {
  for (const [name, value] of Object.entries(item)) {
    if (!isAppointmentField(name)) return `the field "${name}" is unknown`;
    const { type } = appointmentFields[name];
    if (!fitsFieldType(value, type)) return `the field "${name}" is no ${type}: ${JSON.stringify(value)}`;
  }
  return null;
}

function refused(why: string): BodyReading {
  return { kind: 'refused', why };
}

function parseJson(text: string): { readonly kind: 'parsed'; readonly value: unknown } | { readonly kind: 'broken' } {
  try {
    return { kind: 'parsed', value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'broken' };
    throw error;
  }
}

function isRecord(value: unknown): value is AppointmentBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
