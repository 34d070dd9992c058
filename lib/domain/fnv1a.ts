/** FNV-1a, 64 bits, over the text's UTF-8 bytes, as 16 hex digits. Finds differences; keeps nothing secret. */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let place = 0; place < text.length; place++) {
    const point = text.codePointAt(place) ?? 0;
    // Of a pair of surrogates the second is part of the same character.
    if (point > 0xffff) place++;
    const following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    const lead = following === 0 ? 0 : following === 1 ? 0xc0 : following === 2 ? 0xe0 : 0xf0;
    for (let left = following; left >= 0; left--) {
      const bits = point >> (6 * left);
      const byte = left === following ? lead | bits : 0x80 | (bits & 0x3f);
      low = (low ^ byte) >>> 0;
      // Times the prime 2^40 + 0x1b3, in halves of 32 bits: both products stay below 2^53.
      const lowProduct = low * 0x1b3;
      high = (high * 0x1b3 + Math.floor(lowProduct / 2 ** 32) + low * 0x100) % 2 ** 32;
      low = lowProduct >>> 0;
    }
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
