/** Base32hex in lower case (RFC 4648 section 7): the alphabet Google demands of ids that clients choose. */
const alphabet = '0123456789abcdefghijklmnopqrstuv';

/**
 * The event id for a creation: always the same, so a repeated insert is refused instead of making a second event.
 * A deleted event keeps its id taken; `generation` counts up past such.
 */
export async function toEventId(creationKey: string, generation: number): Promise<string> {
  const bytes = new TextEncoder().encode(`docket\n${creationKey}\n${generation}`);
  return toBase32Hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function toBase32Hex(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (5 - bits)) & 31);
}
