/** FNV-1a, 64 bits, over the text's UTF-8 bytes, as 16 hex digits. Finds differences; keeps nothing secret. */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4 | 0;
  let low = 0x84222325 | 0;
  for (let place = 0; place < text.length; place++) {
    const point = text.codePointAt(place) ?? 0;
    // Of a pair of surrogates the second is part of the same character.
    if (point > 0xffff) place++;
    const following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    const lead = following === 0 ? 0 : following === 1 ? 0xc0 : following === 2 ? 0xe0 : 0xf0;
    for (let left = following; left >= 0; left--) {
      const bits = point >> (6 * left);
      low ^= left === following ? lead | bits : 0x80 | (bits & 0x3f);
      // Times the prime 2^40 + 0x1b3, in integers of 32 bits: the lower half by quarters, for what it carries over.
      const first = (low & 0xffff) * 0x1b3;
      const second = (low >>> 16) * 0x1b3 + (first >>> 16);
      high = (Math.imul(high, 0x1b3) + (second >>> 16) + (low << 8)) | 0;
      low = (second << 16) | (first & 0xffff);
    }
  }
  return hex(high) + hex(low);
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
