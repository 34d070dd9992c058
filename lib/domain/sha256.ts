/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const roundConstants = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

const firstState = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

/**
 * SHA-256 of the text's UTF-8 bytes, as 64 hex digits. The browser has its own, which is waited for: a transaction of the
 * database does not outlive such a wait.
 */
export function sha256(text: string): string {
  const bytes = utf8(text);
  const blocks = (bytes.length + 72) >> 6;
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const words = new DataView(padded.buffer);
  words.setUint32(padded.length - 4, bytes.length * 8);
  const state = new Uint32Array(firstState);
  const schedule = new Uint32Array(64);
  for (let from = 0; from < padded.length; from += 64) {
    for (let nth = 0; nth < 16; nth++) schedule[nth] = words.getUint32(from + nth * 4);
    addBlock(state, schedule);
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** FIPS 180-4, 6.2.2; the first 16 words of the schedule are the block's. */
function addBlock(state: Uint32Array, schedule: Uint32Array): void {
  const word = (nth: number) => schedule[nth] ?? 0;
  for (let nth = 16; nth < 64; nth++) {
    const [before, late] = [word(nth - 15), word(nth - 2)];
    const one = turned(before, 7) ^ turned(before, 18) ^ (before >>> 3);
    const other = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    schedule[nth] = word(nth - 16) + one + word(nth - 7) + other;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let nth = 0; nth < 64; nth++) {
    const upper = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = h + upper + ((e & f) ^ (~e & g)) + (roundConstants[nth] ?? 0) + word(nth);
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [nth, value] of [a, b, c, d, e, f, g, h].entries()) state[nth] = (state[nth] ?? 0) + value;
}

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function utf8(text: string): readonly number[] {
  return [...text].flatMap((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) return [point];
    const rest = (bits: number) => 0x80 | ((point >> bits) & 0x3f);
    if (point < 0x800) return [0xc0 | (point >> 6), rest(0)];
    // Half of a pair of surrogates has no bytes of its own.
    if (point >= 0xd800 && point < 0xe000) return [0xef, 0xbf, 0xbd];
    if (point < 0x10000) return [0xe0 | (point >> 12), rest(6), rest(0)];
    return [0xf0 | (point >> 18), rest(12), rest(6), rest(0)];
  });
}
