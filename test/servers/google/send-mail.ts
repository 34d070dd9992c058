import type { EventAttendee } from './event-schema';
import { type EventRow, type GoogleCalendar, type GoogleWorld, key, type Mail, sameAddress } from './google-state';
import { sharesDiffer } from './shared-fields';

export const sendUpdatesChoices = ['all', 'externalOnly', 'none'] as const;
export type SendUpdates = (typeof sendUpdatesChoices)[number];

interface Sender {
  readonly world: GoogleWorld;
  readonly calendar: GoogleCalendar;
  readonly account: { readonly email: string };
  readonly sendUpdates: SendUpdates;
}

/** Puts into the outbox what Google would send to guests for this write: never to the organizer, never to the writer. */
export function mailGuests(sender: Sender, before: EventRow | null, after: EventRow): void {
  const earlier = before === null || before.status === 'cancelled' ? [] : guestsOf(before);
  const now = after.status === 'cancelled' ? [] : guestsOf(after);
  const isChanged = before === null || sharesDiffer(before, after);
  for (const guest of now) {
    if (!includes(earlier, guest)) send(sender, guest, 'invitation', after);
    else if (isChanged) send(sender, guest, 'update', after);
  }
  for (const guest of earlier) if (!includes(now, guest)) send(sender, guest, 'cancellation', after);
}

function send(sender: Sender, guest: EventAttendee, kind: Mail['kind'], row: EventRow): void {
  const to = guest.email ?? '';
  if (sender.sendUpdates === 'none') return;
  if (sameAddress(to, row.organizer.email) || sameAddress(to, sender.account.email)) return;
  // `externalOnly` means guests who do not use Google Calendar.
  if (sender.sendUpdates === 'externalOnly' && sender.world.state.accounts.has(key(to))) return;
  const prefix = { invitation: 'Invitation', update: 'Updated invitation', cancellation: 'Canceled event' }[kind];
  sender.world.outbox.push({ to, subject: `${prefix}: ${row.details.summary ?? '(No title)'}`, kind, eventId: row.id });
}

function guestsOf(row: EventRow): readonly EventAttendee[] {
  return row.details.attendees ?? [];
}

function includes(guests: readonly EventAttendee[], guest: EventAttendee): boolean {
  return guests.some((one) => sameAddress(one.email, guest.email));
}
