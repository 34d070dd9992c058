import { refusals, violate } from './google-error';
import type { GoogleWorld } from './google-state';

const alphabet = '0123456789abcdefghijklmnopqrstuv';
const ownIdPattern = /^[a-v0-9]{5,1024}$/;
const googleUid = /^([a-v0-9]{5,1024})@google\.com$/;

/** Id and iCalUID of a new event, from what the client chose (Event.id, Event.iCalUID). */
export function chooseIds(
  world: GoogleWorld,
  wanted: { readonly id?: string | undefined; readonly iCalUID?: string | undefined },
): { readonly id: string; readonly iCalUID: string } {
  if (wanted.id !== undefined && wanted.iCalUID !== undefined) {
    throw violate(world, 'an event is made with an id or an iCalUID, not with both', 'id');
  }
  if (wanted.iCalUID !== undefined) return { id: idFromUid(wanted.iCalUID), iCalUID: wanted.iCalUID };
  if (wanted.id !== undefined && !ownIdPattern.test(wanted.id)) throw refusals.badField('Invalid resource id value.');
  const id = wanted.id ?? toBase32Hex(world.mint('event')).slice(0, 26);
  return { id, iCalUID: `${id}@google.com` };
}

/** Google's id of an event that came with a UID of its own: its base32hex, or the id inside one of Google's own UIDs. */
export function idFromUid(uid: string): string {
  return googleUid.exec(uid)?.[1] ?? `_${toBase32Hex(uid)}`;
}

/** RFC 4648 section 7, in lower case and without padding. */
export function toBase32Hex(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
