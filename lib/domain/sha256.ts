/** The first 64 primes. */
const primes = Array.from({ length: 312 }, (_, number) => number).filter((number) => {
  let divisor = 2;
  while (number % divisor !== 0 && divisor < number) divisor++;
  return divisor === number;
});

/** The first 32 bits of the fractional parts: of the primes' cube roots (FIPS 180-4, 4.2.2), of the first square roots (5.3.3). */
const roundConstants = Uint32Array.from(primes, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32);
const firstState = Uint32Array.from(primes.slice(0, 8), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32);

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
  // Half of a pair of surrogates has no bytes of its own.
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return Array.from(escaped.matchAll(/%(..)|./g), ([one, hex]) => (hex ? Number.parseInt(hex, 16) : one.charCodeAt(0)));
}
