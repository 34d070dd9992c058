import type { Attendee } from '../../domain/attendee';
import { parseAddressInput } from '../../domain/email-address';

/** How "Other Attendees" is written. Not documented: look at one appointment made in Halo's own form to confirm. */
const separator = ';';

export function toHaloAttendees(attendees: readonly Attendee[]): string {
  return attendees.map(({ email }) => email).join(separator);
}

/** Reads every separator that mail fields know, and `Name <address>`; what is no address is left out. */
export function fromHaloAttendees(text: string | null | undefined): readonly Attendee[] {
  return parseAddressInput(text ?? '').addresses.map(({ email, name }) => ({ email, name, role: 'guest' }));
}
