import { describe, expect, test } from 'vitest';
import { toGoogleError } from '../../../../lib/calendars/google/google-error';
import type { HttpAnswer } from '../../../../lib/http/request';

const now = Date.parse('2026-11-23T09:00:00Z');
const minuteMs = 60_000;

function answer(status: number, text: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, text, headers: new Headers(headers), host: 'www.googleapis.com', json: () => JSON.parse(text) };
}

function refusal(status: number, reason: string, message = 'No.', headers: Record<string, string> = {}): Error {
  const body = { error: { code: status, message, errors: [{ domain: 'calendar', reason, message }] } };
  return toGoogleError(answer(status, JSON.stringify(body), headers), now, () => 0.5);
}

describe('what each refusal asks of us', () => {
  test.each([
    [400, 'timeRangeEmpty', 'The specified time range is empty.', 'RejectedError'],
    [400, 'invalid', 'Invalid value for: id', 'RejectedError'],
    [400, 'required', 'Missing end time.', 'RejectedError'],
    [400, 'invalid', 'Invalid sync token value.', 'SyncTokenExpiredError'],
    [
      400,
      'invalid',
      'Invalid sequence value. The specified sequence number is below the current one.',
      'StaleEtagError',
    ],
    [401, 'authError', 'Invalid Credentials', 'AuthError'],
    [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', 'RateLimitError'],
    [403, 'rateLimitExceeded', 'Rate Limit Exceeded', 'RateLimitError'],
    [403, 'quotaExceeded', 'Calendar usage limits exceeded.', 'RateLimitError'],
    [403, 'dailyLimitExceeded', 'Daily Limit Exceeded', 'RateLimitError'],
    [403, 'variableTermLimitExceeded', 'Limit Exceeded', 'RateLimitError'],
    [403, 'forbiddenForNonOrganizer', 'Shared properties can only be changed by the organizer.', 'ForbiddenError'],
    [403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', 'ForbiddenError'],
    [403, 'accessNotConfigured', 'Calendar API has not been used in project 1.', 'ForbiddenError'],
    [403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', 'AuthError'],
    [403, 'somethingNew', 'Never heard of it.', 'ForbiddenError'],
    [404, 'notFound', 'Not Found', 'GoneError'],
    [409, 'duplicate', 'The requested identifier already exists.', 'DuplicateError'],
    [409, 'conflict', 'Conflict', 'StaleEtagError'],
    [410, 'deleted', 'Resource has been deleted', 'GoneError'],
    [410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', 'SyncTokenExpiredError'],
    [
      410,
      'updatedMinTooLongAgo',
      'The requested minimum modification time lies too far in the past.',
      'SyncTokenExpiredError',
    ],
    [412, 'conditionNotMet', 'Precondition Failed', 'StaleEtagError'],
    [413, 'uploadTooLarge', 'Too large', 'RejectedError'],
    [429, 'rateLimitExceeded', 'Rate Limit Exceeded', 'RateLimitError'],
    [500, 'backendError', 'Backend Error', 'UnreachableError'],
    [503, 'backendError', 'Service Unavailable', 'UnreachableError'],
  ])('%i %s (%s) is a %s', (status, reason, message, name) => {
    expect(refusal(status, reason, message)).toMatchObject({ name, message });
  });

  test('a missing scope named only among the details', () => {
    const error = { code: 403, message: 'No.', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] };
    expect(toGoogleError(answer(403, JSON.stringify({ error })), now, Math.random).name).toBe('AuthError');
  });

  test.each([
    [403, 'ForbiddenError'],
    [404, 'UnreadableError'],
    [410, 'UnreadableError'],
    [429, 'RateLimitError'],
    [502, 'UnreachableError'],
  ])('a web page with status %i is a %s', (status, name) => {
    const error = toGoogleError(answer(status, '<html><title>Sorry</title></html>'), now, Math.random);
    expect(error).toMatchObject({ name, message: expect.not.stringContaining('<') });
  });
});

describe('how long to wait', () => {
  test('about a minute for a rate, spread so that many browsers do not come back together', () => {
    expect(refusal(403, 'userRateLimitExceeded')).toMatchObject({ retryAtMs: now + 0.75 * minuteMs });
  });

  test('more than an hour for a quota', () => {
    expect(refusal(403, 'quotaExceeded')).toMatchObject({ retryAtMs: now + 67.5 * minuteMs });
  });

  test('as long as the server says', () => {
    expect(refusal(429, 'rateLimitExceeded', 'No.', { 'retry-after': '5' })).toMatchObject({ retryAtMs: now + 5_000 });
  });
});
