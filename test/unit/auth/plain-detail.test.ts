import { expect, test } from 'vitest';
import { plainDetail } from '../../../lib/auth/plain-detail';

test('what a server repeats of a secret is left out, as it is and as it stands in an address', () => {
  const secret = 's3cret/with+signs=';
  expect(plainDetail(`Bad code ${secret} (code=${encodeURIComponent(secret)})`, [secret])).toBe('Bad code … (code=…)');
});

test('a secret at the cut leaves no part of itself', () => {
  const secret = 'a-secret-of-some-length';
  const detail = plainDetail(`${'x'.repeat(290)}${secret}`, [secret]);
  expect(detail).toBe(`${'x'.repeat(290)}…`);
});

test('words stay words where there is no secret', () => {
  expect(plainDetail('  invalid_scope:\n\tnot allowed ', [null, '', 'c'])).toBe('invalid_scope: not allowed');
});
