/** FNV-1a, 64 bits, over the text's UTF-8 bytes, as 16 hex digits. Finds differences; keeps nothing secret. */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const add = (byte: number) => {
    low = (low ^ byte) >>> 0;
    // Times the prime 2^40 + 0x1b3, in halves of 32 bits: both products stay below 2^53.
    const lowProduct = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(lowProduct / 2 ** 32) + low * 0x100) % 2 ** 32;
    low = lowProduct >>> 0;
  };
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    if (point < 0x80) add(point);
    else {
      const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      const lead = following === 1 ? 0xc0 : following === 2 ? 0xe0 : 0xf0;
      add(lead | (point >> (6 * following)));
      for (let i = following - 1; i >= 0; i--) add(0x80 | ((point >> (6 * i)) & 0x3f));
    }
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
