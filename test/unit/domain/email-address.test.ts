import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmail, parseAddressInput, sameEmail } from '../../../lib/domain/email-address';
import { checkProperty } from './random-runs';

test.each([
  'leah@acme.example',
  'Leah.Novak+work@acme-it.co.example',
  "o'brien@acme.example",
  'x@y.zz',
  'jürgen@büro.example',
  `${'a'.repeat(64)}@acme.example`,
])('%s is an address', (text) => {
  expect(isEmail(text)).toBe(true);
});

test.each([
  '',
  'leah',
  'leah@',
  '@acme.example',
  'leah@acme',
  'leah@@acme.example',
  'leah@acme@example.com',
  'leah novak@acme.example',
  '.leah@acme.example',
  'leah.@acme.example',
  'le..ah@acme.example',
  'leah@-acme.example',
  'leah@acme-.example',
  'leah@acme..example',
  'leah@acme.example.',
  '<leah@acme.example>',
  'leah@acme.example, amir@acme.example',
  'n/a',
  `${'a'.repeat(65)}@acme.example`,
  `leah@${'a'.repeat(64)}.example`,
  `leah@${'acme.'.repeat(60)}example`,
  ' leah@acme.example',
])('"%s" is no address', (text) => {
  expect(isEmail(text)).toBe(false);
});

test('an absurdly long text is refused at once', () => {
  const started = performance.now();
  for (const text of ['@', 'a', ' ', 'a@', 'a.'].map((part) => part.repeat(100_000))) expect(isEmail(text)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});

test('case and blanks around do not make another address', () => {
  expect(sameEmail('Priya.Rao@Acme.example ', 'priya.rao@acme.example')).toBe(true);
  expect(sameEmail('priya@acme.example', 'priya@acme.example.org')).toBe(false);
});

describe('what was typed or pasted', () => {
  test.each([
    ['leah@acme.example', ['leah@acme.example'], ''],
    [
      ' leah@acme.example , amir@acme.example;mia@acme.example\nx@acme.example',
      ['leah@acme.example', 'amir@acme.example', 'mia@acme.example', 'x@acme.example'],
      '',
    ],
    ['Leah Novak <leah@acme.example>', ['leah@acme.example'], ''],
    ['"Novak, Leah" <leah@acme.example>, Amir <amir@acme.example>', ['leah@acme.example', 'amir@acme.example'], ''],
    [
      'Novak, Leah <leah@acme.example>; Haddad, Amir <amir@acme.example>',
      ['leah@acme.example', 'amir@acme.example'],
      '',
    ],
    ['leah@acme.example amir@acme.example', ['leah@acme.example', 'amir@acme.example'], ''],
    ['mailto:leah@acme.example', ['leah@acme.example'], ''],
    ['<leah@acme.example>', ['leah@acme.example'], ''],
    ['leah@acme.example, Leah@ACME.example', ['leah@acme.example'], ''],
    ['leah@acme.example, amir@', ['leah@acme.example'], 'amir@'],
    ['nonsense, leah@acme.example', ['leah@acme.example'], 'nonsense'],
    ['Leah <leah>', [], 'Leah <leah>'],
    ['<script>alert(1)</script>', [], '<script>alert(1)</script>'],
    ['', [], ''],
    [' ,;\r\n ', [], ''],
  ])('%j', (text, emails, rest) => {
    const parsed = parseAddressInput(text);
    expect(parsed.addresses.map(({ email }) => email)).toEqual(emails);
    expect(parsed.rest).toBe(rest);
  });

  test('keeps the names that came with the addresses', () => {
    const { addresses } = parseAddressInput(
      '"Novak, Leah" <leah@acme.example>\nHaddad, Amir <amir@acme.example>\nmia@acme.example',
    );
    expect(addresses.map(({ name }) => name)).toEqual(['Novak, Leah', 'Haddad, Amir', '']);
  });

  test('finds every address however they are separated', () => {
    const email = fc
      .tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/))
      .map(([a, b]) => `${a}@${b}.example`);
    const separator = fc.constantFrom(',', ', ', ';', '; ', '\n', '\r\n', ',\n');
    checkProperty(
      fc.property(
        fc.uniqueArray(email, { minLength: 1, maxLength: 20 }),
        separator,
        fc.boolean(),
        (emails, by, isNamed) => {
          const text = emails.map((one) => (isNamed ? `"A, B" <${one}>` : one)).join(by);
          expect(parseAddressInput(text)).toEqual({
            addresses: emails.map((one) => ({ email: one, name: isNamed ? 'A, B' : '' })),
            rest: '',
          });
        },
      ),
    );
  });

  test('never fails and never makes up an address that was not typed', () => {
    checkProperty(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '@', '.', ',', ';', '"', '<', '>', ' ', '\n'), maxLength: 40 }),
        (text) => {
          for (const { email } of parseAddressInput(text).addresses) {
            expect(isEmail(email)).toBe(true);
            expect(text).toContain(email);
          }
        },
      ),
      500,
    );
  });
});
