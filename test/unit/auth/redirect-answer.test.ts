import { expect, test } from 'vitest';
import { readRedirect } from '../../../lib/auth/redirect-answer';
import { redirectUri } from './sign-in-fixtures';

const expected = { redirectUri, state: 'the-state' };

test('a code in the query is read', () => {
  const answer = readRedirect(`${redirectUri}?code=abc&state=the-state`, expected);
  expect(answer.kind === 'granted' && answer.parameters.get('code')).toBe('abc');
});

test('a token in the fragment is read', () => {
  const answer = readRedirect(`${redirectUri}#access_token=abc&scope=a+b&state=the-state`, expected);
  expect(answer.kind === 'granted' && answer.parameters.get('scope')).toBe('a b');
});

test.each([
  ['another state', `${redirectUri}?code=abc&state=other`],
  ['no state', `${redirectUri}?code=abc`],
  ['another origin', 'https://evil.example/?code=abc&state=the-state'],
  ['another path', `${redirectUri}elsewhere?code=abc&state=the-state`],
  ['a refusal with another state', `${redirectUri}?error=access_denied&state=other`],
  ['no address at all', 'nonsense'],
])('an answer with %s is not taken for ours', (_what, address) => {
  expect(readRedirect(address, expected)).toEqual({ kind: 'foreign' });
});

test("a refusal is told in the server's words, on one line and cut", () => {
  const words = encodeURIComponent(`The user\n  denied ${'x'.repeat(1000)}`);
  const answer = readRedirect(
    `${redirectUri}?error=access_denied&error_description=${words}&state=the-state`,
    expected,
  );
  expect(answer.kind === 'error' && [answer.error, answer.detail.length, answer.detail.slice(0, 16)]).toEqual([
    'access_denied',
    300,
    'The user denied ',
  ]);
});

test('a refusal without state is a refusal', () => {
  expect(readRedirect(`${redirectUri}#error=login_required`, expected)).toMatchObject({ error: 'login_required' });
});

test('what a refusal repeats of the code or the token is left out', () => {
  const address = `${redirectUri}?code=c0de-c0de&error=bad&error_description=c0de-c0de%20t0ken-t0ken&state=the-state#access_token=t0ken-t0ken`;
  expect(readRedirect(address, expected)).toMatchObject({ detail: '… …' });
});
