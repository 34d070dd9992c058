import { expect, test } from 'vitest';
import { createPkce, randomText, toBase64Url, toChallenge } from '../../../lib/auth/pkce';

test('the verifier of RFC 7636, appendix B, makes the challenge printed there', async () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  expect(await toChallenge(globalThis.crypto, verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('the random octets of RFC 7636, appendix B, make the verifier printed there', async () => {
  const octets = [
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91,
    88, 5, 88, 83, 132, 141, 121,
  ];
  const { verifier, challenge } = await createPkce({
    subtle: globalThis.crypto.subtle,
    getRandomValues: (array) => {
      array.set(octets);
      return array;
    },
  });
  expect(verifier).toBe('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
  expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('a verifier has 43 characters of the allowed set, and no two are alike', () => {
  const made = Array.from({ length: 200 }, () => randomText(globalThis.crypto));
  for (const text of made) expect(text).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(new Set(made).size).toBe(200);
});

test('base64url has no padding and no characters that an address would escape', () => {
  expect(toBase64Url(new Uint8Array([255, 254, 253, 252]))).toBe('__79_A');
});
