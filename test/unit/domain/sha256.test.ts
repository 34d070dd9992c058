import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../../lib/domain/sha256';

const known = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

test('a text of every length over three blocks has the digest that the standard gives it', () => {
  for (let length = 0; length < 200; length += 1) {
    const text = Array.from({ length }, (_, nth) => String.fromCharCode(32 + ((nth * 7 + length) % 90))).join('');
    expect([length, sha256(text)]).toEqual([length, known(text)]);
  }
});

test.each(['', 'abc', 'Grüße', 'مراجعة', '会議', '🖨️ on fire', 'half \ud83d of a pair', `${'é'.repeat(31)}x`])(
  '"%s" has the digest of its UTF-8 bytes',
  (text) => {
    expect(sha256(text)).toBe(known(text));
  },
);
