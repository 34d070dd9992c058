import { describe, expect, test } from 'vitest';
import { readHaloMessage, toHaloError } from '../../../../lib/helpdesk/halo/halo-error';
import type { HttpAnswer } from '../../../../lib/http/request';

const now = Date.parse('2026-11-23T09:00:00Z');

function answer(status: number, text = '', headers: Record<string, string> = {}): HttpAnswer {
  return { status, text, headers: new Headers(headers), host: 'acme.halopsa.com', json: () => JSON.parse(text) };
}

test.each([
  [400, 'RejectedError'],
  [401, 'AuthError'],
  [403, 'ForbiddenError'],
  [404, 'GoneError'],
  [409, 'RejectedError'],
  [429, 'RateLimitError'],
  [500, 'UnreachableError'],
  [503, 'UnreachableError'],
])('HTTP %i is a %s', (status, name) => {
  expect(toHaloError(answer(status), now).name).toBe(name);
});

test('a web page with status 404 proves nothing about the record', () => {
  expect(toHaloError(answer(404, '<html>Not here</html>'), now).name).toBe('UnreadableError');
});

describe('the rate limit', () => {
  const limit = 'Rate Limit Reached - 300 Requests per rolling 5 minute window';

  test('waits a minute where the server does not say how long', () => {
    expect(toHaloError(answer(429, limit), now)).toMatchObject({ retryAtMs: now + 60_000, message: limit });
  });

  test('waits as long as the server says', () => {
    expect(toHaloError(answer(429, limit, { 'retry-after': '7' }), now)).toMatchObject({ retryAtMs: now + 7_000 });
  });
});

test.each([
  ['{"resultCode":400,"errorMessage":"No such agent"}', 'No such agent'],
  ['{"ClassName":"System.ArgumentException","Message":"Bad date"}', 'Bad date'],
  ['{"Message":"Not allowed"}', 'Not allowed'],
  ['{"error":"expired"}', 'expired'],
  ['{"error":"invalid_grant","error_description":"The code is used"}', 'The code is used'],
  ['"Just words"', 'Just words'],
  ['Plain text', 'Plain text'],
  ['{"title":"One or more validation errors occurred."}', 'One or more validation errors occurred.'],
  ['{"other":1}', ''],
  ['[1]', ''],
  ['null', ''],
  ['', ''],
  ['<html><body>Bad gateway</body></html>', ''],
])('the words of %s', (body, words) => {
  expect(readHaloMessage(body)).toBe(words);
});

test('an endless message is cut', () => {
  expect(readHaloMessage('x'.repeat(100_000)).length).toBe(500);
});

test('without words the error says which status came from where', () => {
  expect(toHaloError(answer(400), now).message).toBe('acme.halopsa.com answered with HTTP 400');
});
