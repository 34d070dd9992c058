import { expect, test } from 'vitest';
import { revokeGoogle } from '../../../lib/auth/revoke-google';
import { everythingSaid, jsonAnswer, noNet, scriptedNet, thrownBy } from './sign-in-fixtures';

test('the token is taken back, and travels in the body alone', async () => {
  const net = scriptedNet(() => jsonAnswer({}));
  expect(await revokeGoogle(net, 'the-token')).toBe('revoked');
  const [sent] = net.sent;
  expect(`${sent?.method} ${sent?.url} ${sent?.form}`).toBe(
    'POST https://oauth2.googleapis.com/revoke token=the-token',
  );
  expect(sent?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/);
});

test('a token that Google no longer knows is told apart: the grant may still stand', async () => {
  const net = scriptedNet(() => jsonAnswer({ error: 'invalid_token', error_description: 'Token expired' }, 400));
  expect(await revokeGoogle(net, 'the-token')).toBe('tokenWasInvalid');
});

test.each<[string, string, () => Response]>([
  ['UnreachableError', '503', () => new Response('', { status: 503 })],
  ['UnreachableError', '429', () => new Response('', { status: 429 })],
  ['RejectedError', 'a refusal that repeats the token', () => jsonAnswer({ error: 'no the-token' }, 400)],
  ['RejectedError', 'a web page', () => new Response('<p>the-token</p>', { status: 403 })],
])('%s on %s, and the token is not told', async (name, _what, answer) => {
  const error = await thrownBy(revokeGoogle(scriptedNet(answer), 'the-token'));
  expect(error.name).toBe(name);
  expect(everythingSaid(error)).not.toContain('the-token');
});

test('without a network it is an UnreachableError', async () => {
  const error = await thrownBy(revokeGoogle(noNet(), 'the-token'));
  expect(error).toMatchObject({ name: 'UnreachableError', reason: 'offline' });
});
